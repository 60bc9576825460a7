#!/bin/sh
# Judges a book by MuPDF, the stand-in for small and old engines (it reads the NCX, not the nav):
# it has an outline that leads somewhere, the outline's labels and the expected texts are in the text,
# and MuPDF complains of nothing.
set -u
LC_ALL=C
export LC_ALL

here=$(dirname "$0")
usage() {
    echo "usage: mupdf.sh BOOK.epub [--expect TEXT]... [--pages DIR] [--em N]" >&2
    exit 2
}

command -v mutool >/dev/null || { echo "skipped: no mutool" >&2; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

book= pages= em=14
: >"$tmp/expected"
while [ $# -gt 0 ]; do
    case $1 in
    --expect) [ $# -gt 1 ] || usage; printf '%s\n' "$2" >>"$tmp/expected"; shift 2 ;;
    --pages) [ $# -gt 1 ] || usage; pages=$2; shift 2 ;;
    --em) [ $# -gt 1 ] || usage; em=$2; shift 2 ;;
    -*) usage ;;
    *) [ -z "$book" ] || usage; book=$1; shift ;;
    esac
done
[ -n "$book" ] || usage

# Lines break where the page ends, so texts are compared without any white space (C2 A0: no-break space).
squash() { sed 's/\xc2\xa0//g' | tr -d ' \t\r\n\f\v'; }

status=0
fail() { echo "$book: $*" >&2; status=1; }

# -a: no cache file of the layout, which two runs would share.
if ! mutool run "$here/mupdf-outline.js" "$book" >"$tmp/outline" 2>"$tmp/complaints"; then
    fail "MuPDF cannot read it: $(grep -i -m1 '^error' "$tmp/complaints")"
    exit 1
fi
mutool draw -q -a -F txt -o "$tmp/text" "$book" 2>>"$tmp/complaints" || fail "mutool draw failed"
if [ -n "$pages" ]; then
    mkdir -p "$pages"
    mutool draw -q -a -W 420 -H 560 -S "$em" -r 103 -o "$pages/p%03d.png" "$book" 2>>"$tmp/complaints" ||
        fail "mutool draw failed on the pages"
fi

grep '^FAIL: ' "$tmp/outline" >"$tmp/faults" && while IFS= read -r line; do fail "${line#FAIL: }"; done <"$tmp/faults"
# What it says of every EPUB 3, and of every build like Debian's.
grep -v -e 'unknown epub version: 3.0' -e 'ICC support is not available' "$tmp/complaints" | sort -u >"$tmp/faults"
while IFS= read -r line; do fail "MuPDF says: $line"; done <"$tmp/faults"

squash <"$tmp/text" >"$tmp/squashed"
sed '/^FAIL: /d' "$tmp/outline" >"$tmp/labels"
while IFS= read -r text; do
    [ -n "$text" ] || continue
    grep -qF -e "$(printf %s "$text" | squash)" "$tmp/squashed" || fail "not in the text: $text"
done <<EOF
$(cat "$tmp/labels" "$tmp/expected")
EOF

[ $status -ne 0 ] || echo "$book: $(grep -c . "$tmp/labels") outline entries, $(wc -w <"$tmp/text") words by MuPDF"
exit $status
