"""Values that a book may have or must not have, by what they are for: dates, languages, clocks, sizes, types,
properties, styles. Operators that put them in: (rng, text, elements) -> (text, offset of the fault, note)."""
import re

DATES = ['2025-01-15', '2025', '2025-06', '2025-02-29', '2024-02-29', '2025-1-5', '15.1.2025', 'May 2025', '20250115',
         '2025-01-15T10:00:00Z', '2025-01-15T10:00:00', '2025-01-15T25:00:00Z', '2025-01-15T10:00:00+01:00',
         '2025-01-15 10:00:00Z', '2025-00-10', '0000-01-01', '', '2025-01-15T10:00Z', '12025-01-01', '-200']
LANGUAGES = ['en', 'EN', 'en-US', 'en_US', 'english', 'e', 'zh-Hant-TW', 'x-klingon', 'i-default', 'de-1996', 'en-',
             '-en', '12', 'en us', 'a-b', 'fr-x-private', 'toolonglanguage', 'en-toolongsubtag', 'sl-rozaj', '', 'mul']
CLOCKS = ['0:00:01', '1s', '1.5s', '500ms', '2min', '0.1h', '5', '00:61', '0:61:00', '1:2:3', '-1s', '1 s', '1.s', '.5s',
          '100:00:00', '0:0:1', '3,5s', 'abc', '', '00:00:01.', '1h30', '59:59', '99h', '0s']
VIEWPORTS = ['width=600, height=800', 'width=600', 'height=800', 'width=600px, height=800px', 'width=600 height=800',
             'width=600;height=800', 'width=device-width, height=device-height', 'width=-1, height=8', '', 'width=, height=8',
             'width, height', 'width=1.5, height=2e2', 'WIDTH=600, HEIGHT=800', 'width=600, height=800, user-scalable=no',
             'width=600, width=700, height=800', 'width=100%, height=100%', 'initial-scale=1', 'width = 600 , height = 800']
TYPES = ['application/xhtml+xml', 'text/html', 'text/css', 'image/png', 'image/jpeg', 'image/svg+xml', 'image/tiff',
         'audio/mpeg', 'video/mp4', 'font/otf', 'text/javascript', 'application/x-dtbncx+xml', 'application/smil+xml',
         'application/octet-stream', 'text/plain', 'text/css; charset=utf-8', 'nonsense', '', 'a/b/c', 'image/',
         'application/x-dtbook+xml', 'application/xml', 'image/webp', 'audio/ogg']
PROPERTIES = ['nav', 'svg', 'mathml', 'scripted', 'cover-image', 'remote-resources', 'switch', 'nav scripted', 'nonsense',
              'rendition:layout-pre-paginated', 'rendition:layout-reflowable', 'page-spread-left', 'page-spread-right',
              'rendition:page-spread-center', 'rendition:spread-none', 'rendition:flow-auto', 'rendition:nonsense', 'svg svg',
              'ex:own', 'a:b', ':x', 'x:', 'dcterms:x', 'page-spread-left page-spread-right', 'media:x', 'schema:x', 'NAV']
META = ['title-type', 'role', 'file-as', 'display-seq', 'dcterms:modified', 'media:duration', 'rendition:layout',
        'rendition:spread', 'rendition:flow', 'rendition:orientation', 'rendition:viewport', 'identifier-type',
        'belongs-to-collection', 'collection-type', 'group-position', 'source-of', 'term', 'authority', 'nonsense',
        'dcterms:x', 'schema:name', 'ex:own', 'undeclared:x', 'media:active-class', 'media:narrator', 'meta-auth',
        'alternate-script', 'a11y:certifiedBy', 'marc:x', 'title-type role', 'pageBreakSource', '']
META_VALUES = ['pre-paginated', 'reflowable', 'auto', 'none', 'both', 'landscape', 'portrait', 'paginated', 'scrolled-doc',
               'width=600, height=800', '1', '1.2', 'main', 'series', 'pagination', 'aut', '0:00:03', 'nonsense', 'x']
