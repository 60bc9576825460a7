#!/usr/bin/env python3
"""Runs many small sources with wrong raw HTML through the program.

usage: wrong.py PROGRAM              (UPDATE=1 rewrites what is expected)
       wrong.py --browser trees.mjs
       wrong.py --book FILE.epub PROGRAM

wrong.cases holds, for each case, "#### " and its name, the Markdown, "#### told" and the messages,
and, if the HTML is repaired, "#### tree" and what is in the book: names, texts and nesting. White
space is collapsed, and a p without content is none. What is refused must be so at its place, and
must be well-formed all the same.
--browser holds the trees against those that a browser makes of the same HTML, as cmark writes it;
where Octavo differs on purpose, "#### browser: " and the reason name the case, and the tree of the
browser follows. --book makes one book of all that is repaired, for other judges.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
import xml.etree.ElementTree as ET

SPACES = {
    "{http://www.w3.org/1999/xhtml}": "",
    "{http://www.w3.org/2000/svg}": "svg:",
    "{http://www.w3.org/1998/Math/MathML}": "math:",
}
MANIFEST = """title: Book
author: Author
lang: en
date: 2026-01-15
chapters: [{file: a.md, title: Chapter}]
"""
# One pixel.
IMAGE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082")


class Case:
    """One source, and what is expected of it."""

    def __init__(self, name):
        self.name = name
        self.parts = {"source": []}
        self.reason = ""

    def text(self, part):
        return "".join(self.parts[part]) if part in self.parts else None

    def write(self):
        out = f"#### {self.name}\n" + self.text("source")
        for part in ("told", "tree", "browser"):
            if part in self.parts:
                reason = f": {self.reason}" if part == "browser" and self.reason else ""
                out += f"#### {part}{reason}\n" + self.text(part)
        return out


def read_cases(path):
    cases, part = [], None
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#### "):
                cases[-1].parts[part].append(line)
                continue
            name, _, reason = line[5:].rstrip("\n").partition(": ")
            if name in ("told", "tree", "browser"):
                part = name
                cases[-1].parts[part] = []
                cases[-1].reason = reason if part == "browser" else cases[-1].reason
            else:
                cases.append(Case(line[5:].rstrip("\n")))
                part = "source"
    return cases


def name_of(tag):
    for uri, prefix in SPACES.items():
        if tag.startswith(uri):
            return prefix + tag[len(uri):]
    return tag


def text_of(text):
    words = re.sub("[ \t\n]+", " ", text).strip(" ")
    return [json.dumps(words, ensure_ascii=False)] if words else []


def tree_of(element, skip=0):
    """The children of an element, but the first ones, as one line. A p without content is none."""
    out, text = [], element.text or ""
    for index, child in enumerate(element):
        if index >= skip:
            name, inner = name_of(child.tag), tree_of(child)
            if inner or name != "p":
                out += text_of(text)
                text = ""
                out.append(f"{name}({inner})" if inner else name)
        else:
            text = ""
        text += child.tail or ""
    return " ".join(out + text_of(text))


def documents(path):
    """The content documents of a book; a fault of syntax ends the test."""
    with zipfile.ZipFile(path) as book:
        return {name: ET.fromstring(book.read(name))
                for name in book.namelist() if name.endswith(".xhtml")}


def run(program, case):
    """What is told of a case, and its tree; None if it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("book.yaml", MANIFEST.encode()), ("a.png", IMAGE),
                           ("a.md", case.text("source").encode())):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        done = subprocess.run([program, "build", ".", "-o", "a.epub", "--keep-rejected", "no.epub"],
                              cwd=folder, capture_output=True, check=False)
        told = done.stderr.decode()
        if done.returncode == 1:
            documents(os.path.join(folder, "no.epub"))
            return told, None
        if done.returncode != 0:
            sys.exit(f"{case.name}: status {done.returncode}\n{told}")
        body = documents(os.path.join(folder, "a.epub"))["EPUB/a.xhtml"][1]
        return told, tree_of(body[0], 1) + "\n"


def compare(case, part, got):
    if case.text(part) == got:
        return True
    print(f"{case.name}: {part}\n- {case.text(part)}+ {got}", end="")
    case.parts.pop(part, None)
    if got is not None:
        case.parts[part] = [got]
    return False


def check_program(program, cases):
    failed, refused = 0, 0
    for case in cases:
        told, tree = run(program, case)
        refused += tree is None
        if tree is None and not re.search(r"^a\.md:\d+:\d+: error: ", told, re.M):
            print(f"{case.name}: refused without an error at its place")
            failed += 1
        failed += not compare(case, "told", told)
        failed += not compare(case, "tree", tree)
    print(f"{len(cases)} cases: {len(cases) - refused} repaired, {refused} refused")
    return failed


def check_browser(script, cases):
    cases = [case for case in cases if "tree" in case.parts]
    html = [subprocess.run(["cmark", "--unsafe"], input=case.text("source").encode(),
                           capture_output=True, check=True).stdout.decode() for case in cases]
    done = subprocess.run(["node", script], input=json.dumps(html).encode(), check=False,
                          stdout=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(done.returncode)
    failed = 0
    for case, tree in zip(cases, json.loads(done.stdout)):
        differs = case.text("tree") != tree + "\n"
        failed += not compare(case, "browser", tree + "\n" if differs else None)
        failed += differs and not case.reason
    print(f"{len(cases)} trees")
    return failed


def make_book(path, program, cases):
    with tempfile.TemporaryDirectory() as folder:
        cases = [case for case in cases if "tree" in case.parts]
        files = {"a.png": IMAGE}
        entries = []
        for number, case in enumerate(cases):
            files[f"case-{number + 1}.md"] = case.text("source").encode()
            entries.append(f"  - {{file: case-{number + 1}.md, title: {json.dumps(case.name)}}}\n")
        files["book.yaml"] = (MANIFEST.partition("chapters")[0] + "chapters:\n" +
                              "".join(entries)).encode()
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        return subprocess.run([program, "build", folder, "-o", path], check=False).returncode


def main():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wrong.cases")
    cases = read_cases(path)
    if sys.argv[1] == "--browser":
        failed = check_browser(sys.argv[2], cases)
    elif sys.argv[1] == "--book":
        failed = make_book(sys.argv[2], sys.argv[3], cases)
    else:
        failed = check_program(os.path.abspath(sys.argv[1]), cases)
    if "UPDATE" in os.environ:
        with open(path, "w", encoding="utf-8") as file:
            file.write("".join(case.write() for case in cases))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
