#!/bin/sh
# Texts that are known by the facts of their files: whatever else changes, and whatever takes the
# place of such a file, the book is the one that a clean build makes.
# usage: texts.sh PROGRAM          (one with the hooks for tests)
. "$(dirname "$0")/../robust/common.sh"
cached_book "$sample"
chapter=book/03-characteristics.md

# hold: with the cache, and with all of it verified, the book is what it is to be.
hold()
{
    expect 0 "$program" build book -o clean.epub --no-cache
    expect 0 "$program" build book -o made.epub
    same made.epub clean.epub
    rm made.epub
    expect 0 env OCTAVO_CACHE_VERIFY=1 "$program" build book -o made.epub
    same made.epub clean.epub
}

sleep 2.1 # from now on facts vouch for bytes
hold
echo "A word." >>$chapter
hold
sed -i 's/^title: .*/title: Another title/' book/book.yaml # all documents are written anew
hold
sleep 2.1
sed -i 's/^title: .*/title: A third title/' book/book.yaml
hold
for other in book/0*.md; do # another file of the same size and time
    sed '/^#/!s/ the / eth /' "$other" >other
    touch -r "$other" other
    mv other "$other"
    hold
done
sleep 2.1
for other in book/0*.md; do # the same file, with the time set back
    cp -p "$other" before
    sed '/^#/!s/ eth / het /' before >other
    cat other >"$other"
    touch -r before "$other"
    hold
done
sleep 2.1
hold
mv $chapter book/was
ln -s was $chapter # the same bytes behind a link
hold
sed -i '/^#/!s/ het / hte /' book/was
hold
