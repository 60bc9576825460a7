#!/bin/sh
# All books of tests/build, at once and each by several threads, by a program that ThreadSanitizer
# watches: no race, and the same books and messages whatever the number of threads; and the same of
# judging them.
# usage: threads.sh PROGRAM
. "$(dirname "$0")/common.sh"
cp -r "$(dirname "$sample")/tests/build" books
chmod -R u+w books
TSAN_OPTIONS=halt_on_error=0:exitcode=66
export TSAN_OPTIONS

for jobs in 1 16; do
    rm -rf shelf
    mkdir shelf
    status=0
    "$program" build -v -j $jobs "$sample" books/*/book books/*/book.md -o shelf \
        >"out.$jobs" 2>"err.$jobs" || status=$?
    ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
    [ $status = 1 ] || fail "-j $jobs: status $status"
    (cd shelf && sha256sum ./*) >"sums.$jobs"
done
same out.1 out.16
same err.1 err.16
same sums.1 sums.16

# The same books judged at once, with some that are cut off.
for book in shelf/*.epub; do
    head -c 3000 "$book" >"${book%.epub}.cut"
done
for format in text json; do
    for jobs in 1 16; do
        status=0
        "$program" check --lint -v --format $format -j $jobs shelf/* shelf/*.epub \
            >"out.$jobs" 2>"err.$jobs" || status=$?
        ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
        [ $status = 1 ] || fail "check -j $jobs: status $status"
    done
    same out.1 out.16
    same err.1 err.16
done

# Threads are begun for the smallest book, too.
OCTAVO_EAGER=1
export OCTAVO_EAGER
for file in shelf/*; do
    for jobs in 1 16; do
        "$program" check --lint -v -j $jobs "$file" >"out.$jobs" 2>"err.$jobs" || :
        ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
    done
    same out.1 out.16
    same err.1 err.16
done
for book in "$sample" books/*/book books/*/book.md; do
    for jobs in 1 16; do
        rm -f one.epub "sums.$jobs"
        status=0
        "$program" build -v -j $jobs "$book" -o one.epub >"out.$jobs" 2>"err.$jobs" || status=$?
        ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
        echo "$status" >>"out.$jobs"
        [ ! -e one.epub ] || sha256sum one.epub >"sums.$jobs"
    done
    same out.1 out.16
    same err.1 err.16
    [ ! -e sums.1 ] || same sums.1 sums.16
done
