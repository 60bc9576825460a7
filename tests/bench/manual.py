#!/usr/bin/env python3
"""A real manual as a book: manual.py MODULES FOLDER

Takes what npm and fastify ship below MODULES (node_modules of tests/oracle) as documentation: 1 MB in
some 120 files. Links that lead nowhere become their text; anchors, banners, front matter and fences of
other programs go, and a file without a heading gets one."""
import pathlib
import posixpath
import re
import sys

PARTS = {'npm': 'npm/docs/content', 'fastify': 'fastify/docs'}
LINK = re.compile(r'(?<!!)\[([^\]\[]*)\]\(([^)\s]*)\)')
IMAGE = re.compile(r'!\[[^\]\[]*\]\([^)\s]*\)')


def texts(modules):
    for name, path in PARTS.items():
        for file in sorted((modules / path).rglob('*.md')):
            if file.name != 'README.md':
                yield f'{name}/{file.relative_to(modules / path)}'.lower(), file.read_text()


def leads_to(path, target, paths):
    """The page of the manual that a target names, or None."""
    target = target.partition('#')[0]
    whole = 'npm' + target if target.startswith('/') else posixpath.join(posixpath.dirname(path), target)
    whole = posixpath.normpath(whole).lower()
    return next((found for found in (whole, whole + '.md') if target and found in paths), None)


def relinked(path, text, paths):
    """Links to pages of the manual are kept, without their anchors, and so are those to the web."""
    def link(match):
        found = leads_to(path, match[2], paths)
        if found or re.match(r'https?:', match[2]):
            return match[0] if not found else f'[{match[1]}]({posixpath.relpath(found, posixpath.dirname(path))})'
        return match[1]

    def rest(match):
        return match[0] if leads_to(path, match[1], paths) else ']'
    text = re.sub(r'(?m)^ *\[[^\]]+\]:\s*(?!\s|https?:).*\n', '', LINK.sub(link, IMAGE.sub('', text)))
    text = re.sub(r'<a id=[^>]*></a>|<h1 align.*', '', text)
    return re.sub(r'\]\((?!https?:)([^)\s]*)\)', rest, text)


def main():
    modules, folder = map(pathlib.Path, sys.argv[1:])
    found = dict(texts(modules))
    for path, text in found.items():
        text = re.sub(r'\A---\n.*?\n---\n', '', text, flags=re.S)
        text = re.sub(r'(?m)^:::.*\n', '', text)
        if not re.search(r'(?m)^# ', text):
            text = f'# {pathlib.Path(path).stem}\n\n{text}'
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(relinked(path, text, found))
    (folder / 'book.yaml').write_text('title: A Manual\nlang: en\ndate: 2026-01-01\nauthor: Many Hands\n')


if __name__ == '__main__':
    main()
