#!/bin/sh
# Measures a program against others and against itself; README.md tells what and why.
# usage: run.sh [--check] PROGRAM
#
# Prints a table. Exit status 0, or with --check 1 if a demand is missed; 2 for wrong usage.
# ROUNDS (15) is how often a short command is run; of long ones a few rounds are enough.
set -eu

. "$(dirname "$0")/common.sh"

# copies N FOLDER: the book with its chapters N times over, each copy with names, headings and
# links of its own. The first line of a chapter is its heading.
copies()
{
    mkdir "$2"
    cp -r "$book/images" "$book/references.json" "$2"
    sed '/^chapters:/,$d' "$book/book.yaml" > "$2/book.yaml"
    echo chapters: >> "$2/book.yaml"
    copy=1
    while [ "$copy" -le "$1" ]; do
        awk -v copy="$copy" -v folder="$2" '
            FNR == 1 {
                close(out)
                name = FILENAME
                sub(/.*\/[0-9]+-/, "", name)
                sub(/\.md$/, "", name)
                out = folder "/" name "-" copy ".md"
                print "  - " name "-" copy ".md" >> (folder "/book.yaml")
            }
            /^#/ { $0 = $0 " " copy }
            {
                $0 = relink($0)
                print > out
            }
            function relink(line,   head, link) {
                head = ""
                while (match(line, /\]\([0-9]+-[^)]*\)/)) {
                    link = substr(line, RSTART + 2, RLENGTH - 3)
                    sub(/^[0-9]+-/, "", link)
                    sub(/\.md/, "-" copy ".md", link)
                    if (link ~ /#/) {
                        link = link "-" copy
                    }
                    head = head substr(line, 1, RSTART + 1) link ")"
                    line = substr(line, RSTART + RLENGTH)
                }
                return head line
            }' "$book"/[0-9]*.md
        copy=$((copy + 1))
    done
}

printf '| what (processor time) | octavo | the other | ratio | demand |\n|---|---|---|---|---|\n'

# The book, above what the loader costs.
./cost "$rounds" ./empty , "$program" build "$book" -o book.epub > out
empty=$(field 1 1 < out) all=$(field 2 1 < out)
row "the book; empty program with the same libraries" "$(reckon "$all")" "$(reckon "$empty") ms" ms \
    "+$(reckon "$all - $empty") ms" "at most +8 ms" "$(holds "$all - $empty <= 8")"

# The book, by pandoc.
if command -v pandoc > /dev/null; then
    against "the book; pandoc to EPUB" "$few" 8 "$program" build "$book" -o book.epub , \
        pandoc --citeproc -M title="A Secure Base" -M lang=en-GB --resource-path="$book" \
        --bibliography="$book/references.json" --epub-cover-image="$book/images/cover.jpg" \
        -t epub3 -o pandoc.epub "$book"/[0-9]*.md
else
    skip "the book; pandoc to EPUB" pandoc
fi

# Judging the book.
if [ -e "$jar" ] && command -v java > /dev/null; then
    against "checking the book; EPUBCheck" "$few" "" "$program" check book.epub , \
        java -jar "$jar" book.epub
else
    skip "checking the book; EPUBCheck" EPUBCheck
fi

# Parsing alone, by the parser that is inside.
if command -v cmark > /dev/null; then
    against "the book; cmark to HTML" "$rounds" "" "$program" build "$book" -o book.epub , \
        cmark "$book"/[0-9]*.md
else
    skip "the book; cmark to HTML" cmark
fi

# In proportion to size: what a chapter costs in books of 1, 10, 100 and 500 times as many.
chapters=$(ls "$book"/[0-9]*.md | wc -l)
for n in 1 10 100 500; do
    copies "$n" "times-$n"
    times=$((n < 100 ? rounds : few))
    ./cost "$times" ./empty , "$program" build "times-$n" -o "times-$n.epub" > out
    above=$(reckon "$(field 2 1 < out) - $(field 1 1 < out)")
    each=$(reckon "$above / $n / $chapters" 3)
    case $n in
    500) row "$n times the chapters" "$above" "$each ms a chapter" ms \
        "$(reckon "$each / $hundred" 2) of linear" "at most 1.3 of linear from 100 on" \
        "$(holds "$each <= 1.3 * $hundred")" ;;
    *) row "$n times the chapters" "$above" "$each ms a chapter" ms "" "" "" ;;
    esac
    hundred=$each
    [ "$n" = 100 ] || rm -rf "times-$n"
done
if command -v cmark > /dev/null; then
    against "100 times the chapters; cmark to HTML" "$few" "" \
        "$program" build times-100 -o times-100.epub , sh -c 'cmark times-100/*.md'
fi

# Ten megabytes of prose.
novel 10485760 novel.md
if command -v cmark > /dev/null; then
    against "a novel of 10 MB; cmark to HTML" "$few" "" "$program" build novel.md -o novel.epub , \
        cmark novel.md
fi

# Reading and writing alone, without a book around: the core library by a program of its own.
core=$(dirname "$program")/libcore.a
if [ -f "$core" ] && command -v cmark > /dev/null; then
    # shellcheck disable=SC2046 # a list
    cc -O2 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -I"$here/../../src" -I"$here/.." -o render \
        "$here/render.c" "$here/../oracle/ours.c" "$here/../oracle/texts.c" "$core" \
        $(pkg-config --libs libcmark libxml-2.0 libzip yaml-0.1 jansson libdeflate libutf8proc libcrypto)
    within "reading and writing that novel; cmark" "$few" 3 ./render novel.md , cmark novel.md
    modules=$here/../../build/oracle/node_modules
    if [ -d "$modules" ]; then
        find "$modules" -iname '*.md' -type f -print0 | LC_ALL=C sort -z | xargs -0 cat > shipped
        split -n l/60 shipped shipped- --additional-suffix=.md
        within "30 MB of Markdown that npm packages ship; cmark" "$few" 3 ./render shipped-*.md , \
            cmark shipped-*.md
    fi
    python3 "$here/../oracle/made-book.py" made 30
    dense=$(for i in $(seq 140); do echo made/*.md; done)
    # shellcheck disable=SC2086 # a list
    within "10 MB of chapters full of tables and notes; cmark" "$few" 3 ./render $dense , cmark $dense
    for copy in 1 2; do
        awk -v copy="$copy" 'FNR == 1 { n++ } { gsub(/\[\^/, "[^" copy "-" n "-"); print }' made/*.md
    done > large.md
    large=$(for i in $(seq 60); do echo large.md; done)
    # shellcheck disable=SC2086 # a list
    within "the same in files of 60 chapters; cmark" "$few" 3 ./render $large , cmark $large
fi
against "checking that novel; building it" "$few" "" "$program" check novel.epub , \
    "$program" build novel.md -o novel.epub

[ "$check" = 0 ] || exit "$missed"
