#!/bin/sh
# Files that another program cuts short while they are read: status 3, one message that says so, the
# old book and the ledger as they were, nothing left over; and then, when they are whole, the book.
# usage: cut.sh PROGRAM SCISSORS
scissors=$(realpath "$2")
set -- "$1"
. "$(dirname "$0")/common.sh"
image=out-and-back.png
two_books 600
cached_book new
cp book/images/$image whole.png
mkdir made
LD_PRELOAD=$scissors # always: programs that load something else have caches of their own
export LD_PRELOAD

# cut NAME:SIZE COMMAND...
cut()
{
    what=$1
    shift
    expect 3 env OCTAVO_CUT="$what" "$@"
}

# told_of FILE: nothing else is told.
told_of()
{
    told "cannot read \"$1\": .*was cut short meanwhile.*\[file-unreadable\]"
    [ "$(grep -c . err)" = 1 ] || fail "more is told: $(cat err)"
}

# Of the image the header is left, half of it, or nothing.
for size in 0 100 300000; do
    for how in '-j1 --no-cache' '-j8 --no-cache' -j1 -j8; do
        cp old.epub made/book.epub
        # shellcheck disable=SC2086 # options
        cut $image:$size "$program" build $how book -o made/book.epub
        told_of book/images/$image
        same made/book.epub old.epub
        holds made book.epub
        cp whole.png book/images/$image
    done
done
expect 0 "$program" build book -o made/book.epub
same made/book.epub new.epub

# What is kept of it is no worse for that; and the cache itself.
sed -i 's/ the / that /' book/01-introduction.md
expect 0 "$program" build --no-cache book -o clean.epub
cut $image:300000 "$program" build book -o made/book.epub
told_of book/images/$image
cp whole.png book/images/$image
store=$(find "$XDG_CACHE_HOME" -type f -size +16k)
cut "${store##*/}:200" "$program" build book -o made/book.epub
told_of book
same made/book.epub new.epub
expect 0 "$program" build book -o made/book.epub
same made/book.epub clean.epub

expect 0 "$program" lock book
cp book/book.lock lock
sed -i 's/ that / the /' book/01-introduction.md
cut $image:300000 "$program" build book -o made/book.epub
told_of book/images/$image
cp whole.png book/images/$image
same book/book.lock lock
cut $image:300000 "$program" lock book
told_of book/images/$image
cp whole.png book/images/$image
same book/book.lock lock

cut $image:300000 "$program" diff old.epub book
told_of book/images/$image
for command in check 'diff old.epub'; do
    cp new.epub part.epub
    # shellcheck disable=SC2086 # a command
    cut part.epub:9000 "$program" $command part.epub
    told 'cannot read "part.epub": it was cut short'
done
