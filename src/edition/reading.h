/* An edition as a reader meets it: what its package says of it, and its passages in the order of
 * the spine. Made from a publication alone, so that editions of other builders can be read, too.
 *
 * What a builder repeats (what changed, the contents, tips of chapters on the tips page, ways back
 * from references) is left out: a change is told once. */
#ifndef EDITION_READING_H
#define EDITION_READING_H

#include "base/text.h"
#include "model/publication.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum passage_kind {
    PASSAGE_TEXT,
    PASSAGE_HEADING,
    PASSAGE_TIP,       /* the title of a tip */
    PASSAGE_REFERENCE, /* an entry of a bibliography */
    PASSAGE_IMAGE      /* its text alternative; also says which file */
};

/* Text between two edges of blocks: a paragraph, a heading, a cell. */
struct passage {
    enum passage_kind kind;
    str id;      /* of the nearest element around it that has one; or empty */
    str *others; /* of a heading or the title of a tip: ids of elements in it, such as those that it
                    had before */
    size_t nothers;
    bool in_tip;   /* it is of a tip, its title or text */
    str text;      /* white space collapsed */
    uint64_t hash; /* of kind and text */
    size_t number; /* of a reference: its number in the list; else 0 */
};

struct edition_document {
    str file;  /* path in the container */
    str title; /* its first heading, else its file */
    struct passage *passages;
    size_t npassages;
};

/* A line of the metadata: "dc:title", "A Secure Base". */
struct property {
    str name, value;
};

/* A file that is compared by its bytes: no document of the spine, or one that could not be read to
 * its end. */
struct edition_file {
    str path;
    bool is_document;
    char digest[65];
};

struct edition {
    str name;
    struct property *metadata;
    size_t nmetadata;
    struct edition_document *documents;
    size_t ndocuments;
    struct edition_file *files; /* pictures, fonts, sound ...; in the order of the container */
    size_t nfiles;
};

/* Reads an edition. What it holds lives in the arena, or is a view of p. False: there is no package
 * document that could be read. */
bool edition_read(struct arena *a, const struct publication *p, struct edition *out);

/* The passages of one content document, into out, which knows its file. False: it cannot be read to
 * its end, and has those before the fault. */
bool passages_read(struct arena *a, str bytes, struct edition_document *out);

#endif
