#!/bin/sh
# Measures what it costs to judge books, against the two judges that there are; README.md tells more.
# usage: judge.sh [--check] PROGRAM
#
# Prints a table. Exit status 0, or with --check 1 if a demand is missed; 2 for wrong usage.
# ROUNDS (15) is how often a short command is run; of long ones a few rounds are enough. OCTAVO_NODE
# is where npm's packages are, as for tests/engines.
set -eu
. "$(dirname "$0")/common.sh"
export OCTAVO_NODE="${OCTAVO_NODE:-$(realpath -m "$here/../../build/node/node_modules")}"

# book BYTES NAME
book()
{
    novel "$1" "$2.md"
    "$program" build -q "$2.md" -o "$2.epub" > /dev/null
}

# judged WHAT BOOK LEAST_EPUBCHECK LEAST_TS: how many times the others cost at least.
judged()
{
    if [ -e "$jar" ] && command -v java > /dev/null; then
        against "$1; EPUBCheck" "$few" "$3" "$program" check "$2" , java -jar "$jar" "$2"
    else
        skip "$1; EPUBCheck" EPUBCheck
    fi
    if [ -d "$OCTAVO_NODE" ]; then
        against "$1; epubcheck-ts" "$few" "$4" "$program" check "$2" , \
            node "$here/../engines/epubcheck-ts.mjs" --errors "$2"
    else
        skip "$1; epubcheck-ts" epubcheck-ts
    fi
    ./cost "$few" "$program" check "$2" > out
    memory=$(field 1 3 < out)
    row "$1; memory" "$memory" "" MiB "" "at most 60 MiB" "$(holds "$memory <= 60")"
}

# grows WHAT BOOK TIMES: its cost above the empty program, against that of ten.epub TIMES over.
grows()
{
    ./cost "$few" ./empty , "$program" check "$2" > out
    above=$(reckon "$(field 2 1 < out) - $(field 1 1 < out)" 2)
    [ "$3" != 1 ] || ten=$above
    each=$(reckon "$above / $3 / $ten" 2)
    row "$1, $(field 2 3 < out) MiB of memory" "$above" "" ms "$each of linear" "at most 1.3 of linear" \
        "$(holds "$each <= 1.3")"
}

printf -- '---\ntitle: Three Pages\nlang: en\ndate: 2026-01-01\n---\n# One\n\nA page.\n\n# Two\n\n[Back](#one).\n' > small.md
"$program" build -q small.md -o small.epub > /dev/null
book 1677722 novel
book 10485760 ten
# That novel ten times over: a single file would be larger than what is read.
mkdir hundred
sed -n '/^title/,/^date/p' ten.md > hundred/book.yaml
for part in 0 1 2 3 4 5 6 7 8 9; do
    sed "1,/^date/d; /^---/d; s/^# /# Part $part, /" ten.md > "hundred/$part.md"
done
"$program" build -q hundred -o hundred.epub > /dev/null

printf '| what (processor time) | octavo | the other | ratio | demand |\n|---|---|---|---|---|\n'
judged "three pages" small.epub 200 30
judged "a novel of 1.6 MB" novel.epub 100 30
grows "a novel of 10 MB" ten.epub 1
grows "one of 100 MB" hundred.epub 10

[ "$check" = 0 ] || exit "$missed"
