#!/bin/sh
# Memory that runs out while a book is made again of which a word was changed: each allocation fails
# once. The program ends with the right book, or with status 3, a message and the old book.
# usage: edited.sh PROGRAM SHIM BOOK      (the test program; SHIM: what failing.c makes)
set -eu
program=$(realpath "$1") shim=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$3" "$work/book"
cd "$work"
unset SOURCE_DATE_EPOCH
export XDG_CACHE_HOME="$work/cache" OCTAVO_EAGER=1
mkdir cache

"$program" build -q book -o book.epub
mv book.epub old.epub
cp -a cache before
sed -i 's/ und / oder /' book/02-two.md
"$program" build -q book -o new.epub --no-cache
! cmp -s old.epub new.epub || { echo "the edit changes nothing" >&2; exit 1; }

# again VARIABLE...: the build after the edit, with the cache as it was before.
again()
{
    rm -rf cache
    cp -a before cache
    cp old.epub book.epub
    env "$@" "$program" build -q book -o book.epub 2> told
}

again OCTAVO_ONLY_EDITED=1 LD_PRELOAD="$shim" OCTAVO_OOM=0 OCTAVO_OOM_COUNT=count
cmp book.epub new.epub
number=1 wrong=0 refused=0 count=$(cat count)
while [ "$number" -le "$count" ]; do
    status=0 want=new.epub
    again LD_PRELOAD="$shim" OCTAVO_OOM="$number" || status=$?
    case $status in
    0) ;;
    3) want=old.epub refused=$((refused + 1)) ;;
    *) want= ;;
    esac
    strays=$(find . -name '.*tmp')
    if [ -z "$want" ] || ! cmp -s book.epub "$want" || [ -n "$strays" ] ||
        { [ $status = 3 ] && ! grep -q 'error: ' told; }; then
        echo "OCTAVO_OOM=$number: status $status $strays"
        cat told
        rm -f $strays
        wrong=$((wrong + 1))
    fi
    number=$((number + 1))
done
echo "$count allocations; $refused refused, $wrong wrong"
[ $wrong = 0 ] && [ $refused -gt 0 ]