RELS = ['stylesheet', 'alternate', 'alternate stylesheet', 'record', 'voicing', 'acquire', 'xml-signature', 'icon', 'next',
        'nonsense', 'dcterms:x', 'undeclared:x', 'onix-record', '', 'alternate record', 'nofollow', 'noopener', 'author']
ROLES = ['doc-chapter', 'doc-toc', 'doc-noteref', 'doc-footnote', 'doc-cover', 'doc-pagebreak', 'doc-endnote', 'button',
         'link', 'img', 'presentation', 'none', 'note', 'list', 'listitem', 'region', 'nonsense', 'doc-nonsense', 'heading',
         'main', 'navigation', 'group', 'figure', 'table', 'cell', 'math', 'img none', 'directory', 'text', 'application']
EPUB_TYPES = ['chapter', 'cover', 'footnote', 'noteref', 'pagebreak', 'nonsense', 'undeclared:x', 'z3998:x', 'toc',
              'page-list', 'landmarks', 'bodymatter', 'a b', '', 'x:', 'loi', 'glossary', 'dictionary', 'index']
NUMBERS = ['0', '1', '-1', '1.5', '+3', '007', '10px', '50%', '1e3', '', ' 2 ', 'x', '99999999999']
URLS = ['http://example.org', 'https://example.org/a b', 'HTTP://EXAMPLE.ORG/', 'http:/example.org', 'http:example.org',
        'http://', 'http://exa mple.org/', 'http://example.org:port/', 'https://example.org/x.css', 'https://example.org/x.png',
        'https://example.org/x.mp4', '//example.org/x', '/EPUB/package.opf', './', '../', '.', 'urn:isbn:1', 'tel:+1', 'foo:bar',
        'javascript:go()', 'ftp://example.org/', '#', '#no', '?q', 'a\\b.xhtml', 'a%20b.xhtml', 'a%zz.xhtml', 'mimetype',
        'META-INF/container.xml', '../META-INF/container.xml', '../mimetype', 'data:image/png;base64,AAAA', 'data:text/html,x',
        '#epubcfi(/4/2)', '#xywh=0,0,1,1', '#t=1', '#:~:text=x', 'ümlaut.xhtml', 'a^b', 'x|y', '<x>']
PREFIXES = ['ex: https://example.org/terms#', 'ex:https://example.org/', 'ex https://example.org/', 'ex:', '',
            'dcterms: https://example.org/', '_: https://example.org/', 'rendition: http://www.idpf.org/vocab/rendition/#',
            'dc: http://purl.org/dc/elements/1.1/', 'a: https://a.example/ b: https://b.example/', ': https://example.org/',
            'x: http://idpf.org/epub/vocab/package/meta/#', '1: https://example.org/', 'ex : https://example.org/']
