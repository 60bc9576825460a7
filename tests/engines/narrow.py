#!/usr/bin/env python3
"""Draws a book with long words and lines of code on narrow pages: nothing may stand beyond the edge,
and nothing may be lost there.

usage: narrow.py PROGRAM        (77: there is no MuPDF)
"""
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile

WIDTH = 200
WORD = "a_name_that_is_so_long_that_no_line_of_a_narrow_page_can_hold_it_in_one_piece_or_two"
LINE = f'    static const char *const {WORD} = "https://example.org/{"path/" * 30}{"x" * 90}";'
TEXT = f"""---
{{title: Book, author: Author, lang: en, date: 2026-01-15}}
---
# Code

```c
{LINE}
```

Text with `{WORD}` in it, and https://example.org/{WORD} bare.

- an item: `{WORD}`

<table><tr><td>{WORD}</td></tr></table>
"""


def lines_of(path):
    drawn = subprocess.run(["mutool", "draw", "-q", "-F", "stext", "-o", "-", "-W", str(WIDTH),
                            "-H", "600", "-S", "12", path], capture_output=True, check=True)
    for box, line in re.findall(r'<line bbox="([^"]*)"(.*?)</line>', drawn.stdout.decode(), re.S):
        letters = re.findall(r' c="([^"]*)"', line)
        yield float(box.split()[2]), html.unescape("".join(letters))


def main():
    program = os.path.abspath(sys.argv[1])
    if shutil.which("mutool") is None:
        print("skipped: no mutool")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        source, book = os.path.join(folder, "code.md"), os.path.join(folder, "code.epub")
        with open(source, "w", encoding="utf-8") as file:
            file.write(TEXT)
        subprocess.run([program, "build", source, "-o", book], stdout=subprocess.DEVNULL, check=True)
        lines = list(lines_of(book))
    failed = [text for right, text in lines if right > WIDTH]
    for text in failed:
        print(f"beyond the edge: {text}")
    shown = "".join(text for _, text in lines).replace(" ", "")
    if LINE.replace(" ", "") not in shown or shown.count(WORD) < 5:
        print(f"something is lost: {shown}")
        return 1
    return len(failed) > 0


if __name__ == "__main__":
    sys.exit(main())
