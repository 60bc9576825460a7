"""Edits at random: what writers do to a book, faults among it."""
import os
import re

WORDS = "base child harbour storm open door calm again [1] *mark* `code` <b>bold</b> é 日本 &amp; \\* @bowlby1988".split(" ")


class History:
    """A book's folder, and what its files have been."""

    def __init__(self, folder):
        self.folder, self.past = folder, []

    def names(self, *extensions):
        found = []
        for top, _, files in os.walk(self.folder):
            found += [os.path.relpath(os.path.join(top, f), self.folder) for f in files if f.endswith(extensions)]
        return sorted(found)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8", errors="surrogateescape") as file:
            return file.read()

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        if os.path.exists(path):
            self.past.append((name, self.read(name)))
        with open(path, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)


def blocks_of(text):
    """The front matter, if there is one, is no block."""
    found = re.match(r"---\n.*?\n(?:---|\.\.\.)\n", text, re.S)
    head = found.group(0) if found else ""
    return head, text[len(head):].split("\n\n")


def change_word(chance, text, _):
    found = list(re.finditer(r"\b[a-z]{3,}\b", text))
    if not found:
        return text + "\nword\n"
    at = chance.choice(found)
    return text[:at.start()] + chance.choice(WORDS) + text[at.end():]


def insert_block(block):
    def edit(chance, text, history):
        head, blocks = blocks_of(text)
        made = block(chance, history) if callable(block) else block
        blocks.insert(chance.randrange(len(blocks) + 1), made)
        return head + "\n\n".join(blocks)
    edit.__name__ = "insert " + (block.__name__ if callable(block) else repr(block[:20]))
    return edit


def delete_block(chance, text, _):
    head, blocks = blocks_of(text)
    blocks.pop(chance.randrange(len(blocks)))
    return head + "\n\n".join(blocks)


def repeat_block(chance, text, _):
    head, blocks = blocks_of(text)
    blocks.insert(chance.randrange(len(blocks) + 1), chance.choice(blocks))
    return head + "\n\n".join(blocks)


def swap_blocks(chance, text, _):
    head, blocks = blocks_of(text)
    one, two = chance.randrange(len(blocks)), chance.randrange(len(blocks))
    blocks[one], blocks[two] = blocks[two], blocks[one]
    return head + "\n\n".join(blocks)


def change_heading(chance, text, _):
    found = list(re.finditer(r"^(#{1,6}) +(.*)$", text, re.M))
    if not found:
        return "# A heading\n\n" + text
    at = chance.choice(found)
    made = chance.choice([
        f"{at.group(1)} {at.group(2)} again", f"#{at.group(1)[:5]} {at.group(2)}", f"{at.group(1)[1:] or '#'} {at.group(2)}",
        f"{at.group(1)} {at.group(2)} {{#own}}", at.group(2), ""])
    return text[:at.start()] + made + text[at.end():]


def headings(chance, history):
    """What a link may lead to, and what not."""
    names = history.names(".md")
    name = chance.choice(names) if names else "x.md"
    slugs = [re.sub(r"[^\w -]", "", h).strip().lower().replace(" ", "-")
             for h in re.findall(r"^#+ (.*)$", history.read(name), re.M)] if names else []
    return name, chance.choice(slugs + ["own", "nowhere"])


def a_link(chance, history):
    name, slug = headings(chance, history)
    return chance.choice([f"See [there]({name}#{slug}).", f"See [there]({name}).", f"See [here](#{slug}).",
                          f"See <a href=\"{name}\" id=\"link\">raw</a>.", "See https://example.org/x."])


def an_image(chance, history):
    names = history.names(".png", ".jpg", ".svg") or ["none.png"]
    name = chance.choice(names)
    return chance.choice([f"![An image]({name})", f"Some ![inline]({name}){{#pic}} image.", f"![Gone](gone.png)",
                          f'<img src="{name}" alt="raw">', f'![Caption]({name}){{alt="Words" width=50%}}'])


def a_citation(chance, history):
    keys = [k for n in history.names(".json") for k in re.findall(r'"id": *"([^"]+)"', history.read(n))] + ["nobody"]
    one, two = chance.choice(keys), chance.choice(keys)
    return chance.choice([f"So they say [@{one}].", f"@{one} says so.", f"Both [see @{one}, p. 3; -@{two} too]."])


def a_note(chance, _):
    label = chance.choice("abc")
    return chance.choice([f"Noted[^{label}].\n\n[^{label}]: With a [link](#own) and a word.", f"Noted[^{label}].",
                          "Noted^[Here, with *marks*.].", f"[^{label}]: A second time."])


