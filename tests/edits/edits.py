#!/usr/bin/env python3
"""Edits a real book in forty ways, and holds each new edition to what was promised.

For each edit: the first edition has a ledger; the sources are edited; the second edition is made with it.
Then every position of the first edition whose passage is still there must resolve to the same words, by
its CFI; the report of ids kept, moved and lost must be what the two editions show; a second build must
change nothing; and a build from the same sources and ledger elsewhere must be the same bytes.

With --pairs FOLDER both editions of each edit are only written there, as NAME-1.epub and NAME-2.epub.
With --changes the book says "changes: true", and so tells its readers what changed.

usage: edits.py [--changes | --pairs FOLDER] PROGRAM BOOK [NAME...]
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import cfi

BLOCKS = {"p", "li", "pre", "dt", "dd", "td", "th", "caption", "figcaption"}
MADE = {"cover.xhtml", "titlepage.xhtml", "contents.xhtml", "tips.xhtml", "references.xhtml", "about.xhtml"}


def read(name):
    with open(name, encoding="utf-8") as file:
        return file.read()


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)


def replace(name, old, new, count=1):
    text = read(name)
    assert old in text, f"{name}: no {old!r}"
    write(name, text.replace(old, new, count))


def paragraphs(name):
    return read(name).split("\n\n")


def put(name, parts):
    write(name, "\n\n".join(parts))


INTRO, BASE, TRAITS, WHY, HOW, LAST = (
    "01-introduction.md",
    "02-what-a-secure-base-is.md",
    "03-characteristics.md",
    "04-why-it-matters.md",
    "05-how-to-become-one.md",
    "06-what-this-book-cannot-do.md",
)


def rename_heading():
    replace(INTRO, "## How to use it", "## How you use it")


def rename_two_headings():
    replace(BASE, "## Out and back again", "## There and back")
    replace(BASE, "## What a child counts on", "## What children count on")


def insert_chapter():
    write("00-preface.md", "# Preface\n\nA word before.\n")
    replace("book.yaml", "  - " + INTRO, "  - 00-preface.md\n  - " + INTRO)


def split_chapter():
    text = read(WHY)
    at = text.index("## Further from home")
    write(WHY, text[:at])
    write("04b-growing-up.md", "# Growing up\n\n" + text[at:])
    replace("book.yaml", "  - " + WHY, f"  - {WHY}\n  - 04b-growing-up.md")
    for name in (INTRO,):
        replace(name, "04-why-it-matters.md#what-the-research", "04b-growing-up.md#what-the-research")


def move_tip():
    text = read(TRAITS)
    tip = re.search(r"> \[!TIP\] Say where.*?\n\n", text, re.S).group(0)
    write(TRAITS, text.replace(tip, ""))
    write(BASE, read(BASE).rstrip() + "\n\n" + tip)


def move_tip_in_chapter():
    text = read(TRAITS)
    tip = re.search(r"> \[!TIP\] Say where.*?\n\n", text, re.S).group(0)
    write(TRAITS, text.replace(tip, "").rstrip() + "\n\n" + tip)


def change_reference():
    items = json.loads(read("references.json"))
    items[0]["publisher"] = "Another House"
    write("references.json", json.dumps(items, ensure_ascii=False, indent=1))


def change_image():
    shutil.copy("images/notice-understand-respond.png", "images/out-and-back.png")


def add_css():
    write("own.css", "p { margin: 0.5em 0; }\n")
    write("book.yaml", read("book.yaml") + "css: own.css\n")


def change_title():
    replace("book.yaml", "title: A Secure Base", "title: A Safe Base")


def change_subtitle():
    replace("book.yaml", "subtitle: How parents help", "subtitle: How all of us help")


def reorder_chapters():
    replace("book.yaml", f"  - {TRAITS}\n  - {WHY}", f"  - {WHY}\n  - {TRAITS}")


def paragraph_in_front():
    replace(INTRO, "# Introduction\n", "# Introduction\n\nA new paragraph at the very front.\n")


def paragraph_between():
    parts = paragraphs(INTRO)
    put(INTRO, parts[:2] + ["A new paragraph between others."] + parts[2:])


def three_paragraphs():
    parts = paragraphs(HOW)
    put(HOW, parts[:4] + ["One.", "Two.", "Three."] + parts[4:])


def delete_paragraph():
    parts = paragraphs(INTRO)
    put(INTRO, parts[:2] + parts[3:])


def edit_word():
    replace(INTRO, "A newborn baby cannot run", "A newborn child cannot run")


def edit_two_paragraphs():
    replace(INTRO, "A newborn baby", "A newborn child")
    replace(INTRO, "The chapters are short", "The chapters are quite short")


def edit_and_insert():
    replace(INTRO, "A newborn baby", "A newborn child")
    write(INTRO, read(INTRO).rstrip() + "\n\nAnd something at the end.\n")


def swap_paragraphs():
    parts = paragraphs(INTRO)
    parts[1], parts[2] = parts[2], parts[1]
    put(INTRO, parts)


def insert_heading():
    replace(INTRO, "## Who this book is for", "## A new section\n\nWith a text.\n\n## Who this book is for")


def delete_heading():
    replace(TRAITS, "## Encouraging and accepting\n\n", "")


def settle_heading():
    replace(TRAITS, "## Encouraging and accepting", "## Cheering on {#encouraging-and-accepting}")


def rename_file():
    os.rename(TRAITS, "03-traits.md")
    replace("book.yaml", TRAITS, "03-traits.md")


def rename_file_was():
    rename_file()
    write("03-traits.md", f"---\nwas: {TRAITS}\n---\n" + read("03-traits.md"))


def remove_chapter():
    os.remove(TRAITS)
    replace("book.yaml", f"  - {TRAITS}\n", "")


def cite_earlier():
    replace(INTRO, "found again, is called", "found again [@mccormick1994], is called")


def remove_citation():
    replace(BASE, " [@bowlby1988]:", ":")


def list_item_in_front():
    replace(BASE, "- a **welcome**", "- a **door** that opens;\n- a **welcome**")


def edit_list_item():
    replace(BASE, "if it ended in tears", "when it ended in tears")


def rewrap():
    text = read(INTRO)
    write(INTRO, "\n\n".join(p if p.startswith("#") else p.replace(". ", ".\n") for p in text.split("\n\n")))


def change_language():
    replace("book.yaml", "lang: en-GB", "lang: en-AU")


def change_date():
    replace("book.yaml", "date: 2026-11-24\nversion", "date: 2026-12-01\nversion")


def change_version():
    replace("book.yaml", "version: 1.0.0\npublisher", "version: 1.1.0\npublisher")


def add_change():
    replace("book.yaml", "changes:\n", "changes:\n  - {version: 1.1.0, date: 2026-12-01, text: More.}\n")


def no_tips_page():
    replace("book.yaml", "tips: true", "tips: false")


def add_note():
    replace(INTRO, "part of our biology:", "part of our biology[^1]:")
    write(INTRO, read(INTRO).rstrip() + "\n\n[^1]: And of that of other animals.\n")


def add_table():
    parts = paragraphs(WHY)
    put(WHY, parts[:3] + ["| a | b |\n|---|---|\n| c | d |"] + parts[3:])


def lower_heading():
    replace(HOW, "## Encourage\n", "### Encourage\n")


def repeat_paragraph():
    parts = paragraphs(INTRO)
    put(INTRO, parts[:3] + [parts[1]] + parts[3:])


def entry_title():
    replace("book.yaml", f"  - {WHY}", f"  - {{file: {WHY}, title: The reasons}}")


def merge_chapters():
    text = read(LAST)
    write(HOW, read(HOW).rstrip() + "\n\n" + re.sub("^#", "##", text, flags=re.M))
    os.remove(LAST)
    replace("book.yaml", f"  - {LAST}\n", "")
    replace(INTRO, "06-what-this-book-cannot-do.md", HOW + "#what-this-book-cannot-do")


def nothing():
    pass


EDITS = [
    nothing, rename_heading, rename_two_headings, insert_chapter, split_chapter, move_tip, move_tip_in_chapter,
    change_reference, change_image, add_css, change_title, change_subtitle, reorder_chapters, paragraph_in_front,
    paragraph_between, three_paragraphs, delete_paragraph, edit_word, edit_two_paragraphs, edit_and_insert,
    swap_paragraphs, insert_heading, delete_heading, settle_heading, rename_file, rename_file_was, remove_chapter,
    cite_earlier, remove_citation, list_item_in_front, edit_list_item, rewrap, change_language, change_date,
    change_version, add_change, no_tips_page, add_note, add_table, lower_heading, repeat_paragraph, entry_title,
    merge_chapters,
]


# What changes no words of chapters, tips and references.
UNTOLD = {
    "nothing", "add_css", "change_title", "change_subtitle", "reorder_chapters", "rename_file_was", "rewrap",
    "change_language", "change_date", "change_version", "no_tips_page", "entry_title", "rename_file", "lower_heading",
}


def build(program, book, output, *options):
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [program, "build", book, "-o", output, "--format", "json", "--verbose", *options],
        capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        raise AssertionError(f"status {done.returncode}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)["messages"]


def ledger_ids(folder):
    """FILE -> the ids that its line promises."""
    promised = {}
    for line in read(os.path.join(folder, "book.lock")).splitlines()[4:]:
        if line.split("\t")[0] in ("edition", "before", "now", "was"):
            continue
        name, source, tokens = line.split("\t")
        found = []
        for token in tokens.split():
            if not token.startswith("~"):
                found.append(re.split("[:^]", token.lstrip("#&"))[0])
        if source != "-":
            promised[name] = found
    return promised


def passages(edition):
    """The blocks of the author's text, with their ids and words."""
    for name in edition.files:
        if name in MADE:
            continue
        for element in edition.documents[name].iter():
            if element.tag.split("}")[1] in BLOCKS and cfi.text_of(element) and element.get("id"):
                yield name, element, cfi.text_of(element)


