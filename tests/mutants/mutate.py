#!/usr/bin/env python3
"""Makes broken copies of sound books: one fault each, always the same for a seed.

    mutate.py SEED COUNT OUT BOOK.epub...

Writes OUT/NNNN.epub and OUT/mutants.tsv: file, book, operator, entry, line of the fault, what was done.
Operators work on the text, so that all but the fault stays as it was, byte for byte."""
import random
import re
import sys
import zipfile

import values

TAG = re.compile(r'<(/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|\'[^\']*\'))*)\s*(/?)>')
SKIP = re.compile(r'<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[.*?\]\]>', re.S)
ATTR = re.compile(r'\s+([\w:.-]+)\s*=\s*("[^"]*"|\'[^\']*\')')
LINKS = ('href', 'src', 'full-path', 'xlink:href', 'epub:textref', 'poster', 'data', 'idref', 'toc',
         'fallback', 'media-overlay', 'refines', 'for', 'aria-describedby', 'usemap')
XML = ('.opf', '.xhtml', '.ncx', '.svg', '.smil', '.xml', '.html')


class Element:
    """Spans in the text: of the start tag, and of the whole."""
    def __init__(self, name, start, tag_end, attrs):
        self.name, self.start, self.tag_end, self.attrs = name, start, tag_end, attrs
        self.close = self.end = tag_end
        self.parent, self.children = None, []


def parse(text):
    gaps = [m.span() for m in SKIP.finditer(text)]
    elements, stack = [], []
    for m in TAG.finditer(text):
        if any(a <= m.start() < b for a, b in gaps):
            continue
        if m.group(1):
            if stack:
                e = stack.pop()
                e.close, e.end = m.start(), m.end()
            continue
        base = m.start(3)
        attrs = [(a.group(1), a.group(2), base + a.start(), base + a.end(), base + a.start(2))
                 for a in ATTR.finditer(m.group(3))]
        e = Element(m.group(2), m.start(), m.end(), attrs)
        if stack:
            e.parent = stack[-1]
            stack[-1].children.append(e)
        elements.append(e)
        if not m.group(4):
            stack.append(e)
    return elements


class Mutation(Exception):
    """The operator has nothing to work on here."""


def pick(rng, items):
    items = list(items)
    if not items:
        raise Mutation
    return rng.choice(items)


# --- operators on the text of an entry: (rng, text, elements) -> (text, offset of the fault, note)

def drop(rng, t, els):
    e = pick(rng, els[1:])
    return t[:e.start] + t[e.end:], e.start, e.name

def unwrap(rng, t, els):
    e = pick(rng, [e for e in els[1:] if e.end > e.tag_end])
    return t[:e.start] + t[e.tag_end:e.close] + t[e.end:], e.start, e.name

def duplicate(rng, t, els):
    e = pick(rng, els[1:])
    return t[:e.end] + t[e.start:e.end] + t[e.end:], e.end, e.name

def rename(rng, t, els):
    e = pick(rng, els)
    new = pick(rng, sorted({x.name for x in els} | {'nonsense', 'p', 'div', 'item', 'td'} - {e.name}))
    if new == e.name:
        raise Mutation
    out = t[:e.start + 1] + new + t[e.start + 1 + len(e.name):]
    shift = len(new) - len(e.name)
    if e.end > e.tag_end:
        c = e.close + shift
        out = out[:c + 2] + new + out[c + 2 + len(e.name):]
    return out, e.start, e.name + ' -> ' + new

def swap(rng, t, els):
    p = pick(rng, [e for e in els if len(e.children) > 1])
    i = rng.randrange(len(p.children) - 1)
    a, b = p.children[i], p.children[i + 1]
    return (t[:a.start] + t[b.start:b.end] + t[a.end:b.start] + t[a.start:a.end] + t[b.end:],
            a.start, a.name + ' <-> ' + b.name)

def move(rng, t, els):
    e = pick(rng, els[1:])
    to = pick(rng, [x for x in els if x.end > x.tag_end and not (e.start <= x.start < e.end)
                    and x is not e.parent])
    at, piece = to.tag_end, t[e.start:e.end]
    if at <= e.start:
        return t[:at] + piece + t[at:e.start] + t[e.end:], at, e.name + ' into ' + to.name
    return t[:e.start] + t[e.end:at] + piece + t[at:], at - len(piece), e.name + ' into ' + to.name

def wrap(rng, t, els):
    e = pick(rng, els[1:])
    w = pick(rng, ['p', 'div', 'span', 'a', 'em', 'ul', 'li', 'table', 'section', 'h2', 'dl', 'figure', 'item'])
    return t[:e.start] + '<' + w + '>' + t[e.start:e.end] + '</' + w + '>' + t[e.end:], e.start, w + '(' + e.name + ')'

def attribute(rng, els, names=None):
    return pick(rng, [(e, a) for e in els for a in e.attrs
                      if not a[0].startswith('xmlns') and (names is None or a[0] in names)])

def drop_attribute(rng, t, els):
    e, a = attribute(rng, els)
    return t[:a[2]] + t[a[3]:], e.start, e.name + '@' + a[0]

