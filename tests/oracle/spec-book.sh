#!/bin/sh
# All examples of CommonMark's specification as chapters of one book: spec-book.sh PROGRAM
#
# Dead links, missing images and the like are allowed. What is refused all the same must be what
# spec-book.list says: FILE:LINE:COLUMN and the message's name, each at the HTML that is at fault.
# Without those chapters there is a book, and neither EPUBCheck nor epubcheck-ts finds an error in
# it. UPDATE=1 mends the list.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
modules=${OCTAVO_ORACLE:-$here/../../build/oracle/node_modules}
jar=${EPUBCHECK_JAR:-/usr/share/java/epubcheck.jar}
skip() { echo "skipped: no $1" >&2; exit 77; }
spec=$modules/commonmark-spec/spec.txt
[ -f "$spec" ] || skip "$spec"
[ -f "$jar" ] || skip "$jar"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$tmp/book"
cd "$tmp"

awk '/^````````````````````````````````/ {
         if (out) { close(out); out = "" ; inside = 0 }
         else if (inside) inside = 0
         else { inside = 1; out = sprintf("book/example-%03d.md", ++n); printf "" > out }
         next }
     out && $0 == "." { close(out); out = ""; next }
     out { gsub(/\342\206\222/, "\t"); print > out }' "$spec"
cat >book/book.yaml <<END
title: All examples of a specification
author: Nobody
lang: en
date: 2026-01-01
END

# build: its status; the errors are in the file errors.
build() {
    status=0
    "$program" build book -o book.epub --allow link-target --allow image-missing --allow image-alt \
        --allow link-scheme >out 2>said || status=$?
    sed -n 's/^book\/\([^ ]*\): error: .* \[\([a-z-]*\)\].*/\1 \2/p' said >errors
}

build
list=$here/spec-book.list
if [ "${UPDATE:-}" ]; then
    grep '^#' "$list" >kept || :
    cat kept errors >"$list"
fi
grep -v '^#' "$list" >wanted
if ! diff -u wanted errors; then
    echo "what is refused is not what spec-book.list says" >&2
    exit 1
fi
sed 's/:.*//' errors | sort -u >refused
while IFS= read -r chapter; do rm "book/$chapter"; done <refused
build
if [ "$status" != 0 ]; then
    echo "the book is refused without those chapters, too (status $status):" >&2
    grep -v ': warning: ' said >&2
    exit 1
fi
echo "$(find book -name '*.md' | wc -l) examples in the book, $(wc -l <refused) refused"
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --quiet --error book.epub
node "$here/../engines/epubcheck-ts.mjs" --errors book.epub
