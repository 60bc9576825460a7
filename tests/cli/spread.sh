#!/bin/sh
# What README.md says of Ninja, Make and GNU parallel works as it stands there: all books are made,
# then none, then the one that was edited.
# usage: spread.sh PROGRAM README
set -eu
program=$(realpath "$1") readme=$(realpath "$2")
unset MAKEFLAGS MAKELEVEL
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/wanted"
ln -s "$program" "$work/bin/octavo"
PATH=$work/bin:$PATH
cd "$work"
for i in 1 2 3 4 5 6; do
    mkdir -p shelf/book-$i
    printf 'title: Book %s\nlang: en\ndate: 2026-01-01\n' $i >shelf/book-$i/book.yaml
    printf '# One\n\nText.\n' >shelf/book-$i/01.md
done
octavo build -q shelf/* -o wanted
fail()
{
    echo "$1"
    exit 1
}

# block WORD: the block of code in which it stands.
block()
{
    awk -v word="$1" '/^```/ { if (inside && index(text, word)) { printf "%s", text; exit }
                               inside = !inside; text = ""; next }
                      inside { text = text $0 "\n" }' "$readme"
}

# made WHAT COUNT COMMAND...: so many books were made, and all are as they should be.
made()
{
    what=$1 count=$2
    shift 2
    touch -d '1 hour ago' stamp epub/* 2>/dev/null || :
    find shelf -exec touch -d '2 hours ago' {} +
    [ "$count" != 1 ] || touch shelf/book-3/01.md
    "$@" >told 2>&1 || fail "$what: $(cat told)"
    got=$(find epub -name '*.epub' -newer stamp | wc -l)
    [ "$got" = "$count" ] || fail "$what: $got books were made, wanted $count: $(cat told)"
    for book in wanted/*; do
        cmp "$book" "epub/${book##*/}"
    done
}

block 'rule epub' >ninja.sh
block 'wildcard shelf' >Makefile
block 'parallel -X' >parallel.sh
touch stamp
sh ninja.sh >/dev/null
for tool in ninja make; do
    rm -rf epub
    made $tool 6 $tool
    made $tool 0 $tool
    made $tool 1 $tool
done
if parallel --version 2>/dev/null | grep -q GNU; then
    rm -rf epub
    made parallel 6 sh parallel.sh
fi