NAMED = {
    'dates': (('datetime',), DATES), 'languages': (('xml:lang', 'lang', 'hreflang', 'srclang'), LANGUAGES),
    'clocks': (('clipBegin', 'clipEnd'), CLOCKS), 'types': (('media-type', 'type'), TYPES),
    'properties': (('properties',), PROPERTIES), 'metas': (('property',), META), 'rels': (('rel',), RELS),
    'roles': (('role',), ROLES), 'epub-types': (('epub:type',), EPUB_TYPES),
    'numbers': (('width', 'height', 'colspan', 'rowspan', 'start', 'value', 'playOrder', 'span', 'size', 'rows', 'cols',
                 'min', 'max', 'step', 'tabindex', 'x', 'y', 'r', 'cx', 'border'), NUMBERS),
    'prefixes': (('prefix', 'epub:prefix'), PREFIXES),
    'urls': (('href', 'src', 'xlink:href', 'cite', 'poster', 'data', 'epub:textref', 'full-path', 'URI'), URLS),
}
ADDED = [('role', ROLES), ('epub:type', EPUB_TYPES), ('lang', LANGUAGES), ('xml:lang', LANGUAGES), ('id', ['a', '1', 'a b', '']),
         ('class', ['a', '', 'a b']), ('dir', ['ltr', 'rtl', 'auto', 'up']), ('hidden', ['', 'hidden', 'until-found', 'no']),
         ('style', ['color: red', 'direction: rtl', 'color', '', 'color: red; }', 'background: url(missing.png)']),
         ('onclick', ['go()']), ('tabindex', NUMBERS), ('aria-label', ['x', '']), ('aria-hidden', ['true', 'yes', '']),
         ('aria-describedby', ['no', '', 'a b']), ('aria-level', NUMBERS), ('aria-nonsense', ['x']), ('data-x', ['1']),
         ('data-X', ['1']), ('align', ['left']), ('width', NUMBERS), ('title', ['x', '']), ('translate', ['no', 'nope']),
         ('xml:space', ['preserve', 'x']), ('xml:base', ['x/']), ('contenteditable', ['true', 'x']), ('target', ['_blank']),
         ('itemprop', ['name']), ('property', META), ('typeof', ['Book']), ('refines', ['#a', 'x', '#no']), ('media-overlay', ['no']),
         ('fallback', ['no', 'css', 'one']), ('properties', PROPERTIES), ('media-type', TYPES), ('draggable', ['true', '']),
         ('scheme', ['marc:relators', 'x', 'undeclared:x']), ('linear', ['no', 'yes', 'maybe', '']), ('opf:role', ['aut', 'x']),
         ('name', ['x', '']), ('href', URLS), ('src', URLS), ('playOrder', NUMBERS), ('spellcheck', ['true', 'x']), ('is', ['x-y']),
         ('accesskey', ['a', 'ab']), ('xlink:href', URLS), ('epub:textref', ['no.xhtml#x']), ('ssml:ph', ['x']), ('toc', ['ncx', 'css'])]
MARKUP = ['<center>x</center>', '<font>x</font>', '<p>x</p>', '<div>x</div>', '<span/>', '<br/>', '<hr/>', '<h2>x</h2>', '<li>x</li>',
          '<img src="missing.png" alt="x"/>', '<img alt="x"/>', '<a>x</a>', '<a href="#no">x</a>', '<script>go()</script>',
          '<script src="https://example.org/x.js"></script>', '<style>p { color: red }</style>', '<style>p { color </style>',
          '<table><tr><td>x</td></tr></table>', '<ul></ul>', '<ul>x</ul>', '<dl><dt>x</dt></dl>', '<ruby>x</ruby>', '<input/>',
          '<input type="text"/>', '<input type="nonsense"/>', '<button>x</button>', '<form/>', '<iframe src="x.html"></iframe>',
          '<video src="https://example.org/x.mp4"></video>', '<audio/>', '<object/>', '<embed/>', '<details>x</details>', '<main>x</main>',
          '<figure><figcaption>x</figcaption>x<p/></figure>', '<picture/>', '<time>x</time>', '<meter/>', '<progress value="x"/>',
          '<title>x</title>', '<meta name="a" content="b"/>', '<link rel="stylesheet" href="no.css"/>', '<base href="x/"/>',
          '<x-own>x</x-own>', '<nonsense/>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<math xmlns="http://www.w3.org/1998/Math/MathML"/>',
          '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>x</mi></mfrac></math>', '<map name="m"><area/></map>', '<area alt="x"/>',
          '<math xmlns="http://www.w3.org/1998/Math/MathML"><nonsense/></math>', '<template><p>x</p></template>', '<slot/>', '<dialog/>',
          '<menu><li>x</li></menu>', '<hgroup><h1>x</h1></hgroup>', '<bdo>x</bdo>', '<wbr/>', '<param/>', '<source src="x"/>', '<track/>',
          '<label for="no">x</label>', '<output for="no"/>', '<select><p/></select>', '<optgroup/>', '<legend>x</legend>', '<noscript>x</noscript>',
          '<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>', '<meta property="title-type">main</meta>',
          '<meta name="x" content="y"/>', '<meta property="nonsense">x</meta>', '<link rel="record" href="no.xml" media-type="a/b"/>',
          '<item id="added" href="missing.png" media-type="image/png"/>', '<item href="mimetype" media-type="a/b"/>', '<itemref idref="no"/>',
          '<itemref/>', '<guide/>', '<bindings/>', '<tours/>', '<collection role="x"><link href="a"/></collection>', '<par/>', '<seq/>',
          '<text/>', '<audio src="no.mp3"/>', '<navPoint/>', '<pageTarget/>', '<navLabel><text>x</text></navLabel>', '<rootfile/>',
          '<x:own xmlns:x="https://example.org/x">x</x:own>', '<!-- a -- b -->', '<!-- fine -->', '<?target data?>', '<![CDATA[x]]>', '&#0;',
          '&lt;', '&amp;', '&quot;', '&copy;', '&#xFFFF;', '&#x1F600;', ']]>', '\u00a0', '\ufeff', '<p xmlns="">x</p>']


