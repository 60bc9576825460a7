#!/bin/sh
# Targets that can be no file, outputs that cannot be written, sources that are no book.
# usage: targets.sh PROGRAM
. "$(dirname "$0")/common.sh"
two_books

# What stands there is no file.
mkdir shelf shelf/book.epub
expect 3 "$program" build new -o nowhere/
told 'nowhere/'
[ ! -e nowhere ] || fail "a folder was made"
mkdir nothing nothing/a-secure-base.epub
expect 3 "$program" build new -o nothing
told 'nothing/a-secure-base.epub.*Is a directory.*\[file-unwritable\]'
holds nothing a-secure-base.epub
holds nothing/a-secure-base.epub
mkfifo fifo
expect 3 timeout 10 "$program" build new -o fifo
told '"fifo".*\[file-unwritable\]'
[ -p fifo ] || fail "the FIFO is gone"

# Its folder is not there, or is none, or its name is too long.
expect 3 "$program" build new -o nowhere/book.epub
told 'nowhere/book.epub.*No such file or directory.*\[file-unwritable\]'
[ ! -e nowhere ] || fail "a folder was made"
expect 3 "$program" build new -o old.epub/book.epub
told 'old.epub/book.epub.*Not a directory.*\[file-unwritable\]'
expect 3 "$program" build new -o "$(printf '%0300d' 0).epub"
told 'File name too long.*\[file-unwritable\]'

# No file of the book is written over, by whatever name.
cp -r new own
"$program" lock own >out
chapter=$(cd own && ls ./*.md | head -n 1)
cp -r own kept
ln -s "own/$chapter" other.epub
for target in "own/$chapter" own/../own/book.yaml own/book.lock own/images/out-and-back.png other.epub; do
    expect 1 timeout 10 "$program" build own -o "$target"
    told '\[output-source\]'
    expect 1 "$program" build own -o book.epub --depfile "$target"
    told '\[output-source\]'
    expect 1 "$program" build own -o book.epub --keep-rejected "$target"
    told '\[output-source\]'
done
rm own/book.lock kept/book.lock
for target in own/book.lock "$PWD/own/book.lock" own/images/../book.lock; do
    expect 1 "$program" build own -o "$target"
    told '\[output-source\]'
done
diff -r own kept >&2 || fail "a file of the book is lost"

# Nor the last good book, by one that is refused or by a depfile.
cp -r new wrong
echo '[x](#nowhere)' >>"wrong/$chapter"
for same in old.epub ./old.epub "$PWD/old.epub"; do
    cp old.epub good.epub
    expect 1 "$program" build wrong -o old.epub --keep-rejected "$same"
    told '\[output-same\]'
    same old.epub good.epub
    expect 1 "$program" build wrong -o old.epub --depfile "$same"
    told '\[output-same\]'
    same old.epub good.epub
done
expect 1 "$program" build new -o book.epub --depfile d --keep-rejected ./d
told '\[output-same\]'
[ ! -e d ] && [ ! -e book.epub ] || fail "something is written"

# A link stays a link.
cp old.epub shelf/real.epub
ln -s real.epub shelf/link.epub
expect 0 "$program" build new -o shelf/link.epub
[ -L shelf/link.epub ] || fail "the link is gone"
same shelf/real.epub new.epub
holds shelf book.epub link.epub real.epub

# Standard output: full, closed, gone; a book in a file is none the worse for it.
expect 3 sh -c '"$0" build new -o - >/dev/full' "$program"
told 'No space left'
expect 3 sh -c '"$0" build new -o - >&-' "$program"
told 'Bad file descriptor'
expect 0 sh -c '{ "$0" build new -o - || echo $? >status; } | :' "$program"
[ "$(cat status)" = 3 ] || fail "status $(cat status) after a broken pipe"
told 'Broken pipe'
cp old.epub book.epub
expect 3 sh -c '"$0" build new -o book.epub >/dev/full' "$program"
told 'No space left'
same book.epub new.epub
cp old.epub book.epub
expect 3 sh -c '"$0" build new -o book.epub <&- >&- 2>&-' "$program"
same book.epub new.epub

# The largest file that the shell allows (in blocks of 512 bytes).
cp old.epub book.epub
expect 3 sh -c 'ulimit -f 200; "$0" build new -o book.epub' "$program"
told 'book.epub.*File too large'
same book.epub old.epub
[ ! -e .book.epub.octavo-tmp ] || fail "a file is left over"

# No book at all is wrong usage; one of the wrong kind does not hang.
expect 2 "$program" build nowhere -o book.epub
told 'nowhere'
mkdir bare
expect 2 "$program" build bare -o book.epub
told 'bare'
expect 2 timeout 10 "$program" build fifo -o book.epub
told 'fifo'
rm new/03-characteristics.md
mkfifo new/03-characteristics.md
status=0
timeout 10 "$program" build new -o book.epub >out 2>err || status=$?
case $status in 1 | 3) ;; *) fail "status $status with a FIFO for a chapter" ;; esac
told '03-characteristics.md'
same book.epub old.epub
