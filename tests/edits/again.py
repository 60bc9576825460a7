#!/usr/bin/env python3
"""Holds builds with the cache to what clean builds make: bytes, messages and ledger, after every kind of edit.

The program is a test build: OCTAVO_EAGER makes it use the cache for books of any size, and
OCTAVO_CACHE_VERIFY makes it hold what the cache has against what it makes anew.

usage: again.py PROGRAM edits BOOK             the edits of edits.py, each in a fresh copy of the book
       again.py PROGRAM random COUNT SEED DIR  COUNT edits at random, one after the other, of each of the books
                                               DIR, DIR/*/book and DIR/*/book.md
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile

import edits
import mutations

WITHOUT = ("SOURCE_DATE_EPOCH", "OCTAVO_EAGER", "OCTAVO_CACHE_VERIFY", "XDG_CACHE_HOME", "HOME")


def read_bytes(name):
    if not os.path.exists(name):
        return None
    with open(name, "rb") as file:
        return file.read()


def ledgers_of(folder):
    names = [os.path.join(top, n) for top, _, files in os.walk(folder) for n in files if n.endswith(".lock")]
    return {os.path.relpath(n, folder): read_bytes(n) for n in names}


class Made:
    """What a build left behind."""

    def __init__(self, program, folder, name, **environment):
        output = os.path.join(os.path.dirname(folder), "out", "book.epub")
        os.makedirs(os.path.dirname(output), exist_ok=True)
        if os.path.exists(output):
            os.remove(output)
        inherited = {k: v for k, v in os.environ.items() if k not in WITHOUT}
        done = subprocess.run(
            [program, "build", name, "-o", "../out/book.epub", "--format", "json", "--verbose"], cwd=folder,
            env=inherited | environment, capture_output=True, check=False)
        assert done.returncode in (0, 1), f"status {done.returncode}: {done.stderr.decode(errors='replace')}"
        self.status = done.returncode
        self.told = done.stdout + done.stderr
        self.book = read_bytes(output)
        self.ledgers = ledgers_of(folder)

    def compare(self, other, what):
        assert self.status == other.status, f"{what}: status {self.status}, clean {other.status}"
        assert self.told == other.told, (
            f"{what}: told\n{self.told.decode()}\nclean\n{other.told.decode()}")
        assert self.book == other.book, f"{what}: another book"
        assert self.ledgers == other.ledgers, f"{what}: another ledger"


class Book:
    """A folder whose builds are compared. name: what is built in it, "." for the folder."""

    def __init__(self, program, work, name):
        self.program, self.work, self.name = program, work, name
        self.folder = os.path.join(work, "here", "book")
        self.twin = os.path.join(work, "there", "book")
        self.cache = os.path.join(work, "cache")
        os.makedirs(self.cache, exist_ok=True)

    def make(self, **environment):
        return Made(self.program, self.folder, self.name, XDG_CACHE_HOME=self.cache, OCTAVO_EAGER="1", **environment)

    def restore(self, ledgers):
        for name, text in ledgers.items():
            with open(os.path.join(self.folder, name), "wb") as file:
                file.write(text)

    def hold(self, what, **environment):
        """With what the cache has from the last time, again, and with all of it verified."""
        before = ledgers_of(self.folder)
        shutil.rmtree(self.twin, ignore_errors=True)
        shutil.copytree(self.folder, self.twin)
        clean = Made(self.program, self.twin, self.name, **environment)
        self.make(**environment).compare(clean, f"{what}, with the cache")
        self.restore(before)
        self.make(**environment).compare(clean, f"{what}, again")
        self.restore(before)
        self.make(OCTAVO_CACHE_VERIFY="1", **environment).compare(clean, f"{what}, verified")
        return clean


def try_edit(program, source, edit, locked):
    with tempfile.TemporaryDirectory() as work:
        book = Book(program, work, ".")
        shutil.copytree(source, book.folder)
        if locked:
            subprocess.run([program, "lock", "-q", book.folder], check=True)
        book.hold("before")
        before = os.getcwd()
        os.chdir(book.folder)
        edit()
        os.chdir(before)
        book.hold(edit.__name__)
        undo(source, book.folder)
        book.hold(edit.__name__ + ", undone")


def undo(source, folder):
    """All but the ledger is as it was."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif not name.endswith(".lock"):
            os.remove(path)
    shutil.copytree(source, folder, dirs_exist_ok=True)


def try_edits(program, source):
    failures = 0
    for edit in edits.EDITS:
        for locked in (False, True):
            try:
                try_edit(program, source, edit, locked)
            except AssertionError as fault:
                failures += 1
                print(f"{edit.__name__}, {'with' if locked else 'without'} ledger: {fault}")
    print(f"{len(edits.EDITS)} edits, {failures} failures")
    return failures


def try_random(program, source, name, count, seed):
    """Returns how many of the states were books without errors. Some have a time that is given: then
    nothing hangs on the digest of the content."""
    chance, given = random.Random(f"{seed} {source}"), random.Random(f"{seed} {source} time")
    with tempfile.TemporaryDirectory() as work:
        book = Book(program, work, name)
        shutil.copytree(source, book.folder)
        if chance.random() < 0.5:
            subprocess.run([program, "lock", "-q", os.path.join(book.folder, name)], check=False, capture_output=True)
        fine = book.hold("before").status == 0
        told, history = [], mutations.History(book.folder)
        for _ in range(count):
            told.append(mutations.mutate(chance, history))
            time = {"SOURCE_DATE_EPOCH": "1767225600"} if given.random() < 0.3 else {}
            fine += book.hold(", then ".join([*told[-4:], *time]), **time).status == 0
    return fine


def books_of(folder):
    found = []
    if os.path.exists(os.path.join(folder, "book.yaml")):
        return [(folder, ".")]
    for case in sorted(os.listdir(folder)):
        path = os.path.join(folder, case)
        if os.path.isdir(os.path.join(path, "book")):
            found.append((os.path.join(path, "book"), "."))
        elif os.path.exists(os.path.join(path, "book.md")):
            found.append((path, "book.md"))
    return found


def try_all_random(program, count, seed, folder):
    failures = states = fine = 0
    for source, name in books_of(folder):
        try:
            fine += try_random(program, source, name, count, seed)
            states += count + 1
        except AssertionError as fault:
            failures += 1
            print(f"{source}: {fault}")
    print(f"seed {seed}: {states} states, {fine} of them books, {failures} failures")
    return failures


def main():
    program, mode = os.path.realpath(sys.argv[1]), sys.argv[2]
    if mode == "edits":
        failures = try_edits(program, sys.argv[3])
    else:
        failures = try_all_random(program, int(sys.argv[3]), sys.argv[4], sys.argv[5])
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
