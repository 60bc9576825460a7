#!/bin/sh
# Kills builds at random moments. The target is always a whole book, and what a killed build leaves
# beside it is gone after the next.
# usage: kill.sh PROGRAM
. "$(dirname "$0")/common.sh"
rounds=300
two_books 4096
mkdir shelf
cp old.epub shelf/book.epub

# The whole duration of a build, so that the kills are spread over it.
start=$(milliseconds)
for _ in 1 2 3; do
    "$program" build old -o shelf/book.epub >out 2>err
done
longest=$((($(milliseconds) - start) / 3))

there=old round=0 early=0 writing=0 renamed=0 late=0
delays $rounds $longest >moments
while read -r moment; do
    round=$((round + 1)) status=0
    if [ $there = old ]; then next=new; else next=old; fi
    "$program" build $next -o shelf/book.epub >out 2>err &
    sleep "$moment"
    kill -KILL $! 2>kill-err || :
    wait $! 2>wait-err || status=$?
    case $status in 0 | 137) ;; *) fail "round $round: status $status: $(cat err)" ;; esac

    if cmp -s shelf/book.epub $next.epub; then
        there=$next
        if [ $status = 0 ]; then late=$((late + 1)); else renamed=$((renamed + 1)); fi
    elif [ $status = 0 ]; then
        fail "round $round: status 0, and the target is not the new book"
    elif ! cmp -s shelf/book.epub $there.epub; then
        fail "round $round: the target is no whole book"
    elif [ -e shelf/.book.epub.octavo-tmp ]; then
        writing=$((writing + 1))
    else
        early=$((early + 1))
    fi
    if [ $((round % 10)) = 0 ]; then
        expect 0 "$program" build $there -o shelf/book.epub
        same shelf/book.epub $there.epub
        holds shelf book.epub
    fi
done <moments
echo "of $round kills within $longest ms, $early hit before writing, $writing while writing," \
    "$renamed after the renaming, $late came too late"
[ $early -ge 10 ] || fail "too few hit before writing"
[ $writing -ge 10 ] || fail "too few hit while writing"
