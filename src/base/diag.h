/* The one road by which anything is said to the user about a book.
 *
 * A message is a row of diag.def (its name, level, code and words), a place, and what fills the
 * words. Messages are collected while the stages run and told at the end in the order of the
 * files, by line and column, one for a place and name; so their order never depends on the order
 * of work. The worst level decides the exit status.
 *
 * base/ knows the list of messages only as a table that it is given, so that it stays below the
 * rooms that have something to say. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* SYSTEM is trouble of the machine (disk, permission, memory): exit status 3. */
enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR, DIAG_SYSTEM, DIAG_LEVELS };

/* Who may lower the level of an error. */
enum diag_hold {
    DIAG_FREE,  /* anyone */
    DIAG_GATE,  /* whoever only judges a finished file; what is made would be invalid with it */
    DIAG_FIXED, /* no one */
};

/* Who gives a message its level; of several the highest is obeyed, of equals the last one. */
enum diag_authority {
    DIAG_BY_TABLE,    /* the row itself */
    DIAG_BY_LENIENCY, /* the program, towards files that were written for another one */
    DIAG_BY_FILE,     /* the author's file */
    DIAG_BY_COMMAND,  /* the command line */
};

/* One kind of message. Texts hold {1} to {4} for the report's arguments. */
struct diag_kind {
    const char *name; /* kebab-case, thing-fault */
    enum diag_level level;
    enum diag_hold hold;
    const char *code;   /* EPUBCheck's, or "" */
    const char *text;   /* the fault: lower case, no full stop */
    const char *remedy; /* what to do, or "" */
};

struct diag_piece;

/* A file that messages speak of. order sorts the files: the manifest 0, then the spine. */
struct diag_file {
    str path; /* as reached from the argument */
    uint32_t order;
    bool made; /* it is what the program makes: no author can mend it */
    /* Of a text that was put together from several files: where each piece came from. Messages are
     * told there. */
    const struct diag_piece *pieces; /* rising, the first at 1:1 */
    size_t npieces;
};

/* Lines and columns count from 1, columns in code points. file NULL: the program itself;
 * line 0: the whole file. The end is the last character; 0: not known. */
struct place {
    const struct diag_file *file;
    uint32_t line, column;
    uint32_t end_line, end_column;
};

/* Do both begin and end at the same lines and columns, of whatever files? */
bool place_same(const struct place *x, const struct place *y);

struct diag_piece {
    uint32_t line, column; /* where it begins in the text that was put together */
    struct place at;       /* where it stands in the author's file */
    bool fixed;            /* all of it was made of what stands at that place */
};

/* The place in the author's file; of any other file, the place itself. */
struct place diag_composed(struct place at);

struct related {
    struct place at;
    str text;
};

/* A message about to be said. kind is an enum message of messages.h. */
struct report {
    unsigned kind;
    struct place at;
    str args[4];
    str nearest;            /* if not empty, the remedy is: did you mean "..."? */
    const char *code;       /* overrides the row's code; NULL: the row's */
    struct related related; /* with .text empty: none */
    bool once;              /* of all that say the same, only the first is told */
    struct place until;     /* what is told from .at up to here is its consequence, too (see
                               diag_expect_consequences); file NULL: up to the end of .at */
};

enum diag_format { DIAG_TEXT, DIAG_JSON };

struct diag_row;   /* a message that was said */
struct diag_span;  /* the text that an error was told of */
struct diag_tally; /* what is known of one kind: its level, how often it was said */

/* So many messages of one kind are kept; the rest are counted, and told in one line. Nobody reads
 * more, and a hostile file could hold a mistake in every byte. */
#define DIAG_MOST 1000

struct diag {
    const struct diag_kind *kinds; /* the table of messages */
    size_t nkinds;
    bool judging;               /* what is spoken of is finished: DIAG_GATE errors may be lowered */
    struct arena arena;         /* owns the rows and their text */
    struct diag_tally *tallies; /* of each kind; not in the arena: most parts say nothing, and are
                                   to leave nothing behind */
    struct diag_row *rows;
    size_t nrows;
    struct diag_span *faulty; /* see diag_expect_consequences */
    size_t nfaulty;
};

