#!/bin/bash
# Loads the completions in bash, zsh and fish, and asks them.
# usage: completion.sh PROGRAM
set -eu
program=$(realpath "$1")
failed=0
cd "$(mktemp -d)"
trap 'rm -r "$PWD"' EXIT
for shell in bash zsh fish; do
    "$program" completion $shell >octavo.$shell
done
mkdir books
cd books
mkdir "my book"
touch one.md one.epub other.txt
source ../octavo.bash

# check WANTED WORD...: what bash is offered for the last word.
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
check "build check diff lock watch new help completion --help --version" octavo ""
check "build" octavo b
check "--format --frozen" octavo build --f
check "--keep-rejected" octavo build x.md --k
check "--lint" octavo check --l
check "" octavo new --lint
check "text json" octavo build --format ""
check "text json" octavo build --format =
check "json" octavo build --format = j
check "never" octavo check --color n
check "link-scheme" octavo build --allow link-s
check "one.epub one.md" octavo build -o on
check "" octavo new -t ""
check "one.md" octavo build o
check "one.epub" octavo check o
check "my book" octavo build m
[ ${#COMPREPLY[@]} = 1 ] || { echo "a name with a blank is taken apart"; failed=1; }
check "check completion" octavo help c
check "fish" octavo completion f

# same WANTED GOT WHAT
same()
{
    [ "$1" = "$2" ] || { echo "$3: \"$2\", wanted \"$1\""; failed=1; }
}

if command -v fish >/dev/null; then
    offered()
    {
        HOME=$PWD/.. fish -c 'source ../octavo.fish; complete -C $argv[1]' -- "$1" | cut -f1 | tr '\n' ' '
    }
    same "build check completion diff help lock new watch " "$(offered "octavo ")" fish
    same "--format --frozen " "$(offered "octavo build --f")" fish
    same "json text " "$(offered "octavo build --format ")" fish
    same "link-scheme " "$(offered "octavo build --allow link-s")" fish
    same "one.epub one.md " "$(offered "octavo build on")" fish
    same "check completion " "$(offered "octavo help c")" fish
    same "fish " "$(offered "octavo completion f")" fish
fi

# zsh's own functions are replaced by ones that say how they were called.
if command -v zsh >/dev/null; then
    asked()
    {
        zsh -f -c '
            compdef() { : }
            _describe() { print -r -- $1: ${(P)2%%:*} }
            compadd() { : }
            _arguments() { print -rl -- $words[CURRENT] "$@" }
            source ../octavo.zsh
            words=("$@") CURRENT=$#
            _octavo' zsh "$@"
    }
    same "command: build check diff lock watch new help completion" "$(asked octavo "")" zsh
    same "1" "$(asked octavo build --f | grep -c '^--format=\[.*\]:FORMAT:(text json)$')" zsh
    same "1" "$(asked octavo build --f | grep -c '^(-o --output)--output=\[.*\]:FILE:_files$')" zsh
    same "1" "$(asked octavo build o | grep -c '^\*:file:_files -g "\*.(md|markdown|yaml|yml)(-.)"$')" zsh
    same "1" "$(asked octavo help o | grep -c '^1:command:(build check diff lock watch new help completion)$')" zsh
    same "one" "$(asked octavo build one | head -n 1)" zsh
fi
exit $failed
