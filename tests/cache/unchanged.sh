#!/bin/sh
# A build of which nothing has changed leaves the book that is there; every other one makes it. In
# either case book, messages, status, depfile and ledger are those of a build without a cache.
# usage: unchanged.sh PROGRAM          (one with the hooks for tests)
. "$(dirname "$0")/../robust/common.sh"
list=$(cd "$OLDPWD" && realpath "$(dirname "$0")/unchanged.list")
source=$(dirname "$list")/book
OCTAVO_EAGER=1
export OCTAVO_EAGER program
sed '/^#/d' "$list" >list

# build NAME [ARGUMENT...]: what it tells goes into NAME.out, NAME.err and NAME.status.
build()
{
    to=$1 status=0
    shift
    "$program" build book -o x.epub "$@" >"$to.out" 2>"$to.err" || status=$?
    echo $status >"$to.status"
}

inode()
{
    stat -L -c %i "$1"
}

# All books first, so that their files are old enough to be vouched for by their times.
number=0
while read -r _; do
    number=$((number + 1))
    mkdir "case$number"
    cp -r "$source" "case$number/book"
    chmod -R u+w "case$number"
done <list
sleep 2.1

number=0
while IFS='|' read -r name wanted commands; do
    number=$((number + 1)) more=
    (
        cd "case$number"
        what=$(echo $name)
        XDG_CACHE_HOME=$PWD/cache
        export XDG_CACHE_HOME
        build first
        [ "$(cat first.status)" = 0 ] || fail "$what: no first build: $(cat first.err)"
        before=$(inode x.epub)
        build second
        [ "$(inode x.epub)" = "$before" ] || fail "$what: the book is written anew before anything"
        eval "$commands" >/dev/null
        before=$(inode x.epub 2>/dev/null || :)
        cp -a . ../twin
        # shellcheck disable=SC2086 # a list
        build got $more
        kept=anew
        if [ "$(inode x.epub)" = "$before" ]; then kept=kept; fi
        [ $kept = $wanted ] || fail "$what: the book is $kept, wanted $wanted: $(cat got.err)"
        # shellcheck disable=SC2086
        (cd ../twin && XDG_CACHE_HOME=/dev/null && build got --no-cache $more)
        rm -r cache ../twin/cache 2>/dev/null || :
        diff -r --no-dereference . ../twin >../differences ||
            fail "$what: another build than without a cache: $(cat ../differences)"
        if [ $kept = kept ] && [ "$(cat got.status)" = 0 ]; then
            [ -z "$(find book -newer x.epub)" ] || fail "$what: the book is older than a source"
        fi
        if [ -f x.epub ] && [ ! -h x.epub ] && [ -z "$more" ] && [ "$(cat got.status)" = 0 ]; then
            build third
            [ ! -e book/book.lock ] || build third
            before=$(inode x.epub)
            build fourth
            [ "$(inode x.epub)" = "$before" ] ||
                fail "$what: the book is written anew afterwards"
        fi
    ) || exit 1
    rm -rf "case$number" twin
done <list
echo "$number cases"
