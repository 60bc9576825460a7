#!/usr/bin/env python3
"""A book of any size: grown.py SEED_TEXT FOLDER CHAPTERS BYTES_EACH [IMAGES IMAGE_BYTES]

Chapters of prose, from the sentences of SEED_TEXT in an order that is the same each time, with
headings, emphasis, a list, notes, and links from each to the next; images, each of bytes that do not
compress, are shown in one chapter each."""
import pathlib
import random
import re
import sys


def sentences(text):
    lines = [re.sub(r'[\[\]!<>{}`*_@^|\\]', '', line) for line in text.splitlines() if re.match('[A-Z]', line)]
    return [part.strip(' .') + '.' for line in lines for part in line.split('. ') if 20 < len(part) < 300]


def chapter(rng, pool, number, count, size, image):
    out = [f'# Chapter {number}\n']
    if image:
        out.append(f'![Plate {number}](images/{image})\n')
    length = section = 0
    while length < size:
        if length >= section * 4000:
            section += 1
            out.append(f'## Section {section} of {number}\n')
        paragraph = ' '.join(rng.choices(pool, k=5))
        words = paragraph.split(' ')
        words[3] = f'*{words[3]}*'
        paragraph = ' '.join(words)
        if section % 3 == 0 and length % 7 == 0:
            paragraph = '\n'.join(f'- {item}' for item in rng.choices(pool, k=4))
        out.append(paragraph + '\n')
        length += len(paragraph) + 2
    following = number % count + 1
    out.append(f'The next one is [chapter {following}](chapter-{following:05}.md).[^n]\n\n[^n]: A note of {number}.\n')
    return '\n'.join(out)


def picture(rng, size):
    """A JPEG as far as its head is concerned: 800 by 600, of noise."""
    head = bytes.fromhex('ffd8ffe000104a46494600010100000100010000ffc0000b080258032001011100ffda0008010100003f00')
    return head + rng.randbytes(size - len(head) - 2).replace(b'\xff', b'\xfe') + b'\xff\xd9'


def main():
    seed, folder = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
    chapters, each, images, image_size = map(int, (sys.argv[3:] + ['0', '0'])[:4])
    rng, pool = random.Random(7), sentences(seed)
    (folder / 'images').mkdir(parents=True)
    (folder / 'book.yaml').write_text('title: Grown\nlang: en\ndate: 2026-01-01\nauthor: Nobody\n')
    for number in range(1, chapters + 1):
        image = f'{number}.jpg' if number <= images else None
        if image:
            (folder / 'images' / image).write_bytes(picture(rng, image_size))
        (folder / f'chapter-{number:05}.md').write_text(chapter(rng, pool, number, chapters, each, image))


if __name__ == '__main__':
    main()
