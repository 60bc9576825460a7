#!/bin/sh
# Writes to a disk that is full, by bytes and by names: status 3, a message that says so, the old
# book as it was, nothing left over. Then with room: the same command succeeds.
# usage: disk_full.sh PROGRAM          (mounts a file system of its own; skipped if it may not)
if [ -z "${OCTAVO_INSIDE-}" ]; then
    map=
    [ "$(id -u)" = 0 ] || map=-r
    unshare $map -m true 2>/dev/null || { echo "skipped: may not make a mount namespace"; exit 77; }
    OCTAVO_INSIDE=1 exec unshare $map -m sh "$0" "$@"
fi
. "$(dirname "$0")/common.sh"
two_books
mkdir disk
mount -t tmpfs -o size=700k,nr_inodes=16 octavo-test disk 2>out || skip "may not mount a tmpfs"
trap 'umount "$work/disk"; clean_up' EXIT
cp old.epub disk/book.epub

# refused NAME...: so the build ends, whatever else stands on the disk.
refused()
{
    expect 3 "$program" build new -o disk/book.epub
    told 'disk/book.epub.*No space left.*\[disk-full\]'
    same disk/book.epub old.epub
    holds disk book.epub "$@"
}

# Room for so many KiB of a book of some 430.
for room in 240 64 4 0; do
    rm -f disk/filler
    free=$(df -k --output=avail disk | tail -n 1)
    head -c $((free - room))k /dev/zero >disk/filler
    [ "$(df -k --output=avail disk | tail -n 1)" -le $room ] || fail "the disk is not full"
    refused filler
done
rm disk/filler

count=0 names=
while touch "disk/name$count" 2>out; do
    names="$names name$count" count=$((count + 1))
    [ $count -lt 100 ] || fail "the disk takes any number of names"
done
# shellcheck disable=SC2086 # a list
refused $names
rm disk/name*

mount -o remount,size=2m disk
expect 0 "$program" build new -o disk/book.epub
same disk/book.epub new.epub
holds disk book.epub
