#!/bin/sh
# Measures books that are made again, and large ones; README.md tells more.
# usage: again.sh [--check] PROGRAM
#
# Prints a table. Exit status 0, or with --check 1 if a demand is missed; 2 for wrong usage.
# ROUNDS (15) is how often a short command is run; of long ones a few rounds are enough. What is on
# the wall is measured on two cores, if there are more, and is worth something only on a machine that
# has nothing else to do. OCTAVO_MODULES is where npm's packages of tests/oracle are.
set -eu
. "$(dirname "$0")/common.sh"
cc -O2 -D_GNU_SOURCE -o anon "$here/anon.c"
modules=${OCTAVO_MODULES:-$here/../../build/oracle/node_modules}
export XDG_CACHE_HOME="$work/cache"
if command -v taskset > /dev/null && [ "$(nproc)" -gt 2 ]; then
    taskset -cp 0,1 $$ > /dev/null
fi

# build BOOK [ARGUMENT...]
build() { from=$1; shift; "$program" build -q "$from" -o "$from.epub" "$@"; }

# measure ARGUMENT...: what ./cost prints of them, into out, when the system is done with writing what
# was made before: else it would do so meanwhile, on one of the cores.
measure() { sync; ./cost "$@" > out; }

# timed WHAT OURS DEMAND LIMIT: OURS and LIMIT in ms on the wall; DEMAND in words.
timed()
{
    row "$1" "$(reckon "$2")" "$(reckon "$4") ms" ms "$(ratio "$2" "$4")" "$3" "$(holds "$2 <= $4")"
}

# An edit of one word that is another one each time: edit.sh FILE WORD.
cat > edit.sh <<'END'
count=$(cat count 2> /dev/null || echo 0)
echo $((count + 1)) > count
sed -i "0,/ $2[0-9]*/s// $2$count/" "$1"
END

echo '| what | octavo | the other, or the limit | ratio | demand |'
echo '|---|---|---|---|---|'

# Many small books, each time into a folder of its own, and before anything is removed: for five
# minutes after many files were, ext4 looks long for a place for a new one.
cat "$book"/[0-9]*.md > seed
mkdir shelf
cat > fresh.sh <<'END'
[ ! -d epubs ] || mv epubs "epubs-$$"
mkdir epubs
END
python3 "$here/grown.py" seed one 3 600
for n in $(seq 1000); do
    cp -r one "shelf/$n"
    sed -i "s/^title: .*/title: Grown $n/" "shelf/$n/book.yaml"
