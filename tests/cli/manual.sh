#!/bin/sh
# The manual page and the help texts name the same commands and options, and mandoc has nothing to
# say about the page.
# usage: manual.sh PROGRAM PAGE         (77: mandoc is missing)
set -eu
program=$1 page=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

"$program" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | sort >"$work/commands.help"
sed -n 's/^\.It Cm \([a-z]*\).*/\1/p' "$page" | sort >"$work/commands.page"
diff -u "$work/commands.page" "$work/commands.help" || failed=1

while IFS= read -r command; do
    "$program" help "$command" | grep -E '^ +(-.|--)' >>"$work/lines"
done <"$work/commands.help"
"$program" help | grep -E '^ +--' >>"$work/lines"
grep -oE -- '--[a-z][a-z-]*' "$work/lines" | sort -u >"$work/options.help"
[ -s "$work/options.help" ] || { echo "no option was found"; failed=1; }
sed -n '/^The options are:/,/^\.Sh/p' "$page" | grep '^\.It' | grep -oE 'Fl -[a-z][a-z-]*' |
    sed 's/Fl /-/' | sort -u >"$work/options.page"
diff -u "$work/options.page" "$work/options.help" || failed=1

sed -n 's/^ *-\([a-z]\), --\([a-z-]*\).*/\1 \2/p' "$work/lines" | sort -u >"$work/letters.help"
sed -n 's/^\.It Fl \([a-z]\) , Fl -\([a-z-]*\).*/\1 \2/p' "$page" | sort -u >"$work/letters.page"
diff -u "$work/letters.page" "$work/letters.help" || failed=1

# The synopsis of each command has its options: by the letter, where there is one.
while IFS= read -r command; do
    "$program" help "$command" | sed -n 's/^ *-\([a-z]\), --.*/-\1/p; s/^ *\(--[a-z-]*\).*/\1/p' |
        grep -v '^-h$' | sort >"$work/options.help"
    sed -n "/^\.Cm $command\$/,/^\.Nm\|^\.Sh/s/^\.Op Fl \([a-z-]*\).*/\1/p" "$page" |
        sed '/^-/!s/./-&\n/g; s/^-\([a-z-]*[a-z]\{2\}\)/--\1/' | grep . | sort >"$work/options.page"
    diff -u "$work/options.page" "$work/options.help" || { echo "in the synopsis of $command"; failed=1; }
done <"$work/commands.help"

[ "$failed" = 0 ] || exit 1
command -v mandoc >/dev/null || exit 77
# Which other pages are installed here is not this page's fault.
mandoc -T lint -W style "$page" 2>&1 | grep '^mandoc: .*: ' |
    grep -v 'referenced manual not found' >"$work/lint" || :
cat "$work/lint"
[ ! -s "$work/lint" ]
