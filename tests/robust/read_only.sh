#!/bin/sh
# Without permission: status 3, a message that says so, the old book as it was, nothing left over.
# usage: read_only.sh PROGRAM          (root, who may do anything, becomes somebody else for it)
. "$(dirname "$0")/common.sh"
other=
if [ "$(id -u)" = 0 ]; then
    command -v setpriv >out || skip "no setpriv"
    other='setpriv --reuid=65534 --regid=65534 --clear-groups'
fi
two_books
cp "$program" program
mkdir shelf empty attic
cp old.epub shelf/book.epub
chmod 755 . program
chmod 555 shelf empty
chmod 777 attic

# build STATUS ARGUMENT...: as somebody who may not write there.
build()
{
    status=$1
    shift
    # shellcheck disable=SC2086 # a list
    expect "$status" $other ./program build "$@"
}

build 0 new -o attic/book.epub # so it is not for another reason that the others fail
same attic/book.epub new.epub

build 3 new -o shelf/book.epub
told 'shelf/book.epub.*Permission denied.*\[permission-denied\]'
same shelf/book.epub old.epub
holds shelf book.epub

build 3 new -o empty/book.epub
told 'empty/book.epub.*Permission denied.*\[permission-denied\]'
holds empty

# A folder that may not even be entered.
chmod 000 empty
build 3 new -o empty/book.epub
told 'empty/book.epub.*Permission denied.*\[permission-denied\]'

# A source that cannot be read.
for file in 03-characteristics.md references.json images/cover.jpg book.yaml; do
    cp old.epub attic/book.epub
    chmod 000 new/$file
    build 3 new -o attic/book.epub
    told "$file.*Permission denied.*\[file-unreadable\]"
    same attic/book.epub old.epub
    holds attic book.epub
    chmod 644 new/$file
done

# A folder that cannot be listed: nothing is left out for it.
mkdir found found/part
printf 'title: Found\nlang: en\ndate: 2026-01-02\n' >found/book.yaml
echo '# One' >found/one.md
echo '# Two' >found/part/two.md
build 0 found -o attic/book.epub
for folder in found/part found; do
    cp old.epub attic/book.epub
    chmod 000 "$folder"
    build 3 found -o attic/book.epub
    told "$folder.*Permission denied.*\[file-unreadable\]"
    same attic/book.epub old.epub
    holds attic book.epub
    chmod 755 "$folder"
done
