#!/bin/sh
# One source, one book: whatever the folder, the time zone, the language, the umask, the order of
# the directory, the files' times and the date.
# usage: reproducible.sh PROGRAM
. "$(dirname "$0")/common.sh"

# copy FROM TO [reversed]: with the entries made in that order.
copy()
{
    mkdir -p "$2"
    (cd "$1" && find . -type f | sort ${3:+-r}) >entries
    while IFS= read -r entry; do
        mkdir -p "$2/$(dirname "$entry")"
        cp "$1/$entry" "$2/$entry"
    done <entries
}

# The same book four ways: with a manifest and without, as first written and the other way round.
copy "$sample" one
copy "$sample" "deep/er/another place" reversed
copy "$sample" three
rm three/book.yaml
sed -i 's/ \[@[^]]*\]//g' three/*.md # where no bibliography is named, nothing can be cited
copy three four/three reversed # the folder's name is the title
find one -exec touch -d '2001-02-03 04:05:06' {} +
find "deep/er/another place" -exec touch -d '2031-02-03 04:05:06' {} +

languages=$(locale -a 2>err | grep -iv '^\(C\|POSIX\)$' | head -n 3)
builds=0

# build NAME SOURCE: the book NAME of all the ways to build SOURCE; NAME.epub is the first.
build()
{
    builds=$((builds + 1))
    expect 0 "$@" -o got.epub
    [ -e "$name.epub" ] || cp got.epub "$name.epub"
    cmp got.epub "$name.epub" >&2 || fail "another $name: $*"
}

all_ways()
{
    name=$1 first=$2 second=$3
    build "$program" build "$first"
    build "$program" build "$second"
    build "$program" build "$PWD/$second/"
    for zone in Pacific/Kiritimati America/St_Johns XXX-14:59:59; do
        build env TZ=$zone "$program" build "$first"
    done
    for language in $languages; do
        build env LC_ALL="$language" LANG="$language" "$program" build "$second"
    done
    for mask in 000 077; do
        build sh -c "umask $mask"'; "$@"' sh "$program" build "$first"
    done
    if command -v faketime >out; then
        build faketime '1999-12-31 23:59:59' "$program" build "$first"
        build faketime '2037-01-01 00:00:00' "$program" build "$second"
    else
        echo "faketime is absent: one date only"
    fi
    build sh -c 'cd "$2" && exec "$1" build -o "$OLDPWD/$4"' sh "$program" "$first"
    "$program" build "$first" -o - >got.epub 2>err || fail "-o -: $(cat err)"
    same got.epub "$name.epub"
}

all_ways manifest one "deep/er/another place"
all_ways folder three four/three
for SOURCE_DATE_EPOCH in 0 1000000000; do
    export SOURCE_DATE_EPOCH
    all_ways "manifest-$SOURCE_DATE_EPOCH" one "deep/er/another place"
done

# The time that is given does get into the book: so the others were compared with reason.
for name in manifest manifest-0; do
    ! cmp -s $name.epub manifest-1000000000.epub || fail "SOURCE_DATE_EPOCH is without effect"
done
echo "$builds builds, 4 books"
