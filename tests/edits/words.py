#!/usr/bin/env python3
"""Changes a word of each chapter of many books: most of these are to be made again without the rest of the book,
and come out as a clean build makes them.

The program is a test build: with OCTAVO_ONLY_EDITED it ends if it has to make a whole book after an edit.

usage: words.py PROGRAM SHARE DIR...     SHARE: of the edits, in percent, for which that may not be
"""
import itertools
import os
import re
import shutil
import sys
import tempfile

import again

# A line of a paragraph, with nothing in it but words.
PLAIN = re.compile(r"^(?=[^\n]* [a-z]+ )[A-Za-z][^\n<>\[\]{}()*_`~@|$:#^!\\&]+$", re.M)

SHARES = (0, 0.3, 0.6, 0.9)


def chapters_of(folder, name):
    if name.endswith(".md"):
        return [name]
    found = []
    for top, _, files in os.walk(folder):
        found += [os.path.relpath(os.path.join(top, f), folder) for f in files if f.endswith((".md", ".markdown"))]
    return sorted(found)


def change_word(path, share):
    """Another word in a plain line, as far behind the beginning as that; false if there is none."""
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        text = file.read()
    lines = list(PLAIN.finditer(text))
    if not lines:
        return False
    line = lines[int(len(lines) * share)]
    word = re.search(r" [a-z]+ ", line.group(0))
    begin, end = line.start() + word.start(), line.start() + word.end()
    with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{text[:begin]} other{int(100 * share)} {text[end:]}")
    return True


def made_alone(book, what):
    """Makes the book after an edit. Was it made without making all of it?"""
    shutil.rmtree(book.twin, ignore_errors=True)
    shutil.copytree(book.folder, book.twin)
    clean = again.Made(book.program, book.twin, book.name)
    try:
        made = book.make(OCTAVO_ONLY_EDITED="1")
    except AssertionError as fault:
        if "is made" not in str(fault):
            raise
        book.make().compare(clean, what)
        return False
    made.compare(clean, what)
    return True


def try_book(program, source, name):
    """Returns how many edits there were, and those after which all was made."""
    alone, whole = 0, []
    with tempfile.TemporaryDirectory() as work:
        book = again.Book(program, work, name)
        shutil.copytree(source, book.folder)
        if book.make().status != 0 or again.ledgers_of(book.folder):
            return 0, []
        for chapter, share in itertools.product(chapters_of(book.folder, name), SHARES):
            if change_word(os.path.join(book.folder, chapter), share):
                if made_alone(book, chapter):
                    alone += 1
                else:
                    whole.append(os.path.join(source, chapter))
    return alone + len(whole), whole


def main():
    program, share = os.path.realpath(sys.argv[1]), int(sys.argv[2])
    edits, whole, failures = 0, [], 0
    for folder in sys.argv[3:]:
        for source, name in again.books_of(folder):
            try:
                count, others = try_book(program, source, name)
                edits, whole = edits + count, whole + others
            except AssertionError as fault:
                failures += 1
                print(f"{source}: {fault}")
    print(f"{edits} edits, {len(whole)} made with all of the book, {failures} failures")
    if len(whole) * 100 > share * edits:
        print("\n".join(whole))
        failures += 1
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
