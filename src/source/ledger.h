/* The ledger of a book, "book.lock": what was published of it before, as far as later editions have
 * to keep it. It is read like any source, and written by edition/. Source format, part 6.
 *
 * A line is a row of fields with tabs between them:
 *     octavo-lock 1
 *     identifier, modified, digest: the name, then its value
 *     edition, before, now, was: two editions, see ledger_editions.c
 *     FILE.xhtml, the path of its source ("-": it is gone), ids with blanks between them:
 *         #ID  a heading, with ^ID for each id that it had before
 *         &ID  an anchor, or a box, with ^ID likewise
 *         ID:HASH  a block, and 8 hexadecimal digits of its content
 *         ~ID  lost in an edition before
 * Lines that hold nothing and lines that begin with a blank are passed over. Of lines that a merge
 * left twice none is lost, and the later time counts: the next build makes one of them. */
#ifndef SOURCE_LEDGER_H
#define SOURCE_LEDGER_H

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LEDGER_MAX ((size_t)64 << 20)

enum ledger_kind { LEDGER_HEADING, LEDGER_ANCHOR, LEDGER_BLOCK, LEDGER_LOST };

/* An id that a document carried. */
struct ledger_id {
    enum ledger_kind kind;
    str id;
    uint32_t hash; /* of a block's content */
    str *aliases;  /* of a heading or box: its ids in editions before, which it still carries */
    size_t naliases;
};

/* What a reader sees as one: a chapter up to its first section, a section up to the next, a tip, a
 * reference. */
enum ledger_part_kind { LEDGER_SECTION, LEDGER_TIP, LEDGER_REFERENCE };

struct ledger_part {
    enum ledger_part_kind kind;
    str id, title; /* no title: it is not known */
    uint32_t hash; /* of its words, the title apart */
    bool hashed;   /* false: its words are not known */
    str *former;   /* other ids that it carries; not kept in the ledger */
    size_t nformer;
};

/* The parts of one document, in order; the first is the chapter itself. */
struct ledger_content {
    str file;
    struct ledger_part *parts;
    size_t nparts;
};

/* An edition as its successor is compared with it. Kept with "changes: true" only. */
struct ledger_edition {
    str version, edition, date; /* as the manifest called it */
    struct ledger_content *documents;
    size_t ndocuments;
    struct map by_file; /* of those that were read */
};

struct ledger_document {
    str file;              /* "grids.xhtml"; below EPUB/ */
    str source;            /* path of its .md; "-": it is gone; empty: it is made */
    struct ledger_id *ids; /* in document order within each kind */
    size_t nids;
    struct map by_id; /* index in ids; only of one that was read from several lines */
};

struct ledger {
    const struct diag_file *file;
    str text;                 /* its bytes */
    str identifier, modified; /* or empty */
    str digest;               /* of the content; or empty */
    struct ledger_document *documents;
    size_t ndocuments;
    struct map by_file; /* index in documents */
    bool has_last, has_before;
    struct ledger_edition last;   /* the one that was made last */
    struct ledger_edition before; /* the one that it was compared with */
};

/* Reads the bytes of a ledger; an empty one is a ledger of nothing. False: reported. */
bool ledger_read(struct arena *a, const struct diag_file *file, str bytes, struct ledger *out,
                 struct diag *d);

/* The document of a file; NULL if there was none, or no ledger. */
const struct ledger_document *ledger_find(const struct ledger *l, str file);

/* Reads a line of an edition: its name is "edition", "before", "now" or "was". NULL: fine; else
 * what is wrong. For ledger_read. */
const char *ledger_read_edition(struct arena *a, struct ledger *l, str name, str rest);

/* Puts its documents in the order of the bytes of their files, as a ledger has them. */
void ledger_sort_edition(struct ledger_edition *e);

/* The lines of an edition, as they are read. */
void ledger_write_edition(const struct ledger_edition *e, bool before, struct buf *out);

/* Is it a file name, or an id, that a ledger may hold? */
bool ledger_name(str s);

/* Eight hexadecimal digits. */
bool ledger_hash(str digits, uint32_t *hash);

#endif
