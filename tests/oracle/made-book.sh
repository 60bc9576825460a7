#!/bin/sh
# A book in which all constructs meet, of 30 chapters: made-book.sh PROGRAM. EPUBCheck and
# epubcheck-ts find no error, Ace nothing at all, and every note opens its own text in foliate-js.
# OCTAVO_CHAPTERS is the number of chapters; OCTAVO_JUDGES names the judges to ask.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
engines=$here/../engines
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

python3 "$here/made-book.py" "$tmp/book" "${OCTAVO_CHAPTERS:-30}"
cp "$here/../../book/images/cover.jpg" "$tmp/book/"
"$1" build "$tmp/book" -o "$tmp/book.epub" 2>"$tmp/said" || { cat "$tmp/said" >&2; exit 1; }
if [ -s "$tmp/said" ]; then
    echo "something is told of a book that is fine:" >&2
    cat "$tmp/said" >&2
    exit 1
fi

# Each note says whose it is: in its own chapter, under its own number.
python3 - "$tmp/book.epub" <<'END'
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
chapters = notes = 0
for name in book.namelist():
    if not (m := re.search(r"chapter-(\d+)\.xhtml$", name)):
        continue
    text, n = book.read(name).decode(), int(m[1])
    chapters += 1
    for label, _ in re.findall(r'href="#fn-(\w+)"[^>]*epub:type="noteref"[^>]*><sup>(\d+)</sup>', text):
        own = re.search(rf'id="fn-{label}"[^>]*>\s*<p[^>]*>Note {label} of chapter {n}\b', text)
        notes += 1
        if not own:
            sys.exit(f"{name}: note {label} is not its own")
print(f"{chapters} chapters, {notes} references to notes, each to its own")
if notes < 7 * chapters:
    sys.exit("there are fewer notes than were written")
END

status=0
for judge in ${OCTAVO_JUDGES:-epubcheck epubcheck-ts ace foliate}; do
    case $judge in
    epubcheck | ace) "$engines/$judge.sh" "$tmp/book.epub" ;;
    epubcheck-ts) node "$engines/$judge.mjs" "$tmp/book.epub" ;;
    foliate) node "$engines/$judge.mjs" --notes "$tmp/book.epub" ;;
    esac || status=$?
    [ $status = 0 ] || exit $status
done
