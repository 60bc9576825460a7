#!/bin/bash
# Loads the completions in bash, and asks them.
# usage: completion.sh PROGRAM
set -eu
source <("$1" completion bash)
failed=0

# check WANTED WORD...: what is offered for the last word.
check()
{
    local wanted=$1
    shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _octavo
    if [ "${COMPREPLY[*]-}" != "$wanted" ]; then
        echo "for \"$*\": \"${COMPREPLY[*]-}\", wanted \"$wanted\""
        failed=1
    fi
}

complete -p octavo >/dev/null
cd "$(mktemp -d)"
trap 'rm -r "$PWD"' EXIT
mkdir "my book"
touch one.md
check "build check new help completion --help --version" octavo ""
check "build" octavo b
check "--format" octavo build --f
check "--keep-rejected" octavo build x.md --k
check "--lint" octavo check --l
check "" octavo new --lint
check "one.md" octavo build o
check "my book" octavo build m
[ ${#COMPREPLY[@]} = 1 ] || { echo "a name with a blank is taken apart"; failed=1; }
exit $failed
