#!/bin/sh
# All books of tests/build, at once and each by several threads, by a program that ThreadSanitizer
# watches: no race, and the same books, ledgers and messages whatever the number of threads; and the
# same of judging and comparing them.
# usage: threads.sh PROGRAM
. "$(dirname "$0")/common.sh"

# As they are written: a build may write a ledger.
fresh_books()
{
    rm -rf books
    cp -r "$(dirname "$sample")/tests/build" books
    chmod -R u+w books
    mkdir -p books/many/book
    for chapter in $(seq 40); do
        for fault in $(seq 25); do
            printf '[a](#gone-%s) ![](no-%s.png) [@nobody%s] <blink>x</blink>\n\n' \
                "$fault" "$chapter" "$fault"
        done >"books/many/book/$chapter.md"
    done
}
TSAN_OPTIONS=halt_on_error=0:exitcode=66:atexit_sleep_ms=0
export TSAN_OPTIONS

for jobs in 1 16; do
    fresh_books
    rm -rf shelf
    mkdir shelf
    status=0
    "$program" build -v -j $jobs "$sample" books/*/book books/*/book.md -o shelf \
        >"out.$jobs" 2>"err.$jobs" || status=$?
    ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
    [ $status = 1 ] || fail "-j $jobs: status $status"
    (cd shelf && sha256sum ./* ../books/*/book/*.lock) >"sums.$jobs"
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
        rm -rf books/changes
        cp -r "$(dirname "$sample")/tests/build/changes" books
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

# A book made again after an edit of one word, with what the cache has.
for jobs in 1 16; do
    rm -rf cache edited
    mkdir cache
    cp -r "$(dirname "$sample")/tests/oom/book" edited
    for word in und oder sowie; do
        sed -i "s/Äpfel [a-z]* Öl/Äpfel $word Öl/" edited/02-two.md
        XDG_CACHE_HOME="$PWD/cache" OCTAVO_ONLY_EDITED=1 "$program" build -v -j $jobs edited -o one.epub \
            >"out.$jobs" 2>"err.$jobs" || fail "-j $jobs: status $?: $(cat "err.$jobs")"
        ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
    done
    sha256sum one.epub >"sums.$jobs"
done
same sums.1 sums.16

# An edition of each, against the same edited: as text, JSON and a page; and the ledgers of both.
for format in text json; do
    for book in "$sample" books/*/book; do
        for jobs in 1 16; do
            rm -rf edited
            cp -r "$book" edited
            chmod -R u+w edited
            for chapter in edited/*.md; do
                [ ! -e "$chapter" ] || printf '\n## Added\n\nA word more.\n' >>"$chapter"
            done
            status=0
            "$program" diff -j $jobs --format $format --page page "$book" edited \
                >"out.$jobs" 2>"err.$jobs" || status=$?
            "$program" lock -j $jobs edited >>"out.$jobs" 2>>"err.$jobs" || status=$status+$?
            ! grep -q ThreadSanitizer "err.$jobs" || fail "$(cat "err.$jobs")"
            echo "$status" >>"out.$jobs"
            find edited -name '*.lock' | sort | xargs sha256sum >>"out.$jobs"
            [ ! -e page ] || sha256sum page >>"out.$jobs"
            rm -f page
        done
        same out.1 out.16
        same err.1 err.16
    done
done

# The tests of the build and of the command line, watched.
tests=$(realpath "$(dirname "$sample")/tests")
TSAN_OPTIONS=halt_on_error=0:atexit_sleep_ms=0:log_path=$PWD/race
for case in "$tests"/build/*/; do
    "$tests/build/case.sh" "$program" "$case" >out 2>&1 || fail "$case: $(cat out)"
done
for case in "$tests"/cli/*.test; do
    "$tests/cli/transcript.sh" "$program" "$case" >out 2>&1 || fail "$case: $(cat out)"
done
for race in race.*; do
    [ ! -e "$race" ] || fail "$(cat "$race")"
done
