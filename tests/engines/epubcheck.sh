#!/bin/sh
# Judges books by EPUBCheck, Debian's 4.2.6 (the rules of EPUB 3.2): no fatal, no error, no warning.
set -u

[ $# -gt 0 ] || { echo "usage: epubcheck.sh BOOK.epub..." >&2; exit 2; }

jar=${EPUBCHECK_JAR:-/usr/share/java/epubcheck.jar}
command -v java >/dev/null || { echo "skipped: no java" >&2; exit 77; }
[ -f "$jar" ] || { echo "skipped: no epubcheck (looked for $jar)" >&2; exit 77; }

status=0
for book; do
    # A run is short: the quick compiler and the small collector halve its time.
    if java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$jar" --quiet --failonwarnings "$book"; then
        echo "$book: no fatal, error or warning by EPUBCheck"
    else
        echo "$book: EPUBCheck found faults" >&2
        status=1
    fi
done
exit $status
