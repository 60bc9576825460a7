#!/usr/bin/env python3
"""Compares what the oracle and octavo say of the mutants.

    compare.py MUTANTS.tsv ORACLE.txt OCTAVO.txt [DIFFERENCES]

DIFFERENCES lists, with the clause that decides, where EPUBCheck 4.2.6 (EPUB 3.2) and EPUB 3.3 differ: a line is
"oracle" or "octavo" (who reports an error), a tab, a regular expression for "path code message", a tab, the clause.
A mutant all of whose errors are covered by it counts as the same verdict and is counted apart."""
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
                print('not understood: ' + line, end='')
                continue
            said[m.group(1)].append((m.group(4), m.group(2) or '', int(m.group(3) or 0), m.group(5)))
    return said

def oracle(path):
    said, done = collections.defaultdict(list), set()
    for line in open(path, encoding='utf-8', errors='replace'):
        f = line.rstrip('\n').split('\t')
        name = f[0].split('/')[-1]
        if f[1] == 'DONE':
            done.add(name)
        else:
            level = 'warning' if f[1] == 'WARNING' else 'error'
            said[name].append((level, f[3], int(f[4]), f[2] + ' ' + f[5]))
    return said, done

def rules(path):
    out = []
    for line in open(path, encoding='utf-8'):
        if line.strip() and not line.startswith('#'):
            who, what, clause = line.rstrip('\n').split('\t')
            out.append((who, re.compile(what), clause))
    return out

def covered(known, who, errors):
    return all(any(k[0] == who and k[1].search(e[1] + ' ' + e[3]) for k in known) for e in errors)

def main():
    table = [l.rstrip('\n').split('\t') for l in open(sys.argv[1], encoding='utf-8')]
    theirs, done = oracle(sys.argv[2])
    ours = octavo(sys.argv[3])
    known = rules(sys.argv[4]) if len(sys.argv) > 4 else []
    same = explained = invalid = right = placed = 0
    for name, book, op, entry, line, note in table:
        if name not in done:
            continue
        a = [m for m in theirs[name] if m[0] == 'error']
        b = [m for m in ours[name] if m[0] == 'error']
        invalid += bool(a)
        if bool(a) == bool(b):
            same += 1
        elif covered(known, 'oracle' if a else 'octavo', a or b):
            explained += 1
        else:
            who = 'oracle' if a else 'octavo'
            print('%s %s %s %s:%s %s\n   only %s:' % (name, book, op, entry, line, note, who), end='')
            for m in (a or b)[:3]:
                print('\n      %s:%d %s' % (m[1], m[2], m[3][:230]), end='')
            print()
        if a and b and entry:
            placed += 1
            lines = {m[2] for m in a} | {int(line)}
            if op in ('drop', 'unwrap', 'move'): # the hole ends where the next tag begins
                lines.add(int(line) + 1)
            hit = b[0][1] == entry and b[0][2] in lines or (b[0][1], b[0][2]) in {(m[1], m[2]) for m in a}
            right += hit
            if not hit and '-v' in sys.argv:
                print('place: %s %s %s:%s %s\n      theirs %s:%d %s\n      ours %s:%d %s' % (
                    (name, op, entry, line, note) + a[0][1:] + b[0][1:]))
    total = len(done)
    print('%d mutants, %d invalid by the oracle; the same verdict on %d (%.2f %%), %d more differ as listed; '
          'the first message in the right place in %d of %d (%.2f %%)' % (
              total, invalid, same, 100.0 * same / total, explained, right, placed, 100.0 * right / max(placed, 1)))
    ok = same + explained >= 0.99 * total and 2 * invalid >= total and right >= 0.98 * placed
    sys.exit(0 if ok else 1)

if __name__ == '__main__':
    main()