def rename_attribute(rng, t, els):
    e, a = attribute(rng, els)
    new = pick(rng, ['nonsense', 'id', 'href', 'class', 'lang', 'type', 'width', 'alt', 'role', 'properties'])
    if any(x[0] == new for x in e.attrs):
        raise Mutation
    at = a[2] + len(t[a[2]:]) - len(t[a[2]:].lstrip())
    return t[:at] + new + t[at + len(a[0]):], e.start, e.name + '@' + a[0] + ' -> ' + new

def move_attribute(rng, t, els):
    e, a = attribute(rng, els)
    to = pick(rng, [x for x in els if x is not e and not any(y[0] == a[0] for y in x.attrs)])
    at = to.start + 1 + len(to.name)
    return t[:at] + t[a[2]:a[3]] + t[at:], to.start, a[0] + ' to ' + to.name

def double_attribute(rng, t, els):
    e, a = attribute(rng, els)
    return t[:a[3]] + t[a[2]:a[3]] + t[a[3]:], e.start, e.name + '@' + a[0]

def value(rng, t, els):
    e, a = attribute(rng, els)
    new = pick(rng, ['', ' ', 'nonsense', '-1', '1.5x', 'two words', '#', 'a:b', '0', 'true', '12:99', 'de_DE'])
    return t[:a[4]] + '"' + new + '"' + t[a[3]:], e.start, e.name + '@' + a[0] + '="' + new + '"'

def swap_value(rng, t, els):
    e, a = attribute(rng, els)
    _, b = attribute(rng, els, [a[0]])
    if b[1] == a[1]:
        raise Mutation
    return t[:a[4]] + b[1] + t[a[3]:], e.start, e.name + '@' + a[0] + '=' + b[1]

def link(rng, t, els):
    e, a = attribute(rng, els, LINKS)
    old = a[1][1:-1]
    new = pick(rng, ['missing.xhtml', old + '#missing', old.split('#')[0] + '#no', '../../out.xhtml', old + '?q=1',
                     'http://example.org/x.xhtml', 'a b.xhtml', 'file:///etc/passwd', 'data:text/plain,x',
                     'cover.png', 'style.css', '', 'http://[x', 'mailto:a@b', '#' + old, old.upper()])
    return t[:a[4]] + '"' + new + '"' + t[a[3]:], e.start, e.name + '@' + a[0] + '="' + new + '"'

def text_in(rng, t, els):
    e = pick(rng, [e for e in els if e.end > e.tag_end])
    return t[:e.tag_end] + 'stray' + t[e.tag_end:], e.tag_end, e.name

def text_out(rng, t, els):
    e = pick(rng, [e for e in els if e.end > e.tag_end and not e.children and t[e.tag_end:e.close].strip()])
    new = pick(rng, ['', ' ', 'nonsense', '2025-13-45', '2025', 'de_DE', '0:61:99'])
    return t[:e.tag_end] + new + t[e.close:], e.start, e.name + ' "' + new + '"'

def break_syntax(rng, t, els):
    e = pick(rng, els[1:])
    way = rng.randrange(5)
    if way == 0 and e.end > e.tag_end:
        return t[:e.close] + t[e.end:], e.start, 'no end tag of ' + e.name
    if way == 1:
        return t[:e.start] + '&nbsp;' + t[e.start:], e.start, 'entity'
    if way == 2:
        return t[:e.start] + 'a & b' + t[e.start:], e.start, 'ampersand'
    if way == 3:
        return t[:e.start] + '</nonsense>' + t[e.start:], e.start, 'end tag'
    return t[:e.start] + 'a\x01b' + t[e.start:], e.start, 'control character'


def of_values(operator):
    def run(rng, t, els):
        return operator(rng, t, els, pick)
    run.__name__ = operator.__name__
    return run


TEXT = [drop, drop, unwrap, duplicate, rename, rename, swap, move, move, wrap, drop_attribute, drop_attribute,
        rename_attribute, move_attribute, double_attribute, value, value, value, swap_value, link, link,
        link, text_in, text_out, break_syntax] + [
            of_values(f) for f in (values.typical_value, values.typical_value, values.typical_value, values.typical_text,
                                   values.added_attribute, values.added_attribute, values.added_markup, values.added_markup,
                                   values.namespace, values.prolog)]


def css(rng, t):
    way = rng.randrange(12)
    if way > 5:
        return (values.style_cut if way < 8 else values.style)(rng, t, pick)
    spot = pick(rng, [m.start() for m in re.finditer(r'[;}]', t)])
    new = [t[:spot] + t[spot + 1:], t[:spot] + ' { ' + t[spot:], t[:spot] + '; direction: rtl ' + t[spot:],
           t[:spot] + '; background: url(missing.png) ' + t[spot:], t[:spot] + '} @import "missing.css"; p {' + t[spot:],
           t[:spot] + '; : x ' + t[spot:]][way]
    return new, spot, 'style %d' % way


# --- operators on the container: (rng, entries) -> (entries, entry, note); an entry: [name, bytes, method]

