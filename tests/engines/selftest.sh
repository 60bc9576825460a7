#!/bin/sh
# Judges the judges: breaks a good book in one place at a time, and demands that the right judge says so.
#
#     selftest.sh GOOD.epub [JUDGE...]        a judge is the name of a script here without its suffix; all by default
#
# The book needs two references, each cited, a figure with alt text, and must please every judge.
set -u

usage() { echo "usage: selftest.sh GOOD.epub [epubcheck|epubcheck-ts|ace|mupdf|foliate]..." >&2; exit 2; }
[ $# -gt 0 ] || usage
[ -f "$1" ] || { echo "selftest.sh: no book $1" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
good=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
judges=${*:-epubcheck epubcheck-ts ace mupdf foliate}
for tool in zip unzip perl; do
    command -v $tool >/dev/null || { echo "skipped: no $tool" >&2; exit 77; }
done

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$tmp/good"
(cd "$tmp/good" && unzip -q "$good") || exit 1

passed=0 failed=0 skipped=0
pass() { passed=$((passed + 1)); echo "ok: $1"; }
fail() { failed=$((failed + 1)); echo "NOT OK: $1"; sed 's/^/    /' "$tmp/said"; }

judge() { # JUDGE BOOK
    case $1 in
    epubcheck | ace | mupdf) "$here/$1.sh" "$2" ;;
    epubcheck-ts | foliate) "$here/$1.mjs" "$2" ;;
    *) usage ;;
    esac >"$tmp/said" 2>&1
}

# The files of the book being broken that hold a pattern.
with() { grep -rlE "$1" --include='*.xhtml' --include='*.opf' --include='*.ncx' . | sort; }

# break_book NAME EDIT: EDIT is run in the unpacked book.
break_book() {
    name=$1
    rm -rf "$tmp/bad" "$tmp/bad.epub"
    cp -r "$tmp/good" "$tmp/bad"
    (cd "$tmp/bad" && eval "$2" && zip -qX0 ../bad.epub mimetype && zip -qXr9D ../bad.epub . -x mimetype)
    if diff -r "$tmp/good" "$tmp/bad" >/dev/null; then
        : >"$tmp/said"
        fail "$name: this book has nothing there to break"
        return 1
    fi
}

# caught JUDGE PATTERN: the judge fails the broken book, and says so.
caught() {
    case " $judges " in *" $1 "*) ;; *) return ;; esac
    judge "$1" "$tmp/bad.epub"
    case $? in
    77) skipped=$((skipped + 1)); echo "skipped: $name: $1" ;;
    1) if grep -qE -e "$2" "$tmp/said"; then pass "$name: $1"; else fail "$name: $1 says something else"; fi ;;
    *) fail "$name: $1 does not see it" ;;
    esac
}

# edit PATTERN PERL: edits the first file that holds the pattern, the whole of it as one string.
edit() { perl -0pi -e "$2" "$(with "$1" | head -n 1)"; }

entry='epub:type="biblioentry"'
citation='epub:type="biblioref"'

for judge in $judges; do
    judge "$judge" "$good"
    case $? in
    0) pass "the good book: $judge" ;;
    77) skipped=$((skipped + 1)); echo "skipped: the good book: $judge" ;;
    *) fail "the good book: $judge" ;;
    esac
done

break_book "an entry without its id" "edit '$entry' 's/(<li[^>]*?) id=\"[^\"]*\"([^>]*biblioentry)/\$1\$2/'" && {
    caught foliate 'leads nowhere'
    caught epubcheck RSC-012
    caught epubcheck-ts RSC-012
}
break_book "an entry without words" "edit '$entry' 's/(<li[^>]*biblioentry\"[^>]*>).*?<\/li>/\$1<\/li>/s'" &&
    caught foliate 'pops up nothing'
break_book "a reference that shows another number" "edit '$citation' 's/(biblioref\"[^>]*>)1</\${1}2</'" &&
    caught foliate 'shows 2, but leads to number 1'
