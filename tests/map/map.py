#!/usr/bin/env python3
"""Plants faults in random places of a real book, one at a time, and counts how many of the messages
name the right line and column.

usage: map.py PROGRAM BOOK            (MAP_COUNT=1000 MAP_SEED=7 for other places; MAP_SHOW=1)

A repair is told like an error. The book is BOOK and a chapter with all that the dialect has, rich.md. The seed is fixed. A fault is
text with "§" where a message must stand. The test fails if less than 98 % of the messages name the
right line, less than 90 % the right column, or if a fault goes unnoticed.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

# Text that goes between two words.
INLINE = [
    "§<b>unclosed",
    "§</i>",
    "*a §<u>b* c</u>",
    "<b>a *b§</b> c*",
    "§<button>x</button>",
    "§<input>",
    "§<script>x()</script>",
    '§<iframe src="x"></iframe>',
    "<i>§<div>x</div></i>",
    "<b>x §<p>y</p></b>",
    "§<li>x</li>",
    "<i>x</i> §<td>x</td>",
    "§[x](gone.md)",
    "`x` §[*x*](#gone)",
    "§[x](03-characteristics.md#gone)",
    '§[x `y`](gone.md "A title")',
    "§<a href=gone.md>x</a>",
    'x <b>y</b> §<a href="#gone">x</a>',
    "§![x](gone.png)",
    "§![](images/cover.jpg)",
    '§<img src="gone.png" alt="x">',
    "§<img src=images/cover.jpg>",
    "§![x](http://example.org/x.png)",
    "§[x](gopher://example.org/)",
    "§<gopher://example.org/>",
    '<a href="https://example.org/">x §<a href="https://example.org/">y</a></a>',
    "[x §<i>y](https://example.org/)",
    "[x](https://example.org/) [§@nobody]",
    "[@bowlby1988; see §@nobody, p. 3]",
    '<span id="dup"></span> <span §id="dup"></span>',
    '<time §datetime="x">y</time>',
    '<span title="x" §dir="up">x</span>',
    '<span §lang="e n">x</span>',
    '<span class="a" §foo="1">x</span>',
    '<b class="y" §onclick="x()">y</b>',
    '<span §role="nothing">x</span>',
    '<span title="a > b" §aria-labelledby="gone">x</span>',
    '<span §style="position: absolute">x</span>',
    '<a §href="javascript:x()">x</a>',
    "<svg><g>§<p>x</p></g></svg>",
    "<ruby>x<rt>y §<p>z</p></rt></ruby>",
    '<video §src="gone.mp4" controls></video>',
    "![x](images/cover.jpg){#dup} ![y](images/cover.jpg)§{#dup}",
    "~~x §[y](gone.md)~~",
    "H~2~O and x^2^ §[y](gone.md)",
    "x[^one] §[y](gone.md)",
    "§[y `a` *b* **c**](gone.md)",
    "https://example.org/ §[y](gone.md)",
    "&copy; \\* §<b>unclosed",
    "日本 §<b>unclosed",
    "[x *y* §[z](gone.md)]{.c}",
    "[x `y` §<b>unclosed]{#span-a .c}",
    "[[x §![y](gone.png)]{.c} z]{.d}",
    '[x]{.c title="[y]"} §[z](gone.md)',
    "[x]{#dup} [y]§{#dup}",
    "`x`{.c} §[y](gone.md)",
    "$a + §\\nope{b}$",
    "$\\frac{a}{b} §}$ and §[x](gone.md)",
    "$a_1$ §[x](gone.md)",
    "日本 $\\text{a}$ and $b §\\nope$",
    "x^[a *b* §[c](gone.md)]",
    "x^[a §<b>unclosed] §[d](gone.md)",
    "x^[$a §\\nope$ and [§@nobody]]",
    "x^[a [b]{.c} §![](images/cover.jpg)]",
    "x^[a] y^[b §<button>c</button>]",
]
# Blocks of their own.
BLOCK = [
    ["§<div>", "unclosed"],
    ["§</div>"],
    ["§<h2>unclosed"],
    ["§<ul>"],
    ["<table>", "<tr><td>a</td></tr>", "  §<p>b</p>", "</table>"],
    ["<table>", "", "  §<li>b</li>", "</table>"],
    ["<ul>", "<li>a</li>", "§b", "</ul>"],
    ["<dl>", "<dt>a</dt>", "<dd>b §<dfn>c</dd>", "</dl>"],
    ['<p class="x" §foo="y">a</p>'],
    ["<p", 'class="x"', '§foo="y">a</p>'],
    ["<ol", '§type="x">', "<li>a</li></ol>"],
    ["<section>", "", "§</aside>", "", "</section>"],
    ["## A heading {#dup}", "", "## Another heading §{#dup}"],
    ["<h3 id=dup>A heading</h3>", "", "Text with <span §id=dup></span>"],
    ["![](images/cover.jpg){.decorative}", "", "§![](images/cover.jpg)"],
    ["§<style>p {}</style>"],
    ["<p>a", "§<form></form></p>"],
    ["<!-- a", "--> §<embed src=x>"],
    ["<figure>", '§<img src="gone.png" alt="x">', "</figure>"],
    ["Text", "over lines, `code", "and so on` §[x](gone.md)"],
    ["Text", "over lines <b", "title='x'>and so on</b> §<u>x"],
    ["$$", "a +", "§\\nope", "$$", "", "Text §[x](gone.md)"],
    ["```math", "a + §\\nope", "```"],
    ["Text $a", "+ b$ and", "§[x](gone.md) $c", "§\\nope$"],
    ["Text^[over", "lines, *and", "so* §[x](gone.md)]"],
    ["[Text", "over `lines", "and` so on]{.c} §[x](gone.md)"],
    ["::: {.c}", "Text §[x](gone.md)", ":::"],
]
BOUNDS = (("line", 0.98), ("column", 0.90))

# What no fault may be planted in.
PROTECTED = re.compile(
    r"^```.*?^```|^---\n.*?^---$|`[^`]*`|!?\[[^\]]*\][(\[][^)\]]*[)\]]|<[^>]*>|\{[^}]*\}|\[\^?@?[^\]]*\]"
    r"|^\[[^\]]*\]: .*?$|^:::.*?$|^Table:.*?$|^[#>].*?$(?=\n\n)", re.M | re.S)


class Fault:
    """Where a fault is planted, and the places that the messages must name."""

    def __init__(self, path, text, places, what):
        self.path, self.text, self.places, self.what = path, text, places, what


def place_of(text, offset):
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def plant(path, text, at, piece):
    """Puts piece into text at an offset."""
    places, plain = [], ""
    for part in re.split("(§)", piece):
        if part == "§":
            places.append(len(plain))
        else:
            plain += part
    whole = text[:at] + plain + text[at:]
    return Fault(path, whole, [place_of(whole, at + place) for place in places], piece)


def gaps(text):
    """The offsets behind a space between two words, outside of what is protected."""
    barred = [match.span() for match in PROTECTED.finditer(text)]
    found = []
    for match in re.finditer(r"(?<=[a-zü,]) (?=[a-zü])", text):
        if not any(start <= match.start() < end for start, end in barred):
            found.append(match.end())
    return found


def inline(rng, path, text):
    piece = rng.choice(INLINE)
    return plant(path, text, rng.choice(gaps(text)), piece + " ")


def block(rng, path, text):
    """Between blocks: at the top, or with the prefix of a quote or list."""
    lines = text.split("\n")
    prefixes = {"": [], "> ": [], "  ": [], "    ": []}
    for number in range(1, len(lines) - 1):
        before, here, after = lines[number - 1:number + 2]
        if here == "" and re.match(r"[A-Z#>-]", after) and re.match(r"[A-Za-z#]", before):
            prefixes[""].append((number, ""))
        if here == "" and re.match(" {4}[A-Za-z]", before) and re.match(" {4}", after):
            prefixes["    "].append((number, "    "))
        if here == ">" and before.startswith("> ") and not before.startswith("> >"):
            prefixes["> "].append((number, "> "))
        if re.match(r"- ", before) and here == "":
            prefixes["  "].append((number, "  "))
    number, prefix = rng.choice(rng.choice([places for places in prefixes.values() if places]))
    piece = rng.choice(BLOCK)
    at = len("\n".join(lines[:number])) + 1
    whole = "".join((prefix + line).rstrip() + "\n" for line in ["", *piece, ""])
    fault = plant(path, text, at, whole)
    fault.what = f"{prefix!r} {piece!r}"
    return fault


def build(program, folder, fault):
    shutil.copy(fault.path, "kept")
    with open(fault.path, "w", encoding="utf-8") as file:
        file.write(fault.text)
    done = subprocess.run([program, "build", folder, "-o", "a.epub", "--format", "json"],
                          capture_output=True, check=False)
    shutil.copy("kept", fault.path)
    if done.returncode not in (0, 1):
        sys.exit(f"status {done.returncode}: {fault.what}\n{done.stderr.decode()}")
    return [message for message in json.loads(done.stdout)["messages"]
            if message["level"] == "error" or message["name"] == "html-repaired"]


def show(fault, messages):
    print(f"{os.path.basename(fault.path)}: {fault.what}: wanted {fault.places}, told " +
          "; ".join(f"{m['file']}:{m['line']}:{m['column']} {m['text']}" for m in messages))


def judge(fault, messages, counts):
    """Counts the messages of a fault; those that are missing count as wrong."""
    name = os.path.basename(fault.path)
    right = True
    for message in messages:
        here = os.path.basename(message["file"] or "") == name
        line = here and message["line"] in [line for line, _ in fault.places]
        column = line and (message["line"], message["column"]) in fault.places
        counts["messages"] += 1
        counts["line"] += line
        counts["column"] += column
        right = right and column
    missing = max(0, len(fault.places) - len(messages))
    counts["messages"] += missing
    counts["unnoticed"] += len(messages) == 0
    if not right or missing:
        show(fault, messages)


def main():
    program, book = (os.path.abspath(path) for path in sys.argv[1:])
    here = os.path.dirname(os.path.abspath(__file__))
    rng = random.Random(int(os.environ.get("MAP_SEED", "1")))
    counts = {"messages": 0, "line": 0, "column": 0, "unnoticed": 0}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        shutil.copytree(book, "book")
        shutil.copy(os.path.join(here, "rich.md"), "book/rich.md")
        with open("book/book.yaml", "a", encoding="utf-8") as file:
            file.write("  - rich.md\n")
        chapters = sorted(name for name in os.listdir("book") if name.endswith(".md"))
        sound = build(program, "book", Fault("book/rich.md", open("book/rich.md").read(), [], ""))
        if sound:
            sys.exit(f"the book itself has errors: {sound}")
        for _ in range(int(os.environ.get("MAP_COUNT", "400"))):
            name = rng.choice(chapters) if rng.random() < 0.4 else "rich.md"
            path = os.path.join("book", name)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            fault = (block if rng.random() < 0.3 else inline)(rng, path, text)
            judge(fault, build(program, "book", fault), counts)
        os.chdir("/")
    shares = {what: counts[what] / counts["messages"] for what, _ in BOUNDS}
    print(f"{counts['messages']} messages: right line {shares['line']:.1%}, "
          f"right column {shares['column']:.1%}; {counts['unnoticed']} faults unnoticed")
    return any(shares[what] < bound for what, bound in BOUNDS) or counts["unnoticed"] > 0


if __name__ == "__main__":
    sys.exit(main())
