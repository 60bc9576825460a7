#!/bin/bash
# Judges the publications and documents of EPUBCheck's own suite, which is no part of the project,
# and compares verdicts and codes with those that are expected.
#
#     suite.sh OCTAVO publications|documents [LIST]
#
# The suite lies in $OCTAVO_SHARED/check-suite, or ../shared/check-suite beside the project; without
# it the test is skipped (77). LIST holds the misses that are known: file, a tab, "verdict" or
# "codes", a tab, the reason. A miss that is not listed fails, and so does a listed one that is none.
set -eu
octavo=$1 part=$2 list=${3:-/dev/null}
here=$(cd "$(dirname "$0")" && pwd)
suite=${OCTAVO_SHARED:-$here/../../../shared}/check-suite
if [ ! -f "$suite/$part.tsv" ]; then
    echo "skipped: no $suite/$part.tsv; OCTAVO_SHARED says where the suite is"
    exit 77
fi
octavo=$(realpath "$octavo") list=$(realpath "$list")
cd "$suite"
cut -f1 "$part.tsv" | tail -n +2 | sort -u | xargs -d '\n' "$octavo" check --color never 2>&1 |
    awk -v part="$part" -f "$here/suite.awk" "$list" "$part.tsv" -
