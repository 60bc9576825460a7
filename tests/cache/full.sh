#!/bin/sh
# The disk under the cache has no more room, from each write on: the book is made all the same,
# nothing is told, and what is kept is as it was before. Nor is anything kept where files may not
# grow, or where little room is left.
# usage: full.sh PROGRAM SHIM          (a program with the hooks for tests; what broken_disk.c makes)
shim=$(realpath "$2")
set -- "$1"
. "$(dirname "$0")/../robust/common.sh"
cached_book "$(cd "$OLDPWD" && realpath "$(dirname "$0")")/book"

# right COMMAND...: it makes the book of clean.epub and says what clean.err says.
right()
{
    rm -f x.epub
    expect 0 "$@" "$program" build book -o x.epub
    same err clean.err
    same x.epub clean.epub
}

change()
{
    echo "Line $1." >>book/02-flood.md
    expect 0 "$program" build book -o clean.epub --no-cache
    mv err clean.err
}

change 0
expect 0 sh -c "ulimit -f 4000; exec '$program' build book -o x.epub"
same x.epub clean.epub
[ -z "$(ls cache/octavo 2>/dev/null)" ] || fail "something is kept though files may not grow"

# First with nothing there, then with much.
for number in 1 2 3 4 5 6; do
    rm -rf cache
    change "$number"
    right env LD_PRELOAD="$shim" OCTAVO_BROKEN="$number"
    right
    change "$number again"
    right env LD_PRELOAD="$shim" OCTAVO_BROKEN="$number"
    right
    right
done
