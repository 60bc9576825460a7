#!/bin/sh
# Compares Octavo with cmark and cmark-gfm: run.sh KIND FOLDER, the folder being that of the built
# programs, and KIND what is compared:
#
#   commonmark  the examples of CommonMark's specification, with cmark
#   gfm         the examples of GitHub's, with cmark-gfm
#   cases       the cases of gfm.cases, with cmark-gfm
#   files       Markdown as it is shipped in npm packages (package.json), with cmark-gfm
#   random      random texts, with cmark-gfm; OCTAVO_RANDOM of them (1500; or a time: 1800s), from
#               OCTAVO_SEED (1)
#   plain       the same, without dialect, with cmark
#
# UPDATE=1 mends the list of known differences. OCTAVO_SHOW=NAME shows one text, all of it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kind=$1 bin=$2
modules=${OCTAVO_ORACLE:-$here/../../build/oracle/node_modules}
skip() { echo "skipped: no $1" >&2; exit 77; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
oracle() { "$bin/oracle" ${OCTAVO_SHOW:+--show "$OCTAVO_SHOW"} "$@"; }

case $kind in
commonmark)
    spec=$modules/commonmark-spec/spec.txt
    [ -f "$spec" ] || skip "$spec"
    oracle --spec "$spec" --list "$here/commonmark.list" "$bin/oracle_cmark" ;;
gfm)
    spec=/usr/share/doc/cmark-gfm/spec.txt.gz
    [ -f "$spec" ] || skip "$spec"
    gzip -dc "$spec" | oracle --gfm --spec - --list "$here/gfm.list" "$bin/oracle_gfm" ;;
cases)
    oracle --gfm --cases "$here/gfm.cases" --list "$here/cases.list" "$bin/oracle_gfm" ;;
files)
    [ -d "$modules" ] || skip "$modules"
    # Each text once, by the first path that has it, in the order of the paths.
    find "$modules" -iname '*.md' -type f -print0 | xargs -0 sha256sum | LC_ALL=C sort |
        awk '!seen[$1]++ { print substr($0, 67) }' | LC_ALL=C sort >"$tmp/files"
    oracle --gfm --files "$tmp/files" "$modules/" --list "$here/files.list" --share 99.8 "$bin/oracle_gfm" ;;
random)
    oracle --gfm --refusing --share 94 --random "${OCTAVO_SEED:-1}" "${OCTAVO_RANDOM:-1500}" "$bin/oracle_gfm" ;;
plain)
    oracle --refusing --share 98.5 --random "${OCTAVO_SEED:-1}" "${OCTAVO_RANDOM:-1500}" "$bin/oracle_cmark" ;;
*)  echo "run.sh: no such kind: $kind" >&2; exit 2 ;;
esac