def words(text):
    return re.sub(r"\[[0-9, ]+", "[", text)  # numbers of citations move


def check_positions(old, new):
    """Every passage that is still in its file with its words must be found by its CFI."""
    there = {}
    for name, element, text in passages(new):
        there.setdefault((name, words(text)), []).append(element)
    tried = 0
    for name, element, text in passages(old):
        if (name, words(text)) not in there:
            continue
        place = cfi.cfi_of(old, name, element, 0)
        found_name, found = cfi.resolve(new, place)
        tried += 1
        assert found is not None and found_name == name and words(cfi.text_of(found)) == words(text), (
            f"{place} leads to {found_name}: {cfi.text_of(found) if found is not None else None!r}, not to {text!r}")
    return tried


def check_report(promised, new, messages):
    kept = moved = lost = files = 0
    everywhere = {one for name in new.files for one in new.ids(name)}
    for name, ids in promised.items():
        if name not in new.files:
            continue
        files += 1
        for one in ids:
            if one in new.ids(name):
                kept += 1
            elif one in everywhere:
                moved += 1
            else:
                lost += 1
    said = [m["text"] for m in messages if m["name"] == "edition-kept"]
    numbers = [int(n) for n in re.findall(r"\d+", said[0])] if said else None
    assert numbers and numbers[:4] == [kept, moved, lost, files], (
        f"said {said}, but {kept} kept, {moved} moved, {lost} lost, {files} files")
    return kept, moved, lost


