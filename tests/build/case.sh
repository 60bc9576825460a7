#!/bin/sh
# Builds the book of a case and compares.
# usage: case.sh PROGRAM FOLDER         (UPDATE=1 rewrites what is expected)
#
# FOLDER/book or FOLDER/book.md  the source
# FOLDER/messages                what is told (absent: nothing)
# FOLDER/want/...                entries that the EPUB must hold, byte for byte (absent: no book is
#                                made, and an EPUB that was there keeps its bytes)
# FOLDER/entries                 if there: the names of all entries, in order
set -eu
program=$(realpath "$1") folder=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH
cp -r "$folder"/. "$work"
cd "$work"
failed=0 status=0
fail()
{
    echo "$1"
    failed=1
}

# compare KEPT GOT: the file KEPT of the case must be GOT.
compare()
{
    if [ ! -e "$2" ]; then
        fail "no $1"
    elif [ -n "${UPDATE-}" ]; then
        cp "$2" "$folder/$1"
    else
        diff -u "$1" "$2" || failed=1
    fi
}

source=book
[ -e book ] || source=book.md
echo "the last good book" >old
cp old out.epub
"$program" build "$source" -o out.epub >told 2>got || status=$?
[ -e messages ] || [ ! -s got ] || : >messages
[ ! -e messages ] || compare messages got
if [ -d want ]; then
    [ "$status" = 0 ] || fail "status $status, wanted 0"
    [ "$(cat told)" = out.epub ] || fail "printed \"$(cat told)\""
    mkdir epub
    unzip -q out.epub -d epub || fail "no container was written"
    find want -type f | sort >wanted
    [ -s wanted ] || fail "no entry is compared"
    while IFS= read -r entry; do
        compare "$entry" "epub/${entry#want/}"
    done <wanted
    unzip -Z1 out.epub >names || true
    [ ! -e entries ] || compare entries names
else
    [ "$status" = 1 ] || fail "status $status, wanted 1"
    [ ! -s told ] || fail "printed \"$(cat told)\""
    cmp old out.epub || fail "a refused book was written over the last one"
fi
exit $failed
