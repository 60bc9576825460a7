#!/usr/bin/env python3
"""Compares what the oracles and octavo say of the mutants.

    compare.py differ MUTANTS.tsv ORACLE.txt OCTAVO.txt
        names the mutants on whose verdict EPUBCheck 4.2.6 and octavo differ, and the sound books that they were made
        of, to be shown to epubcheck-ts
    compare.py MUTANTS.tsv ORACLE.txt OCTAVO.txt DIFFERENCES MODERN.txt [-v]
        tells how often the verdict is the same, and the first message in the right place

MODERN.txt is epubcheck-ts's, who knows EPUB 3.3; it may be empty. It reports errors on some of the sound books, too:
what it says of the sound book as well is no verdict on the mutant. DIFFERENCES lists, with the clause that decides,
where neither agrees: a line is "oracle" or "octavo" (who reports an error), a tab, a regular expression for "path
code message", a tab, the clause. A mutant all of whose errors are covered by it is explained; the others are open.
-v: also tells which first messages are in the wrong place."""
import collections
import re
import sys

def octavo(path):
    said = collections.defaultdict(list)
    for line in open(path, encoding='utf-8', errors='replace'):
        m = re.match(r'([^/:]*?(\d{4}\.epub))(?:/([^:]*))?(?::(\d+))?(?::\d+)?: (error|warning): (.*)', line)
        if m is None:
            m = re.match(r'.*?(\d{4}\.epub)(?:/(.*?))?(?::(\d+):\d+)?: (error|warning): (.*)', line.rstrip('\n'))
            if m is None:
                if line.strip():
                    print('not understood: ' + line, end='', file=sys.stderr)
                continue
            said[m.group(1)].append((m.group(4), m.group(2) or '', int(m.group(3) or 0), m.group(5)))
    return said

def oracle(path):
    said, done, crashed = collections.defaultdict(list), set(), set()
    for line in open(path, encoding='utf-8', errors='replace'):
        f = line.rstrip('\n').split('\t')
        name = f[0].split('/')[-1]
        if f[1] == 'DONE':
            done.add(name)
        elif f[1] == 'CRASH': # no verdict, but for what it said before
            if not any(m[0] == 'error' for m in said[name]):
                crashed.add(name)
        else:
            level = 'warning' if f[1] == 'WARNING' else 'error'
            said[name].append((level, f[3], int(f[4]), f[2] + ' ' + f[5]))
    return said, done - crashed

def rules(path):
    out = []
    for line in open(path, encoding='utf-8'):
        if line.strip() and not line.startswith('#'):
            who, what, clause = line.rstrip('\n').split('\t')
            out.append((who, re.compile(what), clause))
    return out

def covered(known, who, errors):
    return all(any(k[0] == who and k[1].search(e[1] + ' ' + e[3]) for k in known) for e in errors)

def errors(messages):
    return [m for m in messages if m[0] == 'error']

def added(messages, sound):
    """The errors of a mutant that its sound book has not got, wherever they stand in a file."""
    had = collections.Counter((m[1], m[3]) for m in errors(sound))
    return list((collections.Counter((m[1], m[3]) for m in errors(messages)) - had).elements())

def differ():
    books = dict(l.split('\t')[:2] for l in open(sys.argv[2], encoding='utf-8'))
    theirs, done = oracle(sys.argv[3])
    ours = octavo(sys.argv[4])
    names = [n for n in sorted(done) if bool(errors(theirs[n])) != bool(errors(ours[n]))]
    for book in sorted({books[n] for n in names}):
        print(book)
    for name in names:
        print('m/' + name)

def show(row, who, faults):
    name, book, op, entry, line, note = row
    print('%s %s %s %s:%s %s\n   only %s:' % (name, book, op, entry, line, note, who), end='')
    for m in faults[:3]:
        print('\n      %s:%d %s' % (m[1], m[2], m[3][:230]), end='')
    print()

def in_place(row, a, b):
    """Is the first of our errors where the fault was made, or where the oracle sees one?"""
    _, _, op, entry, line, _ = row
    lines = {m[2] for m in a} | {int(line)}
    if op in ('drop', 'unwrap', 'move'): # the hole ends where the next tag begins
        lines.add(int(line) + 1)
    first = b[0]
    # What shows in another file, and at no line for the oracle, can be compared by the file only.
    elsewhere = first[1] != entry and any(m[1] == first[1] and m[2] < 1 for m in a)
    return elsewhere or first[1] == entry and first[2] in lines or (first[1], first[2]) in {(m[1], m[2]) for m in a}

def main():
    table = [l.rstrip('\n').split('\t') for l in open(sys.argv[1], encoding='utf-8')]
    theirs, done = oracle(sys.argv[2])
    ours = octavo(sys.argv[3])
    known = rules(sys.argv[4])
    modern, asked = oracle(sys.argv[5])
    count = collections.Counter()
    for row in table:
        name = row[0]
        if name not in done:
            continue
        a, b = errors(theirs[name]), errors(ours[name])
        who = 'oracle' if a else 'octavo'
        count['invalid'] += bool(a)
        if bool(a) == bool(b):
            count['same'] += 1
        elif name in asked and bool(added(modern[name], modern[row[1]])) == bool(b):
            count['modern'] += 1
            if '-v' in sys.argv:
                print('with epubcheck-ts: ', end='')
                show(row, who, a or b)
        elif covered(known, who, a or b):
            count['explained'] += 1
            if '-v' in sys.argv:
                print('explained: ', end='')
                show(row, who, a or b)
        else:
            count['open'] += 1
            show(row, who, a or b)
        if a and b and row[3]:
            count['told'] += 1
            hit = in_place(row, a, b)
            count['placed'] += hit
            if not hit and '-v' in sys.argv:
                print('place: %s %s %s:%s %s\n      theirs %s:%d %s\n      ours %s:%d %s' % (
                    (name,) + tuple(row[2:]) + a[0][1:] + b[0][1:]))
    total = len(done)
    def share(n, of):
        return '%d (%.2f %%)' % (n, 100.0 * n / max(of, 1))
    both = count['same'] + count['modern']
    print('%d mutants, %s invalid by EPUBCheck 4.2.6' % (total, share(count['invalid'], total)))
    print('the same verdict as EPUBCheck 4.2.6: ' + share(count['same'], total))
    print('or, where that differs, as epubcheck-ts: %s%s' % (
        share(both, total), '' if asked or both == total else '; it was not asked'))
    print('explained by a clause: %d; open: %d' % (count['explained'], count['open']))
    print('the first message in the right place: %s of %d' % (share(count['placed'], count['told']), count['told']))
    ok = (both + count['explained'] >= 0.99 * total and 2 * count['invalid'] >= total
          and count['placed'] >= 0.98 * count['told'])
    sys.exit(0 if ok else 1)

if __name__ == '__main__':
    differ() if sys.argv[1] == 'differ' else main()