def drop_entry(rng, z):
    e = pick(rng, z)
    return [x for x in z if x is not e], e[0]

def rename_entry(rng, z):
    e = pick(rng, z)
    new = e[0] + rng.choice(['.bak', ' x', '~', '.'])
    return [[new, x[1], x[2]] if x is e else x for x in z], e[0]

def add_entry(rng, z):
    name = rng.choice(['EPUB/extra.txt', 'extra.xhtml', 'META-INF/extra.xml', 'EPUB/a:b.txt', 'EPUB/COVER.PNG', 'a b.txt'])
    return z + [[name, b'x', zipfile.ZIP_STORED]], name

def mimetype(rng, z):
    way = rng.randrange(4)
    m = next((x for x in z if x[0] == 'mimetype'), None)
    if m is None:
        raise Mutation
    rest = [x for x in z if x is not m]
    return [rest + [m], [['mimetype', m[1] + b'\n', 0]] + rest, [['mimetype', b'application/zip', 0]] + rest,
            [['mimetype', m[1], zipfile.ZIP_DEFLATED]] + rest][way], 'mimetype %d' % way

def swap_bytes(rng, z):
    a, b = pick(rng, z), pick(rng, z)
    if a is b or a[0].split('.')[-1] == b[0].split('.')[-1]:
        raise Mutation
    return [[x[0], b[1], x[2]] if x is a else x for x in z], a[0] + ' := ' + b[0]

def empty(rng, z):
    e = pick(rng, z)
    return [[x[0], b'', x[2]] if x is e else x for x in z], e[0]

def damage(rng, z):
    """Bytes of an entry are lost, or in the wrong encoding."""
    e = pick(rng, [x for x in z if x[1]])
    way = rng.randrange(4)
    at = rng.randrange(len(e[1]))
    new = [e[1][:at], e[1][:at] + b'\xff' + e[1][at:], b'\xef\xbb\xbf' + e[1],
           e[1].decode('utf-8', 'replace').encode('utf-16')][way]
    return [[x[0], new, x[2]] if x is e else x for x in z], '%s damaged %d' % (e[0], way)

def double_entry(rng, z):
    e = pick(rng, z)
    return z + [[e[0], e[1], e[2]]], e[0]

def folder(rng, z):
    name = rng.choice(['EPUB/empty/', 'META-INF/', 'x/', 'EPUB/'])
    return z + [[name, b'', zipfile.ZIP_STORED]], name

def move_entry(rng, z):
    e = pick(rng, z)
    new = rng.choice([e[0].upper(), e[0].lower() + '2', 'x/' + e[0], e[0].split('/')[-1], './' + e[0], '../' + e[0], '/' + e[0],
                      'META-INF/' + e[0].split('/')[-1], e[0].replace('.', '..'), e[0].replace('/', '//')])
    if new == e[0]:
        raise Mutation
    return [[new, x[1], x[2]] if x is e else x for x in z], e[0] + ' := ' + new

CONTAINER = [drop_entry, drop_entry, rename_entry, add_entry, mimetype, swap_bytes, empty, damage, double_entry, folder, move_entry]


def read(path):
    with zipfile.ZipFile(path) as z:
        return [[i.filename, z.read(i), i.compress_type] for i in z.infolist() if not i.filename.endswith('/')]

def write(path, entries):
    with zipfile.ZipFile(path, 'w') as z:
        for name, data, method in entries:
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = method
            z.writestr(info, data)

def weight(name):
    return 6 if name.endswith('.opf') else 3 if name.endswith(('nav.xhtml', '.ncx', '.smil')) else 2

def mutate(rng, entries):
    if rng.random() < 0.08:
        op = pick(rng, CONTAINER)
        out, note = op(rng, entries)
        return out, op.__name__, '', 0, note
    names = [i for i, e in enumerate(entries) if e[0].endswith(XML + ('.css',))]
    i = rng.choices(names, [weight(entries[k][0]) for k in names])[0]
    t = entries[i][1].decode('utf-8')
    if entries[i][0].endswith('.css'):
        new, at, note = css(rng, t)
        op = css
    else:
        op = pick(rng, TEXT)
        new, at, note = op(rng, t, parse(t))
    if new == t:
        raise Mutation
    out = [list(e) for e in entries]
    out[i][1] = new.encode('utf-8')
    return out, op.__name__, entries[i][0], new.count('\n', 0, at) + 1, note


def main():
    seed, count, out, books = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    rng = random.Random(seed)
    sound = [(b.split('/')[-1], read(b)) for b in books]
    with open(out + '/mutants.tsv', 'w', encoding='utf-8') as table:
        n = 0
        while n < count:
            book, entries = sound[n % len(sound)]
            try:
                new, op, entry, line, note = mutate(rng, entries)
            except Mutation:
                continue
            n += 1
            write('%s/%04d.epub' % (out, n), new)
            print('%04d.epub' % n, book, op, entry, line, note.replace('\n', ' ').replace('\t', ' '), sep='\t', file=table)


if __name__ == '__main__':
    main()