def tell_changes(folder):
    name = os.path.join(folder, "book.yaml")
    write(name, re.sub(r"^changes:\n(?:[ -].*\n)+", "changes: true\n\n", read(name), flags=re.M))


def check_changes(edit, old, new):
    """Is an edition that readers see other words in told to them?"""
    said = "revision-history" in new.source("about.xhtml") and "<li>" in new.source("about.xhtml")
    assert "revision-history" not in old.source("about.xhtml"), "there was nothing before the first edition"
    assert said == (edit.__name__ not in UNTOLD), "changes are told" if said else "no changes are told"


def try_edit(program, book, edit, work, changes):
    folder = os.path.join(work, "book")
    shutil.copytree(book, folder)
    if changes:
        tell_changes(folder)
    build_first = os.path.join(work, "1.epub")
    build(program, folder, build_first)
    unlocked = read_bytes(build_first)
    subprocess.run([program, "lock", "-q", folder], check=True)
    build(program, folder, build_first)
    assert read_bytes(build_first) == unlocked, "making the ledger changed the book"
    promised = ledger_ids(folder)
    before = os.getcwd()
    os.chdir(folder)
    edit()
    os.chdir(before)
    twin = os.path.join(work, "twin")
    shutil.copytree(folder, twin)
    second = os.path.join(work, "2.epub")
    messages = build(program, folder, second)
    ledger = read(os.path.join(folder, "book.lock"))
    build(program, twin, os.path.join(work, "3.epub"), *clean_options(program))
    assert read_bytes(second) == read_bytes(os.path.join(work, "3.epub")), "a build elsewhere is not the same"
    build(program, folder, os.path.join(work, "4.epub"), "--frozen")
    assert read_bytes(second) == read_bytes(os.path.join(work, "4.epub")), "a second build is not the same"
    assert read(os.path.join(folder, "book.lock")) == ledger, "a second build changed the ledger"
    old, new = cfi.Edition(build_first), cfi.Edition(second)
    if changes:
        check_changes(edit, old, new)
    tried = check_positions(old, new)
    assert tried > 20, f"only {tried} positions"
    return tried, check_report(promised, new, messages)


