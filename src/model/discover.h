/* What the user means by the book that was named, and which files are its chapters when no list
 * says so (source format, part 2). Knows names of files, not what stands in them. */
#ifndef MODEL_DISCOVER_H
#define MODEL_DISCOVER_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"
#include "source/manifest.h"
#include "source/source.h"

#include <stdbool.h>
#include <stddef.h>

enum discovery_kind {
    DISCOVERY_NONE,
    DISCOVERY_SINGLE,   /* one .md, whose front matter is the manifest */
    DISCOVERY_STREAM,   /* the same, from standard input */
    DISCOVERY_MANIFEST, /* a .yaml */
    DISCOVERY_MDBOOK,   /* a book.toml */
    DISCOVERY_SUMMARY,  /* a SUMMARY.md and nothing that names the book */
    DISCOVERY_QUARTO,   /* a _quarto.yml */
    DISCOVERY_FOLDER    /* a folder of .md without manifest */
};

/* The first folder that could not be listed, so that the hunt is not complete. */
struct unlisted {
    str folder;
    int error; /* errno; 0: all were listed */
};

struct discovery {
    enum discovery_kind kind;
    str folder;                /* the root as the user would write it; empty: the current folder */
    str file;                  /* the manifest, SUMMARY.md or the .md, relative to the root */
    str why;                   /* DISCOVERY_NONE: what was looked for */
    struct chapter_list files; /* DISCOVERY_FOLDER: its chapters in reading order */
    struct unlisted unlisted;
};

/* Does a file stand in a folder? That it does not is noted in inputs, which may be NULL. */
bool discover_has(struct arena *a, str folder, str name, struct inputs *inputs);

/* Has a name in a folder a say in which files are chapters? */
bool discover_heeds(const struct fs_name *name);

/* argument: a folder, a .md, a .yaml; "-" for standard input; empty for the current folder. inputs
 * takes the folders whose names were looked at; it may be NULL. */
void discover(struct arena *a, str argument, struct inputs *inputs, struct discovery *out);

/* How the chapters of a folder are looked for. */
struct hunt {
    str folder;            /* where the root stands */
    bool has_manifest;     /* then the root's README is no chapter */
    str passed_over;       /* path of a file that is no chapter, from the root; may be empty */
    struct inputs *inputs; /* as discover's */
};

/* All Markdown files of the root in reading order, those of a folder that has an index or README
 * below that. Their places are of line 0. */
void discover_chapters(struct arena *a, const struct hunt *hunt, struct chapter_list *files,
                       struct unlisted *unlisted);

/* The order of file names: digits compare as numbers, the rest by code point after ASCII
 * lower-casing, ties by bytes; index first, then README. */
int file_order(str a, str b);

#endif
