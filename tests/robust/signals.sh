#!/bin/sh
# Interrupts builds in the midst of writing: no file is left over and the target is a whole book.
# usage: signals.sh PROGRAM
. "$(dirname "$0")/common.sh"
env --default-signal true 2>out || skip "env does not reset signals"
two_books 4096
mkdir shelf
cp old.epub shelf/book.epub

# strike SIGNAL: a build of the new book over the old one, struck as soon as its file appears.
# What a shell puts into the background ignores SIGINT; env makes good for it.
strike()
{
    status=0 seen=
    env --default-signal="$1" "$program" build new -o shelf/book.epub >out 2>err &
    while [ -z "$seen" ] && kill -0 $! 2>kill-err; do
        if [ -e shelf/.book.epub.octavo-tmp ]; then seen=1; fi
    done
    kill "-$1" $! 2>kill-err || :
    wait $! 2>wait-err || status=$?
}

total=0 struck=0
for signal in INT:130 TERM:143 HUP:129; do
    round=0
    while [ $round -lt 20 ]; do
        round=$((round + 1)) total=$((total + 1))
        strike ${signal%:*}
        holds shelf book.epub
        case $status in
        0) same shelf/book.epub new.epub ;;
        "${signal#*:}")
            struck=$((struck + 1))
            cmp -s shelf/book.epub new.epub || same shelf/book.epub old.epub
            ;;
        *) fail "SIG${signal%:*}: status $status: $(cat err)" ;;
        esac
        cp old.epub shelf/book.epub
    done
done
echo "of $total signals $struck struck a build while it was writing"
[ $struck -ge 30 ] || fail "too few struck"

# A signal that was ignored before stays so.
cp old.epub shelf/book.epub
(
    trap '' HUP
    "$program" build new -o shelf/book.epub >out 2>err &
    while kill -HUP $! 2>kill-err; do :; done
    wait $!
) || fail "SIGHUP under nohup: status $?"
same shelf/book.epub new.epub
holds shelf book.epub
