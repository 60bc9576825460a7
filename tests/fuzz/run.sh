#!/bin/sh
# Runs every fuzzer from its seeds: run.sh FOLDER_OF_FUZZERS SECONDS [NAME...]
# What is found is kept in build/fuzz-findings. Exit 1 if anything was found.
set -u
here=$(cd "$(dirname "$0")" && pwd)
fuzzers=$(cd "$1" && pwd) seconds=$2
shift 2
[ $# -gt 0 ] || set -- manifest toml summary markdown bibliography container check opf xhtml css smil math
findings=$here/../../build/fuzz-findings
mkdir -p "$findings"
failed=0
for name in "$@"; do
    work=$(mktemp -d) dict=
    [ ! -f "$here/$name.dict" ] || dict=-dict=$here/$name.dict
    "$fuzzers/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=20000 \
        $dict -artifact_prefix="$findings/$name-" -print_final_stats=1 "$work" "$here/seeds/$name" \
        >"$findings/$name.log" 2>&1 || failed=1
    if [ "$failed" = 1 ]; then tail -40 "$findings/$name.log"; fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$findings/$name.log")
    echo "$name: ${runs:-no} runs"
    [ -n "$runs" ] || failed=1
    rm -rf "$work"
done
rm -rf /dev/shm/octavo-fuzz-* /tmp/octavo-fuzz-*
exit $failed