/* An empty list over a table of nkinds kinds. Release it with diag_release. */
void diag_init(struct diag *d, const struct diag_kind *kinds, size_t nkinds);
void diag_release(struct diag *d);

/* An empty list with the table and the levels of another one. */
void diag_init_as(struct diag *d, const struct diag *other);

/* An empty list for a part of the work that whole tells of: levels and consequences are those of
 * whole. */
void diag_begin_part(struct diag *part, const struct diag *whole);

/* Says in whole all that was said in part, as if it had been said there at once. The files of part
 * live as long as whole; part is released. */
void diag_join(struct diag *whole, struct diag *part);

/* Forgets all messages and files; the levels that were set stay. */
void diag_clear(struct diag *d);

enum diag_setting { DIAG_SET, DIAG_UNKNOWN, DIAG_HELD };

/* Gives all kinds of one name a level, also for what was said already: levels count when they are
 * asked for. A lower authority than the one that spoke before is passed over. DIAG_UNKNOWN: no
 * kind has the name; DIAG_HELD: one that has it may not be lowered. Nothing is set then. */
enum diag_setting diag_set_level(struct diag *d, str name, enum diag_level level,
                                 enum diag_authority by);

/* "error", "warning" or "note"; false for any other word. */
bool diag_level_named(str word, enum diag_level *level);

/* The name that is nearest to a wrong one; empty if none is near. */
str diag_nearest_name(const struct diag *d, str name);

/* The level of a kind, as it is set. */
enum diag_level diag_level_of(const struct diag *d, unsigned kind);

/* A file to speak of; path is copied. It lives as long as d. Its order may be changed until the
 * messages are told. */
struct diag_file *diag_file(struct diag *d, str path, uint32_t order);

/* Says a message. Its texts are copied. */
void diag_report(struct diag *d, const struct report *r);

/* From now on what was made of the author's files is judged. If there are errors in those, a
 * message is their mere consequence, and dropped, if it stands in a file that the program made, or
 * inside the text that an error was told of (from its place to its end; without end: that very
 * place). */
void diag_expect_consequences(struct diag *d);

/* How many messages of a level were said; those that repeat others are not counted once the
 * messages were told. */
unsigned diag_count(const struct diag *d, enum diag_level level);

/* Has any error (or system trouble) been reported? */
bool diag_failed(const struct diag *d);

/* Was any message said, of whatever level? */
bool diag_spoke(const struct diag *d);

/* Is every place that messages name in the file of that path one of these, or the whole file? */
bool diag_speaks_only_of(const struct diag *d, str path, const struct place *places, size_t count);

/* Exit status for what was reported: 0, 1 (errors) or 3 (system trouble). */
int diag_status(const struct diag *d);

struct diag_style {
    bool colour;  /* of levels, by ANSI sequences */
    bool verbose; /* notes too */
    bool quiet;   /* errors only */
};

/* Sorts, drops repetitions, and writes the messages as text, one a line:
 * FILE[:LINE:COL]: LEVEL: TEXT; REMEDY [NAME] [CODE]
 * Control characters in file names and arguments are shown as \xNN. */
void diag_tell_text(struct diag *d, const struct diag_style *style, struct buf *out);

struct json;
/* The same as the JSON members "errors", "warnings" and "messages" of the object open in j. */
void diag_tell_json(struct diag *d, struct json *j);
/* The same as items of the array "messages" of a report by EPUBCheck, which is open in j, with our
 * name besides; ID is the name where EPUBCheck has no code. Returns how many are fatal in its
 * sense, shown or not. */
unsigned diag_tell_epubcheck(struct diag *d, const struct diag_style *style, struct json *j);

#endif
