#!/bin/bash
# The depfile of a book: it names what the book is made of and nothing else, and Make and Ninja
# understand it.
# usage: depfile.sh PROGRAM
set -eu
program=$(realpath "$1") cases=$(dirname "$(realpath "$0")")/../build
unset SOURCE_DATE_EPOCH MAKEFLAGS MAKELEVEL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0
fail()
{
    echo "$1"
    failed=1
}

mkdir -p book/images book/sub 'book/K (1)' out
cp "$cases/figures/book/images/out.png" "book/images/a moon.png"
cp "$cases/figures/book/images/out.png" book/images/unused.png
printf '# One\n\n![Moon](<images/a moon.png>)\n' >'book/a b.md'
printf '# Two\n\n[a dead link](gone.md) [a style](sheet.css)\n' >'book/c#d.md'
printf '# Three\n' >'book/$e.md'
printf '# Four\n' >'book/f:g%h.md'
printf '# Five\n' >'book/sub/=i=j.md'
printf '# Six\n' >'book/k\l.md'
printf '# Seven\n' >'book/K (1)/m.md'
printf 'p { color: red }\n' >book/sheet.css
allow='--allow link-target --quiet'

# The rule's paths, one a line, as the shell may read them.
inputs()
{
    sed '/^$/q' "$1" | sed -n 's/^ //; s/ \\$//; /^out/!p' | sed '/^$/d' |
        sed 's/\\ / /g; s/\\#/#/g; s/\\:/:/g; s/\$\$/$/g'
}

# shellcheck disable=SC2086
"$program" build book -o out/book.epub --depfile out/book.d $allow
inputs out/book.d >list
cat >want <<'END'
book
book/$e.md
book/K (1)/
book/K (1)/m.md
book/a b.md
book/c#d.md
book/f:g%h.md
book/images
book/images/a moon.png
book/k\l.md
book/sheet.css
book/sub
book/sub/=i=j.md
END
diff -u want list || failed=1

# What it names is enough.
mkdir other
while IFS= read -r input; do
    if [ -d "$input" ]; then mkdir -p "other/$input"; else cp "$input" "other/$input"; fi
done <list
# shellcheck disable=SC2086
(cd other && mkdir -p out && "$program" build book -o out/book.epub $allow)
cmp out/book.epub other/out/book.epub || failed=1

# Nothing is too much: without any of the files there is another book, other messages, or none.
# shellcheck disable=SC2086
"$program" build book -o - --allow link-target 2>told >book.epub
while IFS= read -r input; do
    [ -f "$input" ] || continue
    mv "$input" kept
    # shellcheck disable=SC2086
    if "$program" build book -o - --allow link-target 2>said >new.epub &&
        cmp -s new.epub book.epub && cmp -s told said; then
        fail "\"$input\" is named, and has no say"
    fi
    mv kept "$input"
done <list

# What Make would take for another file.
printf '# Eight\n' >'book/n[1].md'
# shellcheck disable=SC2086
"$program" build book -o out/book.epub --depfile out/book.d $allow || fail "a name in brackets is refused"
printf '# Nine\n' >book/n1.md
# shellcheck disable=SC2086
! "$program" build book -o out/book.epub --depfile out/book.d $allow 2>told || fail "a pattern is no name"
grep -q 'no rule of Make can name "book/n\[1\].md"' told || fail "$(cat told)"
rm book/n1.md 'book/n[1].md'
# shellcheck disable=SC2086
"$program" build book -o out/book.epub --depfile out/book.d $allow

# A book that is refused leaves the depfile as it was.
cp out/book.d kept.d
printf '# Seven\n\n![](gone.png)\n' >book/z.md
! "$program" build book -o out/book.epub --depfile out/book.d 2>/dev/null || fail "no error"
cmp kept.d out/book.d || failed=1
rm book/z.md

# Make: built again exactly if an input changes; a file that is gone does not stop it.
cat >Makefile <<END
out/book.epub:
	@echo built
	@"$program" build book -o \$@ --depfile out/book.d $allow
-include out/book.d
END
# built WHAT WANTED...: what the tool says, once its inputs are the ones of a moment ago.
built()
{
    local what=$1 wanted=$2 got
    shift 2
    got=$("$@" 2>&1 | grep -c '^built$\|\] build$') || :
    [ "$got" = "$wanted" ] || fail "$what: $* built $got times, wanted $wanted"
}
old()
{
    find book -exec touch -d '1 hour ago' {} +
}
try()
{
    old
    built "$1: nothing new" 0 "$@"
    while IFS= read -r input; do
        touch "$input"
        built "$1: $input is new" 1 "$@"
        old
    done <list
    printf '# Seven\n' >book/new.md
    built "$1: a chapter more" 1 "$@"
    old
    built "$1: the same" 0 "$@"
    rm book/new.md
    built "$1: a chapter less" 1 "$@"
    old
    built "$1: the same" 0 "$@"
    for gone in 'a b.md' 'c#d.md' '$e.md' 'f:g%h.md' 'k\l.md' 'K (1)/m.md'; do
        mv "book/$gone" kept
        built "$1: $gone is gone" 1 "$@"
        mv kept "book/$gone"
        built "$1: $gone is back" 1 "$@"
        old
    done
}
rm -f out/*
built "make: at first" 1 make
try make

if command -v ninja >/dev/null; then
    cat >build.ninja <<END
rule octavo
  command = "$program" build book -o \$out --depfile \$out.d $allow
  depfile = \$out.d
  deps = gcc
  description = build
build out/book.epub: octavo
END
    rm -f out/*
    built "ninja: at first" 1 ninja
    try ninja
fi
exit $failed