done
measure "$few" + sh fresh.sh , "$program" build -q shelf/* -o epubs
row "1,000 small books in one call, processor time of each" "$(reckon "$(field 1 1 < out) / 1000" 2)" "" ms "" \
    "at most 1.5 ms" "$(holds "$(field 1 1 < out) <= 1500")"

# A manual.
if [ -d "$modules/npm" ]; then
    python3 "$here/manual.py" "$modules" manual
    find manual -name '*.md' | sort > files
    files=$(wc -l < files) megabytes=$(xargs cat < files | wc -c | awk '{ printf "%.1f", $1 / 1e6 }')
    what="a manual of $megabytes MB in $files files"
    build manual --no-cache
    # shellcheck disable=SC2046 # a list
    measure "$rounds" ./empty , "$program" build -q manual -o manual.epub --no-cache , cmark $(cat files)
    empty=$(field 1 2 < out)
    timed "$what; S + 2 x cmark" "$(field 2 2 < out)" "at most that" "$(reckon "$empty + 2 * $(field 3 2 < out)" 3)"
    cpu=$(field 2 1 < out)
    build manual
    measure "$rounds" ./empty , + sh edit.sh "$(sed -n 100p files)" the , \
        "$program" build -q manual -o manual.epub
    empty=$(field 1 2 < out)
    timed "after an edit of one word; S + 10 ms" "$(field 2 2 < out)" "at most that" "$(reckon "$empty + 10" 3)"
    build manual
    sleep 2.1
    build manual
    measure "$rounds" ./empty , "$program" build -q manual -o manual.epub
    empty=$(field 1 2 < out)
    timed "nothing changed; S + 3 ms" "$(field 2 2 < out)" "at most that" "$(reckon "$empty + 3" 3)"
    if command -v pandoc > /dev/null; then
        # shellcheck disable=SC2046
        ./cost 1 pandoc -t epub3 -M title=Manual -M lang=en -o pandoc.epub $(cat files) > out 2> /dev/null
        pandoc=$(field 1 1 < out)
        row "processor time of the manual; pandoc to EPUB" "$(reckon "$cpu")" "$(reckon "$pandoc") ms" ms \
            "$(ratio "$cpu" "$pandoc")" "at least 1 : 60 (100 is the goal)" "$(holds "$pandoc >= 60 * $cpu")"
    else
        skip "processor time of the manual; pandoc to EPUB" pandoc
    fi
else
    skip "a manual" "npm packages (make test-packages)"
fi

# A large book, against writing as many bytes.
python3 "$here/grown.py" seed large 300 30000 100 1048576
build large --no-cache
cat > copy.sh <<'END'
cp large.epub copy.epub && sync copy.epub
END
# Neither replaces a file: to free the old one's place can take the disk longer than all else.
measure "$few" + rm -f copy.epub , sh copy.sh , + rm -f large.epub , \
    "$program" build -q large -o large.epub --no-cache
copied=$(field 1 2 < out)
timed "300 chapters of 30 KB, 100 MB of images; 6 x cp and sync" "$(field 2 2 < out)" "at most that" \
    "$(reckon "6 * $copied" 3)"
build large
# The second copy replaces the first, as the book replaces its last edition.
measure "$few" + rm -f copy.epub , sh copy.sh , sh copy.sh , + sh edit.sh large/chapter-00150.md the , \
    "$program" build -q large -o large.epub
copied=$(field 1 2 < out) replaced=$(field 2 2 < out) ours=$(field 3 2 < out)
timed "the same after an edit; 2 x cp and sync" "$ours" "at most that" "$(reckon "2 * $copied" 3)"
row "the same; 2 x cp over a copy, and sync" "$(reckon "$ours")" "$(reckon "2 * $replaced") ms" ms \
    "$(ratio "$ours" "$(reckon "2 * $replaced" 3)")" "" ""
for with in --no-cache -q; do
    for _ in 1 2 3; do
        [ $with = --no-cache ] || sh edit.sh large/chapter-00150.md the
        ./anon "$program" build -q large -o large.epub $with
    done | sort -n | tail -n 1 > out
    what="its memory (RssAnon), made anew"
    [ $with = --no-cache ] || what="its memory (RssAnon), after an edit"
    row "$what" "$(cat out)" "" MiB "" "less than 95.4 MiB (100 MB)" "$(holds "$(cat out) < 95.4")"
done
rm -rf large large.epub copy.epub

# In proportion to size, all in one run. The line is the one that fits best, by the share that costs
# are off it.
counts='10 100 1000 10000'
set -- ./empty
for n in $counts; do
    python3 "$here/grown.py" seed "grown-$n" "$n" 3000
    set -- "$@" , "$program" build -q "grown-$n" -o "grown-$n.epub" --no-cache
done
measure $((few + 2)) "$@"
at=1
for n in $counts; do
    at=$((at + 1))
    echo "$n $(reckon "$(field $at 1 < out) - $(field 1 1 < out)" 3)"
done > line
awk '
    { n[NR] = $1; cost[NR] = $2; w = 1 / ($2 * $2)
      sw += w; sx += w * $1; sy += w * $2; sxx += w * $1 * $1; sxy += w * $1 * $2 }
    END {
        slope = (sw * sxy - sx * sy) / (sw * sxx - sx * sx); base = (sy - slope * sx) / sw
        for (i = 1; i <= NR; i++) print n[i], cost[i], base + slope * n[i]
    }' line > fit
while read -r n ours line; do
    row "$n chapters, processor time above S; a line" "$(reckon "$ours")" "$(reckon "$line") ms" ms \
        "$(reckon "$ours / $line" 2) of it" "within 20 %" "$(holds "$ours <= 1.2 * $line && $ours >= 0.8 * $line")"
done < fit

[ "$check" = 0 ] || exit "$missed"
