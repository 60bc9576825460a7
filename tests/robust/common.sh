# shellcheck shell=sh
# Sourced by the tests of this folder, which are called as SCRIPT PROGRAM. Gives them the program's
# absolute path, the sample book, and an empty current folder that goes away with them.
set -eu
unset SOURCE_DATE_EPOCH TZ NO_COLOR
LC_ALL=C
export LC_ALL

[ $# = 1 ] || { echo "usage: $0 PROGRAM" >&2; exit 2; }
program=$(realpath "$1")
sample=$(realpath "$(dirname "$0")/../../book")
work=$(mktemp -d)
clean_up()
{
    cd /
    chmod -R u+rwx "$work"
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

fail()
{
    echo "$*" >&2
    exit 1
}

skip()
{
    echo "skipped: $*"
    exit 77
}

# expect STATUS COMMAND...: it ends so; ./out and ./err hold what it prints.
expect()
{
    wanted=$1 status=0
    shift
    "$@" >out 2>err || status=$?
    [ "$status" = "$wanted" ] || fail "status $status, wanted $wanted: $* ($(cat err))"
}

# The last command told of an error in these words (a pattern).
told()
{
    grep -q "error: .*$1" err || fail "no error \"$1\" is told, but: $(cat err)"
}

# holds FOLDER [NAME...]: these files stand in it, and no other.
holds()
{
    folder=$1
    shift
    wanted=$(if [ $# -gt 0 ]; then printf '%s\n' "$@" | sort; fi)
    found=$(ls -A "$folder")
    [ "$found" = "$wanted" ] || fail "in $folder stands \"$found\", wanted \"$wanted\""
}

same()
{
    cmp "$1" "$2" >&2 || fail "$1 and $2 differ"
}

# Two sources of two books that differ, old and new, and what each gives: old.epub, new.epub. Given
# a number, an image of each gets so many KiB of padding, so that writing takes its time.
two_books()
{
    for version in old new; do
        cp -r "$sample" $version
        chmod -R u+w $version
        sed "s/^version: .*/version: $version/" "$sample/book.yaml" >$version/book.yaml
        head -c "${1:-0}k" /dev/zero >>$version/images/out-and-back.png
        expect 0 "$program" build $version -o $version.epub
    done
    ! cmp -s old.epub new.epub || fail "the two versions are one"
}

# cached_book SOURCE: ./book is it, to be edited, with a cache of its own that is used although the
# book is small.
cached_book()
{
    cp -r "$1" book
    chmod -R u+w book
    XDG_CACHE_HOME=$work/cache
    OCTAVO_EAGER=1
    export XDG_CACHE_HOME OCTAVO_EAGER
}

# The milliseconds since 1970.
milliseconds()
{
    echo $(($(date +%s%N) / 1000000))
}

# delays COUNT LONGEST: numbers of seconds below LONGEST milliseconds, the same every time.
delays()
{
    awk -v count="$1" -v longest="$2" \
        'BEGIN { srand(1); for (i = 0; i < count; i++) printf "%.4f\n", rand() * longest / 1000 }'
}
