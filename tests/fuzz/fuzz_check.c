/* Any bytes as one entry of an otherwise sound publication: the one that FUZZ_PART names, or, if it
 * is not defined, the one that the first byte says. */
#include "check/check.h"
#include "fuzz/fuzz.h"

static const struct {
    const char *path, *type, *bytes;
} parts[] = {
    {"mimetype", "", "application/epub+zip"},
    {"META-INF/container.xml", "",
     "<container version=\"1.0\" "
     "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>"
     "<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>"
     "</rootfiles></container>"},
    {"EPUB/package.opf", "",
     "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"i\">"
     "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier "
     "id=\"i\">x</dc:identifier>"
     "<dc:title>T</dc:title><dc:language>en</dc:language>"
     "<meta property=\"dcterms:modified\">2026-01-15T00:00:00Z</meta></metadata><manifest>"
     "<item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>"
     "<item id=\"c\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>"
     "<item id=\"x\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>"
     "<item id=\"s\" href=\"a.css\" media-type=\"text/css\"/>"
     "<item id=\"m\" href=\"a.smil\" media-type=\"application/smil+xml\"/>"
     "<item id=\"g\" href=\"a.svg\" media-type=\"image/svg+xml\"/></manifest>"
     "<spine toc=\"x\"><itemref idref=\"c\"/></spine></package>"},
    {"EPUB/nav.xhtml", "",
     "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
     "xmlns:epub=\"http://www.idpf.org/2007/ops\"><head>"
     "<title>T</title></head><body><nav epub:type=\"toc\"><ol><li><a "
     "href=\"a.xhtml\">A</a></li></ol>"
     "</nav></body></html>"},
    {"EPUB/a.xhtml", "",
     "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>T</title>"
     "<link rel=\"stylesheet\" href=\"a.css\"/></head><body><p id=\"p\"><img src=\"a.svg\" "
     "alt=\"\"/></p>"
     "</body></html>"},
    {"EPUB/toc.ncx", "",
     "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head>"
     "<meta name=\"dtb:uid\" content=\"x\"/></head><docTitle><text>T</text></docTitle><navMap>"
     "<navPoint id=\"a\"><navLabel><text>A</text></navLabel><content src=\"a.xhtml\"/></navPoint>"
     "</navMap></ncx>"},
    {"EPUB/a.css", "", "p { margin: 0 }"},
    {"EPUB/a.smil", "",
     "<smil xmlns=\"http://www.w3.org/ns/SMIL\" version=\"3.0\"><body><par><text "
     "src=\"a.xhtml#p\"/></par></body></smil>"},
    {"EPUB/a.svg", "", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>"},
};

#define PARTS (sizeof parts / sizeof *parts)

/* Which entry the bytes become; those that say so are taken off. */
static size_t choose(str *bytes)
{
#ifdef FUZZ_PART
    (void)bytes;
    for (size_t i = 0; i < PARTS; i++) {
        if (strcmp(parts[i].path, FUZZ_PART) == 0) {
            return i;
        }
    }
    abort();
#else
    size_t chosen = (unsigned char)bytes->ptr[0] % PARTS;
    *bytes = str_sub(*bytes, 1, bytes->len);
    return chosen;
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct diag d;
    struct publication p = {.name = STR("book.epub")};
    if (size == 0) {
        return 0;
    }
    str bytes = {(const char *)data, size};
    size_t chosen = choose(&bytes);
    str input = fuzz_input(&a, (const uint8_t *)bytes.ptr, bytes.len);
    diag_init(&d, messages, MESSAGES);
    for (size_t i = 0; i < PARTS; i++) {
        publication_add(&a, &p, str_from(parts[i].path), str_from(parts[i].type),
                        i == chosen ? input : str_from(parts[i].bytes));
    }
    check_publication(&a, &p, CHECK_HOUSE, &d);
    fuzz_tell(&d);
    free((void *)input.ptr);
    diag_release(&d);
    arena_release(&a);
    return 0;
}
