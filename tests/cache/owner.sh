#!/bin/sh
# A cache that is not ours alone, or that cannot be written: it is passed over, and nothing is told.
# usage: owner.sh PROGRAM          (one with the hooks for tests)
. "$(dirname "$0")/../robust/common.sh"
cp -r "$(cd "$OLDPWD" && realpath "$(dirname "$0")")/book" book
chmod -R u+w book
OCTAVO_EAGER=1
export OCTAVO_EAGER
unset HOME XDG_CACHE_HOME

build()
{
    rm -f x.epub
    expect 0 "$program" build book -o x.epub
    same err clean.err
    same x.epub clean.epub
}

# The names and what they hold, of all in the folder.
state()
{
    find "$1" | sort | while read -r path; do
        stat -c '%n %i %s %Y %u %a' "$path"
    done
}

untouched()
{
    state cache >before
    build
    state cache >after
    same before after
}

expect 0 "$program" build book -o x.epub --no-cache
mv err clean.err
mv x.epub clean.epub

# No folder, or none that can be meant.
build
for variable in XDG_CACHE_HOME HOME; do
    for value in '' . relative/path /dev/null /proc/nothing "$(printf '%5000s' | tr ' ' x)" "/$(printf '%5000s' | tr ' ' x)"; do
        (eval "$variable=\$value" && export $variable && build)
    done
done
[ ! -e relative ] || fail "a relative path was taken for the cache"
HOME=$work
export HOME
build
[ -d .cache/octavo ] || fail "nothing is kept below HOME"
[ "$(stat -c %a .cache/octavo)" = 700 ] || fail "others may look at the cache"
[ "$(stat -c %a .cache/octavo/????????????????????????????????????????????????????????????????)" = 600 ] ||
    fail "others may look at a file of the cache"

# Kept by nobody but us.
mv .cache cache
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME
build
file=$(echo cache/octavo/????????????????????????????????????????????????????????????????)
for mode in 620 602 666; do
    chmod $mode "$file"
    untouched
done
chmod 600 "$file"
for mode in 770 707; do
    chmod $mode cache/octavo
    untouched
done
chmod 700 cache/octavo
mv cache/octavo real
ln -s ../real cache/octavo
untouched
rm cache/octavo
mv real cache/octavo

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    chown 65534 "$file"
    untouched
    chown 0 "$file"
    chown 65534 cache/octavo
    untouched
    chown 0 cache/octavo

    # Somebody else, who may read all of it, and write nothing but his book.
    cp "$program" program
    chmod 755 . program
    chmod -R a+rX cache book
    mkdir theirs
    chmod 777 theirs
    state cache >before
    expect 0 setpriv --reuid=65534 --regid=65534 --clear-groups ./program build book -o theirs/x.epub
    same theirs/x.epub clean.epub
    state cache >after
    same before after
fi