INSERTIONS = [insert_block(b) for b in (
    "A new paragraph.", "## A new section", "# A new chapter", "> [!TIP] A tip\n> Its text, and `more`.",
    "> [!NOTE]\n> A note.", "::: example\n\nAn example.\n\n:::", "::: {.own #div}\nText.\n:::",
    "| a | b |\n|---|--:|\n| c | *d* |\n\n: Caption {#table}", "- [ ] do\n- [x] done\n- a **third**",
    "Term\n: Definition", "| verse\n|   more", "$$x^2 + \\frac{1}{2}$$", "Inline $a_1$ and H~2~O and x^2^.",
    "```c\nint x;\n```", "[7]{.pagebreak}", '<div class="raw" id="raw"><p>One</p><p>two</div>', "<b>left open",
    "</b> closed wrongly", '<script>alert(1)</script>', '<h3 id="rawh">A raw heading</h3>', "<svg><circle r='3'/></svg>",
    "[span]{.x #span}", "\"Quoted\" -- and... so", "---", "    code\n", "Bad \x01 character",
    a_link, an_image, a_citation, a_note)]

TEXT_EDITS = [change_word] * 8 + [change_heading] * 4 + [delete_block, repeat_block, swap_blocks] * 2 + INSERTIONS


def edit_text(chance, history):
    name = chance.choice(history.names(".md"))
    edit = chance.choice(TEXT_EDITS)
    history.write(name, edit(chance, history.read(name), history))
    return f"{edit.__name__} in {name}"


def edit_front_matter(chance, history):
    name = chance.choice(history.names(".md"))
    text = history.read(name)
    line = chance.choice(["title: Another", "lang: de", "lang: he", "toc: false", "split-level: 2", "type: preface",
                          "linear: false", "dir: rtl", "page: about", "nav-title: Short", "unknown: 1", "was: old.md"])
    head, _ = blocks_of(text)
    body = text[len(head):]
    if head and chance.random() < 0.4:
        history.write(name, body)
        return f"no front matter in {name}"
    lines = head.splitlines()[1:-1] if head else []
    lines = [l for l in lines if not l.startswith(line.split(":")[0] + ":")] + [line]
    history.write(name, "---\n" + "\n".join(lines) + "\n---\n" + body)
    return f"{line} in {name}"


def edit_manifest(chance, history):
    if "book.yaml" not in history.names(".yaml"):
        return edit_front_matter(chance, history)
    lines = history.read("book.yaml").splitlines()
    line = chance.choice([
        "title: Another title", "lang: de", "lang: en", "toc-depth: 3", "split-level: 2", "css: own.css", "smart: false",
        "math: false", "dir: rtl", "changes: true", "version: 2.0.0", "date: 2027-01-01", "reference-section-title: Sources",
        "suppress-bibliography: true", "subtitle: Sub", "bibliography: references.json", "pages: {tips: true, contents: false}"])
    key = line.split(":")[0] + ":"
    kept, skipping = [], False
    for old in lines:
        skipping = (skipping and old[:1] in " -#") or old.startswith(key)
        if not skipping:
            kept.append(old)
    history.write("book.yaml", "\n".join(kept + [line]) + "\n")
    return line


def edit_css(chance, history):
    history.write("own.css", chance.choice(["p { margin: 1em }\n", "p { color: red\n", ".x { position: fixed }\n", ""]))
    return "own.css"


def edit_references(chance, history):
    names = history.names(".json")
    if not names:
        return edit_text(chance, history)
    text = history.read(names[0])
    old, new = chance.choice([('"family": "', '"family": "X'), ('"title": "', '"title": "New '), ('"id": "', '"id": "x'),
                              ('"publisher": "', '"publisher": "Y')])
    at = [m.start() for m in re.finditer(re.escape(old), text)]
    if at:
        at = chance.choice(at)
        history.write(names[0], text[:at] + new + text[at + len(old):])
    return f"{new} in {names[0]}"


def add_chapter(chance, history):
    name = f"{chance.randrange(99):02}-new.md"
    history.write(name, f"# New {name}\n\nText.\n\n## Part\n\nMore.\n")
    if "book.yaml" in history.names(".yaml"):
        text = history.read("book.yaml")
        history.write("book.yaml", re.sub(r"^chapters:\n", f"chapters:\n  - {name}\n", text, flags=re.M))
    return f"new {name}"


def rename_chapter(chance, history):
    name = chance.choice(history.names(".md"))
    if name == "book.md":
        return edit_text(chance, history)
    new = os.path.join(os.path.dirname(name), "renamed-" + os.path.basename(name)[-30:])
    os.rename(os.path.join(history.folder, name), os.path.join(history.folder, new))
    if "book.yaml" in history.names(".yaml"):
        history.write("book.yaml", history.read("book.yaml").replace(name, new))
    return f"{name} is {new}"


def undo(chance, history):
    if not history.past:
        return edit_text(chance, history)
    name, text = chance.choice(history.past)
    history.write(name, text)
    return f"{name} as it was"


KINDS = [edit_text] * 12 + [edit_front_matter] * 3 + [edit_manifest] * 3 + [undo] * 3 + [
    edit_css, edit_references, add_chapter, rename_chapter]


def mutate(chance, history):
    """Makes an edit, and says which."""
    if not history.names(".md"):
        return add_chapter(chance, history)
    return chance.choice(KINDS)(chance, history)
