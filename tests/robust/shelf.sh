#!/bin/sh
# Many books on many threads: the same books and messages as one after the other, and when the call
# is struck, nothing is left over, and no book that another call would not make.
# usage: shelf.sh PROGRAM
. "$(dirname "$0")/common.sh"

i=0
while [ $i -lt 60 ]; do
    mkdir -p "books/$i"
    title=$((i % 50)) date=2026-01-01 target=more
    [ $((i % 7)) != 0 ] || target=gone
    [ $((i % 5)) != 0 ] || date=
    printf 'title: Book %s\nlang: en\ndate: %s\nbibliography: a.json\n' $title "$date" >"books/$i/book.yaml"
    printf '[{"id": "a", "type": "book", "title": "T%s"}]\n' $i >"books/$i/a.json"
    {
        printf '# One of %s\n\n[A link](02.md#%s), [@a] <b>raw</b>.\n' $i $target
        j=0
        while [ $j -lt $((i * 10)) ]; do
            echo "Paragraph $j of *many*."
            echo
            j=$((j + 1))
        done
    } >"books/$i/01.md"
    printf '# Two\n\n## More\n\n> [!TIP] A tip\n> Text.\n' >"books/$i/02.md"
    i=$((i + 1))
done

# all JOBS: builds them into out; out.JOBS and err.JOBS hold what is said.
all()
{
    rm -rf shelf
    mkdir shelf
    status=0
    "$program" build -v -j "$1" books/* -o shelf >"out.$1" 2>"err.$1" || status=$?
    [ $status = 1 ] || fail "-j $1: status $status"
    (cd shelf && sha256sum ./*) >"sums.$1"
}
all 1
[ "$(wc -l <out.1)" -ge 40 ] || fail "too few books were made"
grep -q output-twice err.1 || fail "no file is wanted twice"
for jobs in 2 16 64; do
    all $jobs
    same out.1 out.$jobs
    same err.1 err.$jobs
    same sums.1 sums.$jobs
done
case $(ls -A shelf) in *octavo-tmp*) fail "a temporary file is left over" ;; esac

# 56 and 6 want one file, and 56, which is named first, is wrong: its last edition stays.
echo "the last edition" >shelf/book-6.epub
cp shelf/book-6.epub kept
status=0
"$program" build -q -j 2 books/56 books/6 -o shelf >out 2>err || status=$?
[ $status = 1 ] || fail "status $status"
told "output-twice"
told "link-target"
same shelf/book-6.epub kept

env --default-signal true 2>out || skip "env does not reset signals"
for delay in $(delays 12 120); do
    rm -rf shelf
    mkdir shelf
    env --default-signal=TERM "$program" build -q -j 8 books/* -o shelf >out 2>err &
    sleep "$delay"
    kill -TERM $! 2>kill-err || :
    wait $! 2>wait-err || :
    case $(ls -A shelf) in *octavo-tmp*) fail "a temporary file is left over: $(ls -A shelf)" ;; esac
    (cd shelf && find . -type f -exec sha256sum {} +) | while IFS= read -r line; do
        grep -qxF "$line" sums.1 || fail "$line is no whole book"
    done
done