def pick_named(rng, els, names):
    return [(e, a) for e in els for a in e.attrs if a[0] in names]


def typical_value(rng, t, els, pick):
    """A value of the attribute's own kind, right or wrong."""
    names, values = NAMED[pick(rng, sorted(NAMED))]
    e, a = pick(rng, pick_named(rng, els, names))
    new = pick(rng, values).replace('<', '&lt;')
    return t[:a[4]] + '"' + new + '"' + t[a[3]:], e.start, e.name + '@' + a[0] + '="' + new + '"'


def added_attribute(rng, t, els, pick):
    name, values = pick(rng, ADDED)
    e = pick(rng, [e for e in els if not any(a[0] == name for a in e.attrs)])
    new = pick(rng, values).replace('<', '&lt;')
    at = e.start + 1 + len(e.name)
    if ':' in name and not name.startswith('xml:') and 'xmlns:' + name.split(':')[0] not in t:
        name = name.split(':')[1]
        if any(a[0] == name for a in e.attrs):
            new = pick(rng, [])
    return t[:at] + ' ' + name + '="' + new + '"' + t[at:], e.start, e.name + '@' + name + '="' + new + '"'


def added_markup(rng, t, els, pick):
    e = pick(rng, els)
    new = pick(rng, MARKUP)
    spots = [e.tag_end, e.close] if e.end > e.tag_end else []
    at = pick(rng, spots + ([e.start, e.end] if e.parent else []))
    return t[:at] + new + t[at:], at, new


def typical_text(rng, t, els, pick):
    """Text of metadata, or what a viewport says."""
    for e in els:
        if e.name == 'meta' and any(a[1] == '"viewport"' for a in e.attrs) and rng.random() < 0.6:
            a = next(a for a in e.attrs if a[0] == 'content')
            new = pick(rng, VIEWPORTS)
            return t[:a[4]] + '"' + new + '"' + t[a[3]:], e.start, 'viewport "' + new + '"'
    e = pick(rng, [e for e in els if e.end > e.tag_end and not e.children and t[e.tag_end:e.close].strip()])
    lists = {'dc:date': DATES, 'dc:language': LANGUAGES, 'time': DATES, 'dc:identifier': ['urn:uuid:x', 'x', '', 'urn:isbn:1']}
    of_meta = {'dcterms:modified': DATES, 'media:duration': CLOCKS}
    said = next((a[1][1:-1] for a in e.attrs if a[0] == 'property'), '')
    values = lists.get(e.name) or of_meta.get(said) or META_VALUES
    new = pick(rng, values)
    return t[:e.tag_end] + new + t[e.close:], e.start, e.name + ' "' + new + '"'


def namespace(rng, t, els, pick):
    m = pick(rng, list(re.finditer(r'\s+xmlns(:\w+)?="([^"]*)"', t)))
    way = rng.randrange(3)
    if way == 0:
        return t[:m.start()] + t[m.end():], m.start(), 'no ' + m.group().strip()
    new = m.group(2) + '/' if way == 1 else 'https://example.org/x'
    return t[:m.start(2)] + new + t[m.end(2):], m.start(), 'namespace ' + new


