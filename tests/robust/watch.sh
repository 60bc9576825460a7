#!/bin/sh
# A book that is watched: saved in place, saved by renaming as editors do, broken, mended, moved away
# and back; each time what is told is what happened.
# usage: watch.sh PROGRAM
set -eu
program=$(realpath "$1")
work=$(mktemp -d)
watcher= other=
trap 'for one in $watcher $other; do kill "$one" 2>/dev/null || :; done; rm -rf "$work"' EXIT
cd "$work"
mkdir -p book/images
printf 'title: Watched\nlang: en\nauthor: A\ndate: 2026-01-01\n' >book/book.yaml
printf '# One\n\nText.\n' >book/one.md
fail()
{
    echo "$1"
    cat told
    exit 1
}
lines() { wc -l <told; }

# wait_for PATTERN: within ten seconds a line is told that matches; those before are forgotten.
wait_for()
{
    tries=0
    until tail -n +"$((seen + 1))" told | grep -q "$1"; do
        tries=$((tries + 1))
        [ "$tries" -le 200 ] || fail "not told: $1"
        sleep 0.05
    done
    sleep 0.2
    seen=$(lines)
}

seen=0
: >told
"$program" watch book -o out.epub >told 2>&1 &
watcher=$!
wait_for '^out.epub: [0-9]* ms$'
printf '# One\n\nMore text.\n' >book/one.md
wait_for '^out.epub: '
unzip -p out.epub EPUB/one.xhtml | grep -q 'More text' || fail "the change is not in the book"

# As vim and others save: a new file takes the name of the old one.
printf '# One\n\nRenamed text.\n' >book/.one.md.swp && mv book/one.md book/one.md~ && mv book/.one.md.swp book/one.md
wait_for '^out.epub: '
unzip -p out.epub EPUB/one.xhtml | grep -q 'Renamed text' || fail "the renamed file is not in the book"

# Broken, and mended.
cp out.epub good.epub
printf '# One\n\n[a](gone.md)\n' >book/one.md
wait_for '^1 error; no book was written'
cmp -s out.epub good.epub || fail "the last good book was lost"
printf '# One\n\nMended.\n' >book/one.md
wait_for '^out.epub: '

# A folder that comes is watched, too.
mkdir book/new && sleep 0.3 && printf '# Two\n' >book/new/two.md
wait_for '^out.epub: '
unzip -Z1 out.epub | grep -q 'new-two.xhtml' || fail "the new folder was not seen"

# Nothing that is no source wakes it.
before=$(lines)
touch book/.hidden && touch book/one.md~ && sleep 0.4
[ "$before" = "$(lines)" ] || fail "woken by a file that is none of the book's"

# Moved away, and back.
mv book away
wait_for 'gone'
mv away book
wait_for '^out.epub: '

# As Emacs saves: a link that leads nowhere for a lock, a copy beside it.
ln -s me@host.1 book/.#one.md && printf 'x' >'book/#one.md#' && mv book/one.md book/one.md~
printf '# One\n\nOf Emacs.\n' >book/one.md && rm book/.#one.md 'book/#one.md#'
wait_for '^out.epub: '
unzip -p out.epub EPUB/one.xhtml | grep -q 'Of Emacs' || fail "the change of Emacs is not in the book"

end_with()
{
    status=0
    kill "-$1" "$watcher"
    wait "$watcher" || status=$?
    watcher=
    [ "$status" = 0 ] || fail "ended with status $status at SIG$1"
}
# Permissions that are mended: nothing is written then.
chmod 444 book/one.md
wait_for '^out.epub: '
end_with INT

# With a ledger, which the build itself writes: one save, one build; but who mends it by hand is seen.
# The folder above is moved away, and another one comes in its place. The book goes into a folder.
mkdir top out && mv book top/book && "$program" lock -q top/book
seen=0
: >told
"$program" watch top/book -o out -j 2 >told 2>&1 &
watcher=$!
wait_for '^out/watched.epub: [0-9]* ms$'
printf '# One\n\nKept text.\n' >top/book/one.md
wait_for '^out/watched.epub: '
grep -q '^one.xhtml' top/book/book.lock || fail "the ledger was not written"
before=$(lines) && sleep 0.5
[ "$before" = "$(lines)" ] || fail "woken by its own ledger"
cp top/book/book.lock kept
echo broken >top/book/book.lock
wait_for '^1 error; no book was written'
cp kept top/book/book.lock
wait_for '^out/watched.epub: '
mv top gone
wait_for 'gone'
cp -r gone top
wait_for '^out/watched.epub: '
printf '# One\n\nIn the other folder.\n' >top/book/one.md
wait_for '^out/watched.epub: '
unzip -p out/watched.epub EPUB/one.xhtml | grep -q 'In the other folder' || fail "the other folder was not seen"
end_with TERM

# A ledger goes by the name of a single file, however it ends. Quiet are only those that say nothing
# of a book that is fine.
mkdir alone && printf -- '---\ntitle: Alone\nlang: en\ndate: 2026\n---\n# One\n' >alone/a.markdown
"$program" lock -q alone/a.markdown
seen=0
: >told
"$program" watch alone/a.markdown -o alone.epub >told 2>&1 &
watcher=$!
wait_for '^alone.epub: '
printf 'Text.\n' >>alone/a.markdown
wait_for '^alone.epub: '
before=$(lines) && sleep 0.5
[ "$before" = "$(lines)" ] || fail "woken by the ledger of a single file"
end_with TERM
seen=0
: >told
"$program" watch -q alone/a.markdown -o alone.epub >told 2>&1 &
watcher=$!
sleep 0.5
printf '[a](gone.md)\n' >>alone/a.markdown
wait_for 'no file "gone.md"'
[ "$(lines)" = 1 ] || fail "more is said than the error"
end_with TERM

printf "# One\n" >alone/a.markdown

# Two that write into the folder that they watch do not wake each other for ever.
seen=0
: >told
"$program" watch alone -o alone/1.epub >told 2>&1 &
watcher=$!
"$program" watch alone -o alone/2.epub >other 2>&1 &
other=$!
wait_for '^alone/1.epub'
sleep 0.5
kill "$other"
other=
end_with TERM
[ "$(grep -c epub told)" -le 2 ] || fail "woken again and again"
rm alone/*.epub

# Whom nohup began is not ended by SIGHUP.
: >told
nohup "$program" watch alone -o alone.epub >told 2>&1 &
watcher=$!
sleep 0.5
kill -HUP "$watcher" && sleep 0.2
end_with TERM

# few WATCHES INSTANCES: what is told where the system gives no more.
few()
{
    seen=0
    : >told
    unshare -U -r sh -c 'echo $1 >/proc/sys/user/max_inotify_watches &&
        echo $2 >/proc/sys/user/max_inotify_instances && shift 2 && exec "$@"' - "$1" "$2" \
        "$program" watch out/deep -o few.epub >told 2>&1 &
    watcher=$!
}
mkdir -p out/deep/er && printf '# One\n' >out/deep/er/one.md
if unshare -U -r true 2>/dev/null; then
    few 1 9
    wait_for '^few.epub'
    grep -q 'warning: not all folders in "out/deep" are watched' told || fail "folders are not watched in silence"
    end_with TERM
    few 0 9
    wait_for 'cannot watch "out/deep": the limit fs.inotify.max_user_watches is reached'
    wait "$watcher" && fail "no failure" || watcher=
    few 9 0
    wait_for 'the limit fs.inotify.max_user_instances is reached'
    wait "$watcher" && fail "no failure" || watcher=
fi
find . -name '*octavo-tmp*' | grep . && fail "a stray file" || :
