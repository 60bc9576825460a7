#!/bin/bash
# Files that are made to hurt: each is judged within bounds of time and memory that the system
# enforces, ends with a status of its own, and writes nothing.
# usage: hostile.sh PROGRAM       (a program without sanitizers: they need endless addresses)
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
command -v python3 >/dev/null || skip "no python3"
cp -r "$here/../check/standard" book
python3 - <<'P'
import os, struct, zipfile
def book(name, files={}, drop=(), method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(name, 'w', method) as z:
        z.writestr(zipfile.ZipInfo('mimetype'), 'application/epub+zip')
        for top, _, names in sorted(os.walk('book')):
            for n in sorted(names):
                path = os.path.join(top, n)[5:]
                if path != 'mimetype' and path not in files:
                    z.write(os.path.join(top, n), path)
        for path, data in files.items():
            z.writestr(path, data)
head = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>'
C = 'EPUB/chapter.xhtml'
book('large-xml.epub', {C: head + '<p>word</p>' * 18_000_000 + '</body></html>'})
book('deep-xml.epub', {C: head + '<div>' * 100_000 + '</div>' * 100_000 + '</body></html>'})
laughs = ''.join('<!ENTITY a%d "%s">' % (i, ('&a%d;' % (i - 1)) * 10 if i else 'ha') for i in range(12))
book('laughs.epub', {C: '<!DOCTYPE html [' + laughs + ']>' + head + '<p>&a11;</p></body></html>'})
book('external.epub', {C: '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + head + '<p>&e;</p></body></html>'})
book('attributes.epub', {C: head + '<p ' + ' '.join('a%d="x"' % i for i in range(200_000)) + '/></body></html>'})
book('utf16.epub', {C: (head + '<p>a</p></body></html>').encode('utf-16')})
book('nul.epub', {C: head + '<p>\0</p></body></html>'})
book('latin1.epub', {C: '<?xml version="1.0" encoding="iso-8859-1"?>'.encode() + (head[21:] + '<p>\xe9</p></body></html>').encode('latin-1')})
book('ids.epub', {C: head + ''.join('<p id="a%d"><a href="#a%d">x</a></p>' % (i, i + 1) for i in range(200_000)) + '</body></html>'})
book('same-id.epub', {C: head + '<p id="a"/>' * 300_000 + '</body></html>'})
book('css.epub', {'EPUB/style.css': '{' * 3_000_000})
book('css-comment.epub', {'EPUB/style.css': '/*' * 3_000_000})
book('css-urls.epub', {'EPUB/style.css': 'a{b:url(x)}' * 300_000})
book('bomb.epub', {'EPUB/image.png': b'\0' * 400_000_000})
book('entries.epub', {'x/%d' % i: b'' for i in range(60_000)}, method=0)
book('crowd.epub', {'x/%d' % i: b'' for i in range(100_000)}, method=0)
book('slashes.epub', {'/'.join('a' * 20_000) + str(i): b'' for i in range(300)}, method=0)
items = ''.join('<item id="i%d" href="f%d.xhtml" media-type="application/xhtml+xml" fallback="i%d"/>' % (i, i, i + 1) for i in range(200_000))
opf = open('book/EPUB/package.opf').read()
book('fallbacks.epub', {'EPUB/package.opf': opf.replace('</manifest>', items + '</manifest>')})
refines = ''.join('<meta property="file-as" id="m%d" refines="#m%d">x</meta>' % (i, i + 1) for i in range(100_000))
book('refines.epub', {'EPUB/package.opf': opf.replace('</metadata>', refines + '</metadata>')})
points = ''.join('<navPoint id="n%d" playOrder="%d"><navLabel><text>x</text></navLabel><content src="chapter.xhtml"/></navPoint>' % (i, i) for i in range(1, 200_000))
ncx = open('book/EPUB/toc.ncx').read()
at = ncx.index('<navPoint')
book('points.epub', {'EPUB/toc.ncx': ncx[:at] + points + ncx[at:]})
os.mkdir('loop'); os.symlink('..', 'loop/up'); os.symlink('/dev/zero', 'loop/zero'); os.mkfifo('loop/pipe')
P
rm -rf book
before=$(find . | sort | sha256sum)
failed=0
# seconds of CPU and megabytes of addresses: the files that are larger than that are mapped
try() {
    local seconds=$1 megabytes=$2 status=0
    shift 2
    (ulimit -t "$seconds" -v "$((megabytes * 1024))"; exec timeout 120 "$program" check --color never "$@") >out 2>&1 </dev/null || status=$?
    if [ "$status" -gt 1 ] || [ "$(wc -c <out)" -gt 4000000 ]; then
        echo "FAILED: $* gave status $status after"
        tail -n 3 out
        failed=1
    fi
    rm -f out
}
try 10 1600 large-xml.epub
for file in bomb; do try 5 1000 "$file.epub"; done
for file in deep-xml laughs external attributes utf16 nul latin1 ids same-id css css-comment css-urls entries crowd \
    slashes fallbacks refines points; do
    try 5 500 "$file.epub"
done
try 2 300 loop
[ "$before" = "$(find . | sort | sha256sum)" ] || { echo "FAILED: something was written"; failed=1; }
exit $failed