break_book "a citation that is a plain link" \
    "edit '$citation' 's/ epub:type=\"biblioref\" role=\"doc-biblioref\"//'" &&
    caught foliate 'leads back to what is no reference'
break_book "an entry of no type" "edit '$entry' 's/ epub:type=\"biblioentry\"//'" &&
    caught foliate 'a biblioref pops up a'
break_book "a back link to nowhere" \
    "edit '$entry' 's/(<a[^>]*href=\"[^\"#]*#)([^\"]*\"[^>]*backlink)/\$1no-\$2/'" && {
    caught foliate 'leads nowhere'
    caught epubcheck RSC-012
    caught epubcheck-ts RSC-012
}
# Every id and file is there: only who follows the link sees it.
break_book "a back link to another reference" \
    "edit '$entry' '@h = /<a[^>]*href=\"([^\"]*)\"[^>]*backlink/g; s/\"\\Q\$h[0]\\E\"/\"\$h[-1]\"/'" &&
    caught foliate 'leads back to a reference to something else'
break_book "no back link" "edit '$entry' 's/<a[^>]*backlink.*?<\/a>//'" &&
    caught foliate 'no back link leads to it'
break_book "a contents entry that leads nowhere" \
    "edit 'epub:type=\"toc\"' 's/(epub:type=\"toc\".*?<a href=\"[^\"]*?)\.xhtml/\$1-no.xhtml/s'" && {
    caught foliate 'toc: .* leads nowhere'
    caught epubcheck 'RSC-007'
    caught epubcheck-ts 'RSC-007'
}
for mark in cover toc bodymatter bibliography; do
    break_book "no landmark $mark" "edit 'landmarks' 's/<li><a epub:type=\"$mark\".*?<\/li>//s'" &&
        caught foliate "landmarks: no $mark"
done
break_book "no cover image" \
    "edit '<package' 's/ properties=\"cover-image\"//'" &&
    caught foliate 'no image is declared to be it'
break_book "a picture that is not in the book" \
    "rm -f \"\$(find . -name \"\$(grep -ohE '<figure[^>]*><img[^>]*src=\"[^\"]*' \$(with '<figure') | head -n 1 | sed 's|.*[/\"]||')\")\"" && {
    caught foliate 'no picture|console'
    caught epubcheck RSC-001
    caught epubcheck-ts RSC-001
}
break_book "a duplicate id" "edit '<h1 id=' 's/<p>/<p id=\"twice\">/; s/<\/h1>/<\/h1><p id=\"twice\">Twice.<\/p>/'" && {
    caught epubcheck RSC-005
    caught epubcheck-ts RSC-005
}
break_book "a document that is not well-formed" "edit '$citation' 's/<\/p>//'" && {
    caught foliate 'is not well-formed'
    caught epubcheck RSC-016
    caught epubcheck-ts 'RSC-016|HTM-004'
}
break_book "a picture without alt text" "edit '<figure' 's/ alt=\"[^\"]*\"//'" &&
    caught ace image-alt
break_book "no hazard metadata" "edit '<package' 's/<meta property=\"schema:accessibilityHazard\">.*?<\/meta>//'" &&
    caught ace metadata-accessibilityhazard
break_book "a contents entry for MuPDF that leads nowhere" "edit '<ncx' 's/(<content src=\"[^\"]*?)\.xhtml/\$1-no.xhtml/'" &&
    caught mupdf 'leads nowhere'
break_book "no contents for MuPDF" "edit '<ncx' 's/<navMap>.*<\/navMap>/<navMap><\/navMap>/s'" &&
    caught mupdf 'outline is empty'
break_book "a contents label that is not in the book" \
    "edit '<ncx' 's/(<navPoint.*?<text>)[^<]*/\${1}Nowhere in this book/s'" &&
    caught mupdf 'not in the text: Nowhere in this book'

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ] || exit 1
[ $passed -gt 0 ] || exit 77
