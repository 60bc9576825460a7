#!/bin/bash
# Broken copies of sound books, judged by EPUBCheck 4.2.6, epubcheck-ts and octavo: how often is the
# verdict the same, and the first message in the right place?
#
#     run.sh OCTAVO [COUNT [SEED]]      400 mutants of seed 1 by default
#
# At least 99 % of the verdicts are EPUBCheck 4.2.6's or, where that knows only EPUB 3.2,
# epubcheck-ts's, but for differences.txt; at least half of the mutants are invalid; at least 98 % of
# the first messages are in the right place. Skips (77) without Java, EPUBCheck, pandoc or python3;
# does without epubcheck-ts, saying so. VERBOSE=1 tells every difference.
set -eu
octavo=$(realpath "$1") count=${2:-400} seed=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
jar=/usr/share/java/epubcheck.jar
for tool in java pandoc python3 zip; do
    command -v "$tool" >/dev/null || { echo "skipped: no $tool"; exit 77; }
done
[ -f "$jar" ] || { echo "skipped: no $jar"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for book in rich old plates words daisy; do
    (cd "$here/books/$book" && zip -q -X0 "$work/$book.epub" mimetype &&
        find . -type f ! -name mimetype | LC_ALL=C sort | zip -q -X@ "$work/$book.epub")
done
cp "$here/books/rich/EPUB/cover.png" "$here/knots.md" "$work"
# The same bytes each time, so that a seed gives the same mutants.
export SOURCE_DATE_EPOCH=1767225600
(cd "$work" && for version in 2 3; do
    pandoc -t epub$version -M identifier=urn:uuid:3f0c9a86-6a0b-4b4e-9d31-0a8a3a3b6f11 \
        knots.md -o pandoc$version.epub
done)
"$octavo" build -q "$here/../../book" -o "$work/ours.epub" >/dev/null
cd "$work"
"$octavo" check rich.epub old.epub plates.epub words.epub daisy.epub ours.epub pandoc3.epub pandoc2.epub

mkdir m
python3 -W ignore "$here/mutate.py" "$seed" "$count" m rich.epub plates.epub words.epub old.epub \
    ours.epub rich.epub pandoc3.epub daisy.epub plates.epub pandoc2.epub words.epub
# The source launcher compiles where there is no javac.
if command -v javac >/dev/null; then
    javac -cp "$jar" -d . "$here/Oracle.java"
    set -- -cp "$jar:." Oracle
else
    set -- -cp "$jar" "$here/Oracle.java"
fi
ls m/*.epub | java -XX:+UseSerialGC "$@" >oracle.txt
ls m/*.epub | xargs "$octavo" check --color never >octavo.txt 2>&1 || :
python3 "$here/compare.py" differ m/mutants.tsv oracle.txt octavo.txt >differ.txt
touch modern.txt
if [ -s differ.txt ]; then
    node "$here/modern.mjs" <differ.txt >modern.txt 2>node.txt ||
        { tail -1 node.txt; echo "epubcheck-ts is not asked"; }
fi
python3 "$here/compare.py" m/mutants.tsv oracle.txt octavo.txt "$here/differences.txt" modern.txt ${VERBOSE:+-v}
