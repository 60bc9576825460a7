#!/bin/sh
# The gate is alive: no entry of a book may come out of its renderer with a broken byte. The program
# has the fault hook (src/build/fault.h); each fault is one byte of one entry.
# usage: gate.sh PROGRAM
. "$(dirname "$0")/common.sh"
spread=${OCTAVO_SPREAD-5} # places tried in each entry, beside its ends
cp -r "$sample" book
expect 0 "$program" build book -o good.epub
mkdir good
unzip -q good.epub -d good
echo "the book of yesterday" >yesterday

# attempt ENTRY OFFSET BYTE: the build with that fault is refused.
attempt()
{
    tried=$((tried + 1)) status=0
    OCTAVO_FAULT=$1:$2:$3 "$program" build ../book -o shelf/book.epub >out 2>err || status=$?
    if [ $status != 1 ]; then
        why="status $status"
    elif ! cmp -s ../yesterday shelf/book.epub; then
        why="the old book is changed"
    elif ! grep -q "^\(.*$1\|.*book/.*\):.*error: " err; then
        why="no message names it: $(head -n 1 err)"
    else
        return 0
    fi
    wrong=$((wrong + 1))
    cp ../yesterday shelf/book.epub
    echo "fault $1:$2:$3 ($(context)): $why"
}

# What stands around the fault.
context()
{
    from=$((offset < 8 ? 0 : offset - 8))
    tail -c +$((from + 1)) "../good/$entry" | head -c 16 | tr -c '[:print:]' '?'
}

# Neither XML nor CSS nor the mimetype bears 00, 01 or FF; XML bears < and & nowhere but where they
# stand already.
bytes_for()
{
    case $1 in
    mimetype) echo 00 01 ff 3c 26 41 ;;
    *.css) echo 00 01 ff ;;
    *) echo 00 01 ff 3c 26 ;;
    esac
}

# attempt_all ENTRY: at its two ends, and in between.
attempt_all()
{
    entry=$1 length=$(wc -c <"../good/$1") i=0
    while [ $i -le $((spread + 3)) ]; do
        case $i in
        0 | 1) offset=$i ;;
        2 | 3) offset=$((length - i + 1)) ;;
        *) offset=$((length * (i - 3) / (spread + 1))) ;;
        esac
        i=$((i + 1))
        there=$(od -An -tx1 -j $offset -N 1 "../good/$entry")
        for byte in $(bytes_for "$entry"); do
            [ " $byte" = "$there" ] || attempt "$entry" $offset "$byte"
        done
    done
}

# worker NUMBER: takes every second entry, in a folder of its own.
worker()
{
    mkdir -p "$1/shelf"
    cd "$1"
    cp ../yesterday shelf/book.epub
    tried=0 wrong=0
    awk -v worker="$1" 'NR % 2 == worker - 1' ../names >names
    while IFS= read -r entry; do
        attempt_all "$entry"
    done <names
    holds shelf book.epub
    echo "$tried $wrong" >tally
}

(cd good && find . -type f | sed 's/^..//' | grep -v '^EPUB/images/' | sort) >names
worker 1 &
one=$!
worker 2 &
two=$!
wait $one || fail "a worker broke down"
wait $two || fail "a worker broke down"
entries=$(wc -l <names)
read -r tried wrong <1/tally
read -r tried_too wrong_too <2/tally
tried=$((tried + tried_too)) wrong=$((wrong + wrong_too))
echo "$tried faults in $entries entries, $wrong passed the gate"
[ "$entries" -ge 17 ] || fail "too few entries"
[ $tried -ge 500 ] || fail "too few faults"
[ $wrong = 0 ] || fail "the gate is open"
