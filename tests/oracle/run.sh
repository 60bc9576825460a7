#!/bin/sh
# Compares Octavo with cmark and cmark-gfm: run.sh KIND FOLDER, the folder being that of the built
# programs, and KIND what is compared:
#
#   commonmark  the examples of CommonMark's specification, with cmark
#   gfm         the examples of GitHub's, with cmark-gfm
#   cases       the cases of gfm.cases, with cmark-gfm
#   random      random texts, with cmark-gfm; OCTAVO_RANDOM of them (1500; or a time: 1800s), from
#               OCTAVO_SEED (1)
#   plain       the same, without dialect, with cmark
#
# UPDATE=1 mends the list of known differences. OCTAVO_SHOW=NAME shows one text, all of it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
kind=$1 bin=$2
node=${OCTAVO_NODE:-$here/../../build/node/node_modules}
skip() { echo "skipped: no $1" >&2; exit 77; }
oracle() { "$bin/oracle" ${OCTAVO_SHOW:+--show "$OCTAVO_SHOW"} "$@"; }

case $kind in
commonmark)
    spec=$node/commonmark-spec/spec.txt
    [ -f "$spec" ] || skip "$spec"
    oracle --spec "$spec" --list "$here/commonmark.list" "$bin/oracle_cmark" ;;
gfm)
    spec=/usr/share/doc/cmark-gfm/spec.txt.gz
    [ -f "$spec" ] || skip "$spec"
    gzip -dc "$spec" | oracle --gfm --spec - --list "$here/gfm.list" "$bin/oracle_gfm" ;;
cases)
    oracle --gfm --cases "$here/gfm.cases" --list "$here/cases.list" "$bin/oracle_gfm" ;;
random)
    oracle --gfm --random "${OCTAVO_SEED:-1}" "${OCTAVO_RANDOM:-1500}" "$bin/oracle_gfm" ;;
plain)
    oracle --random "${OCTAVO_SEED:-1}" "${OCTAVO_RANDOM:-1500}" "$bin/oracle_cmark" ;;
*)  echo "run.sh: no such kind: $kind" >&2; exit 2 ;;
esac
