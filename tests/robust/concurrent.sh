#!/bin/sh
# Two builds with one target: each succeeds, the target is one of the two books, and no file is left
# over, also where a killed build had left one.
# usage: concurrent.sh PROGRAM
. "$(dirname "$0")/common.sh"
two_books 1024
mkdir shelf
round=0 old=0 new=0
while [ $round -lt 20 ]; do
    round=$((round + 1))
    if [ $((round % 4)) = 0 ]; then
        echo "half a book" >shelf/.book.epub.octavo-tmp
    fi
    first=old second=new
    if [ $((round % 2)) = 0 ]; then first=new second=old; fi
    "$program" build $first -o shelf/book.epub >out.1 2>err.1 &
    one=$!
    "$program" build $second -o shelf/book.epub >out.2 2>err.2 &
    two=$!
    wait $one || fail "round $round: status $?: $(cat err.1)"
    wait $two || fail "round $round: status $?: $(cat err.2)"
    if cmp -s shelf/book.epub old.epub; then
        old=$((old + 1))
    else
        same shelf/book.epub new.epub
        new=$((new + 1))
    fi
    holds shelf book.epub
done
echo "of $round races the old book won $old, the new one $new"
