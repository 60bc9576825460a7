#!/usr/bin/env python3
"""A cache that is cut short, changed or put together wrongly: the book and the messages are those of
a build without it, and nothing is told.

usage: damage.py PROGRAM          (one with the hooks for tests)"""
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parent / 'book'
WORD = b'wave'


def build(program, place, *more):
    """Status, messages and book, which is written anew."""
    done = subprocess.run([program, 'build', 'book', '-o', 'x.epub', *more], cwd=place, timeout=60,
                          capture_output=True,
                          env={**os.environ, 'XDG_CACHE_HOME': str(place / 'cache'), 'OCTAVO_EAGER': '1'})
    book = place / 'x.epub'
    return done.returncode, done.stdout, done.stderr, book.read_bytes() if book.exists() else None


def damages(whole, older):
    """Names and bytes of files that are not what was kept."""
    rng = random.Random(5)
    size = len(whole)
    for length in sorted({0, 1, 15, 16, 87, 88, size // 2, size - 1} | {rng.randrange(size) for _ in range(60)}):
        yield f'cut at {length}', whole[:length]
    for at in sorted(set(range(0, 88, 8)) | {rng.randrange(size) for _ in range(120)}):
        yield f'byte {at} changed', whole[:at] + bytes([whole[at] ^ rng.randrange(1, 256)]) + whole[at + 1:]
    for at in range(0, size, max(4096, size // 20)):
        yield f'zeros at {at}', whole[:at] + bytes(len(whole[at:at + 4096])) + whole[at + 4096:]
    yield 'all zeros', bytes(size)
    yield 'all ones', b'\xff' * size
    yield 'something behind', whole + b'x' * 1000
    yield 'another program', whole.replace(whole[16:48], bytes(32))
    yield 'an older head', older[:88] + whole[88:]
    yield 'a newer head', whole[:88] + older[88:]


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        shutil.copytree(SOURCE, place / 'book')
        clean = build(program, place, '--no-cache')
        assert clean[0] == 0, clean
        build(program, place)
        [store] = (place / 'cache' / 'octavo').glob('?' * 64)
        older = store.read_bytes()
        # A piece that no build used: an index of several commits.
        sand = place / 'book' / '03-shore' / '01-sand.md'
        text = sand.read_bytes()
        sand.write_bytes(text.replace(WORD, b'tide'))
        build(program, place)
        sand.write_bytes(text)
        assert build(program, place) == clean
        whole = store.read_bytes()
        count = 0
        for what, damaged in damages(whole, older):
            for there in (True, False):
                if not there:
                    (place / 'x.epub').unlink()
                store.unlink(missing_ok=True)
                store.write_bytes(damaged)
                store.chmod(0o600)
                got = build(program, place)
                assert got == clean, f'{what}: {got[:3]}'
            assert build(program, place) == clean, what
            count += 1
        for what, act in {'a folder': lambda: store.mkdir(), 'a pipe': lambda: os.mkfifo(store),
                          'a link': lambda: store.symlink_to('/etc/passwd'),
                          'a link to nothing': lambda: store.symlink_to('nothing')}.items():
            store.unlink()
            act()
            (place / 'x.epub').unlink()
            assert build(program, place) == clean, what
            if store.is_dir():
                store.rmdir()
                store.touch()
            count += 1
    print(f'{count} kinds of damage')


if __name__ == '__main__':
    main()
