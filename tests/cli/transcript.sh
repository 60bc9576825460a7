#!/bin/sh
# Runs a transcript again and compares: "$ COMMAND" lines are run in an empty folder, with octavo on
# the path; below each stands what it prints (both streams), and "? N" if its status is not 0.
# usage: transcript.sh PROGRAM FILE     (UPDATE=1 rewrites FILE)
set -eu
program=$(realpath "$1") file=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/run"
ln -s "$program" "$work/bin/octavo"
PATH=$work/bin:$PATH
CASES=$(dirname "$file")
export PATH CASES
unset SOURCE_DATE_EPOCH NO_COLOR TERM
cd "$work/run"
while IFS= read -r line; do
    case $line in
    '$ '*)
        printf '%s\n' "$line"
        status=0
        sh -c "${line#??}" 2>&1 </dev/null || status=$?
        [ "$status" = 0 ] || printf '? %s\n' "$status"
        ;;
    '#'*) printf '%s\n' "$line" ;;
    esac
done <"$file" >"$work/got"
if [ -n "${UPDATE-}" ]; then
    cp "$work/got" "$file"
fi
diff -u "$file" "$work/got"