def clean_options(program):
    options = subprocess.run([program, "build", "--help"], capture_output=True, text=True, check=True).stdout
    return ["--no-cache"] if "--no-cache" in options else []


def read_bytes(name):
    with open(name, "rb") as file:
        return file.read()


def write_pairs(program, book, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    folder = os.path.realpath(folder)
    before = os.getcwd()
    for edit in EDITS:
        with tempfile.TemporaryDirectory() as work:
            source = os.path.join(work, "book")
            shutil.copytree(book, source)
            subprocess.run([program, "lock", "-q", source], check=True)
            build(program, source, os.path.join(folder, edit.__name__ + "-1.epub"))
            os.chdir(source)
            edit()
            os.chdir(before)
            build(program, source, os.path.join(folder, edit.__name__ + "-2.epub"))
    return 0


def main():
    if sys.argv[1] == "--pairs":
        return write_pairs(os.path.realpath(sys.argv[3]), os.path.realpath(sys.argv[4]), sys.argv[2])
    changes = sys.argv[1] == "--changes"
    arguments = sys.argv[1 + changes:]
    program, book = os.path.realpath(arguments[0]), os.path.realpath(arguments[1])
    failed = 0
    wanted = arguments[2:]
    for edit in EDITS:
        if changes and edit is add_change:
            continue
        if wanted and edit.__name__ not in wanted:
            continue
        with tempfile.TemporaryDirectory() as work:
            try:
                tried, (kept, moved, lost) = try_edit(program, book, edit, work, changes)
                print(f"{edit.__name__}: {tried} positions; {kept} kept, {moved} moved, {lost} lost")
            except AssertionError as fault:
                failed += 1
                print(f"{edit.__name__}: FAILED: {fault}")
    print(f"{len(EDITS) if not wanted else len(wanted)} edits, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
