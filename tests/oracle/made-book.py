#!/usr/bin/env python3
"""Makes a book of many chapters in which all constructs meet: made-book.py FOLDER [CHAPTERS].

Every chapter has notes of its own under the same labels ([^1], [^2], [^long]), tables, boxes, tasks,
and links to all other chapters and their headings. The text of each note says whose it is, so that
a reader who opens another's is found out."""
import pathlib
import sys

CHAPTER = """# Chapter {n}: knots of kind {n}

Text with a note[^1] and another[^2], and the first again[^1].

> [!NOTE] What chapter {n} holds
> A note box with a footnote[^long] and `code`.

> [!TIP] Tip {n}
> Tie it twice. See [the table](#table-{n}).

## Table {n}

| Knot {n} | Use | Strength[^2] |
|:---------|:---:|-------------:|
| bowline  | *loop* | {n} % |
| reef \\| square | ~~never~~ bundles | `{n}` |
| [next](chapter-{next:02}.md#table-{next}) | https://example.org/{n} | 3 |

Table: Knots of chapter {n}

## Tasks {n}

- [x] Learn the {n}th knot
- [ ] Teach it[^4]

  > [!WARNING]
  > Never alone.

1. A list
   - with a [link](#tasks-{n})
     and a quote:
     > quoted[^3]

### Deeper {n}

Term {n}
:   Its definition, with a note[^1].

All others: {links}.

[^1]: Note 1 of chapter {n}.
[^2]: Note 2 of chapter {n}, with [a link](chapter-{next:02}.md).
[^3]: Note 3 of chapter {n}.

    Its second paragraph, and a list:

    - one
    - two
[^4]: Note 4 of chapter {n}.
[^long]: Note long of chapter {n}.

    | a | b |
    |---|---|
    | {n} | c |
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.yaml").write_text(
        "title: Thirty Kinds of Knots\nauthor: Jane Author\nlang: en\ndate: 2026-01-15\n"
        "cover-image: cover.jpg\npages: {tips: true}\n"
    )
    for n in range(1, count + 1):
        links = ", ".join(
            f"[{m}](chapter-{m:02}.md) [table](chapter-{m:02}.md#table-{m})" for m in range(1, count + 1) if m != n
        )
        text = CHAPTER.format(n=n, next=n % count + 1, links=links)
        (folder / f"chapter-{n:02}.md").write_text(text)


main()
