#!/bin/sh
# Several builds of one book at once, of which some are killed: every book that is told is the right
# one, and so is the next.
# usage: together.sh PROGRAM          (one with the hooks for tests)
. "$(dirname "$0")/../robust/common.sh"
cached_book "$sample"
chapter=book/03-characteristics.md

# edit WORD: the book with another chapter; clean.epub is what is wanted of it.
edit()
{
    echo "The word is $1." >>$chapter
    expect 0 "$program" build book -o clean.epub --no-cache
}

round=0
while [ $round -lt 10 ]; do
    round=$((round + 1)) builders=
    edit "word$round"
    for number in 1 2 3 4 5 6; do
        "$program" build book -o "$number.epub" >"out.$number" 2>"err.$number" &
        builders="$builders $!"
    done
    number=0
    for builder in $builders; do
        number=$((number + 1))
        wait "$builder" || fail "round $round: status $?: $(cat "err.$number")"
        same "$number.epub" clean.epub
    done
    expect 0 "$program" build book -o 1.epub
    same 1.epub clean.epub
done

# How long a build takes that has something to keep.
start=$(milliseconds)
rm -rf cache
expect 0 "$program" build book -o 1.epub
longest=$(($(milliseconds) - start))
killed=0
delays 100 "$longest" >moments
while read -r moment; do
    status=0
    case $killed in
    *0) rm -rf cache ;;
    *) edit "moment$moment" ;;
    esac
    "$program" build book -o 1.epub >out 2>err &
    sleep "$moment"
    kill -KILL $! 2>/dev/null || :
    wait $! 2>/dev/null || status=$?
    case $status in 0 | 137) ;; *) fail "killed after $moment: status $status: $(cat err)" ;; esac
    [ $status = 0 ] || killed=$((killed + 1))
    expect 0 "$program" build book -o 2.epub
    same 2.epub clean.epub
    expect 0 "$program" build book -o 2.epub
    same 2.epub clean.epub
done <moments
[ $killed -ge 10 ] || fail "only $killed builds were killed on their way"

# Two books of one name in one call: the first has it, each time.
cp -r book book2
sed -i 's/^version: .*/version: another/' book2/book.yaml
mkdir shelf
"$program" build book -o shelf --no-cache >out 2>err || fail "$(cat err)"
name=$(ls shelf)
for _ in 1 2 3 4; do
    status=0
    "$program" build book book2 -o shelf >out 2>err || status=$?
    [ $status = 1 ] && grep -q output-twice err || fail "two books of one name: status $status: $(cat err)"
    same "shelf/$name" clean.epub
done
"$program" build book2 -o alone.epub --no-cache >out 2>err || fail "$(cat err)"
for _ in 1 2 3; do
    "$program" build book2 -o shelf >out 2>err || fail "$(cat err)"
    same "shelf/$name" alone.epub
done