def prolog(rng, t, els, pick):
    """What stands before the root element."""
    root = els[0].start
    body = t[root:]
    new = pick(rng, [body, '<?xml version="1.1"?>\n' + body, '<?xml version="1.0" encoding="iso-8859-1"?>\n' + body,
                     '<?xml version="1.0" encoding="nonsense"?>\n' + body, '\n' + t, ' ' + t, '\ufeff' + t, 'x' + t,
                     '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n' + body,
                     '<!DOCTYPE html SYSTEM "about:legacy-compat">\n' + body, '<!DOCTYPE nonsense>\n' + body, '<!DOCTYPE html>\n' + body,
                     '<!DOCTYPE %s [<!ENTITY a "b">]>\n' % els[0].name + body,
                     '<!DOCTYPE %s [<!ENTITY a SYSTEM "a.txt">]>\n' % els[0].name + body,
                     '<!DOCTYPE %s SYSTEM "x.dtd">\n' % els[0].name + body, t + '<!-- after -->', t + 'x', t + '<p/>',
                     '<?xml-stylesheet href="missing.css" type="text/css"?>\n' + body, t.replace('\n', '\r\n')])
    return new, 0, 'prolog %r' % new[:60]


CSS = ['color: red;', 'color;', 'color: ;', ': red;', 'color red;', 'direction: rtl;', 'unicode-bidi: embed;', 'DIRECTION: rtl;',
       'background: url();', 'background: url("");', 'background: url(missing.png);', 'background: url(https://example.org/x.png);',
       'background: url(data:image/png;base64,AAAA);', 'background: url(unended', 'content: "unended', "content: 'a\nb';", 'margin: 1em 2em',
       '-moz-box-sizing: border-box;', '*zoom: 1;', '_height: 1px;', '--own: { a: b };', 'filter: alpha(opacity=50);', 'color: #12;',
       'width: calc(100% - 1em);', 'position: fixed;', '/* unended', '/* fine */', ';;', '}', '{', ')', '(', ']', '[', '@', '@x;', '!important;',
       'color: red !important;', 'a { b: c }', '<!-- -->', '$x: 1;', '&', '\\', '"', "'", ',', '@import "missing.css";', '@import url(style.css);',
       '@charset "utf-8";', '@charset "iso-8859-1";', '@namespace x "y";', '@font-face { }', '@font-face { font-family: x }',
       '@font-face { font-family: x; src: url(missing.otf) }', '@font-face { font-family: x; src: url(https://example.org/x.woff) }',
       '@media print { p { color: red } }', '@media print { p { color: red }', '@media { }', '@page :first { margin: 0 }', '@page { size: A4; @top-left { content: "x" } }',
       '@supports (a: b) { p { c: d } }', '@keyframes x { from { a: b } to { a: c } }', '@nonsense x { y: z }', '@nonsense;', 'p { }', 'p, { a: b }',
       'p > { a: b }', '> p { a: b }', 'p..a { b: c }', 'p:nth-child(2n+1) { a: b }', 'p::before { content: "\\201C" }', 'p:not(.a, .b) { c: d }',
       '[a=b { c: d }', '[a="b"] { c: d }', '#1 { a: b }', '.1 { a: b }', 'p:: { a: b }', '* { a: b }', 'a|b { c: d }', 'p { a: b; c: d', 'p a: b }',
       '100% { a: b }', 'p { a: b } }', 'p { color: red; { }', 'p { { } }', 'ü { a: b }', 'p { font: 1em/1.2 "a", b }', 'p { a: b c(d e) }', 'p { a: b(c }']


def style(rng, t, pick):
    at = pick(rng, [0] + [m.start() + k for m in re.finditer(r'[{;}]', t) for k in (0, 1)])
    new = pick(rng, CSS)
    return t[:at] + new + t[at:], at, new


def style_cut(rng, t, pick):
    """A character is lost, doubled or the rest is."""
    at = pick(rng, [m.start() for m in re.finditer(r'[^\s\w]', t)])
    way = rng.randrange(3)
    new = [t[:at] + t[at + 1:], t[:at] + t[at] + t[at:], t[:at]][way]
    return new, at, ['lost ', 'doubled ', 'cut before '][way] + t[at]
