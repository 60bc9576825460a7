/* The author's manifest: book.yaml, or the front matter of a single .md, as plain values.
 *
 * Every key and alias of part 1 of the source format is a row of one table in manifest.c. Values
 * that were wrong are reported and left at their default, so that the build can go on and tell
 * more. */
#ifndef SOURCE_MANIFEST_H
#define SOURCE_MANIFEST_H

#include "base/diag.h"
#include "base/map.h"
#include "base/text.h"
#include "source/encoding.h"
#include "vocab/roles.h"

#include <stdbool.h>
#include <stddef.h>

struct yaml;

struct person {
    str name, role, file_as; /* role: MARC code; file_as: empty unless given */
    bool contributor;        /* dc:contributor, not dc:creator */
};

struct title {
    str text, type, file_as; /* type: "main", "subtitle", "short" ... */
};

struct identifier {
    str text; /* as it stands in the package: "urn:isbn:978..." */
    str onix; /* ONIX code of identifier-type, or empty */
};

struct subject {
    str text, authority, term;
};

struct change {
    str version, date, text;
};

/* A value that a message may have to speak of. */
struct placed {
    str text;
    struct place at;
};

/* A generated page. */
enum page {
    PAGE_NONE,
    PAGE_COVER,
    PAGE_TITLEPAGE,
    PAGE_CONTENTS,
    PAGE_TIPS,
    PAGE_REFERENCES,
    PAGE_ABOUT,
    PAGES
};

enum choice { CHOICE_DEFAULT, CHOICE_YES, CHOICE_NO };

/* An entry of chapters, or what a chapter's own front matter says. Empty: not said. */
struct chapter_options {
    str title, nav_title, lang, dir;
    str label;            /* what another tool's list calls it: the last resort for both names */
    struct place lang_at; /* of the value in front matter; line 0: it is not there */
    const struct section_type *type;
    bool matter_given;
    enum matter matter;
    enum choice linear, toc;
    enum page page;       /* in an entry without file: this generated page stands here;
                             with file: its text opens that page */
    unsigned split_level; /* 0: not said */
    enum text_encoding encoding;
    str was; /* the path that it had in an edition before */
};

struct chapter_list {
    struct chapter_entry *items;
    size_t count;
};

/* What stands in the spine: a file, a generated page, or a part, whose page is a file or its title
 * alone. Whoever says the order (the manifest, the list of another tool, the names of the files)
 * says it in these. */
struct chapter_entry {
    struct placed file; /* path relative to the root; empty for a page and for a part of a title.
                           Line 0: nobody lists it, it was found */
    bool part;          /* it opens a part */
    str part_title;     /* of a part without file */
    struct chapter_options options;
    struct chapter_list below; /* nested in it; never below a page */
};

/* No list of chapters nests deeper. */
#define CHAPTERS_MAX_DEPTH 32

enum hazard { HAZARD_FLASHING = 1, HAZARD_MOTION = 2, HAZARD_SOUND = 4 };

struct accessibility {
    str summary;
    bool hazards_given, hazards_unknown;
    unsigned hazards; /* enum hazard flags; 0 with hazards_given: none */
    str conformance;  /* whole string, or empty */
    str certified_by, certifier_credential, certifier_report;
};

/* Where an author would write what is lacking. */
enum manifest_home {
    MANIFEST_YAML, /* into the manifest itself */
    MANIFEST_TOML, /* into a book.toml, as far as that can say it */
    MANIFEST_NONE  /* there is no manifest yet */
};

struct manifest {
    const struct diag_file *file; /* for messages that concern the whole */
    enum manifest_home home;
    bool single; /* front matter of one .md: there are no chapters */

    struct title *titles; /* [0] is the main title, if there is any; subtitle not among them */
    size_t ntitles;
    str subtitle;
    struct person *people; /* creators first, in order, then contributors */
    size_t npeople;
    str lang, dir;        /* never empty: "en", "ltr" */
    struct place lang_at; /* of the value; line 0: it is not there */
    struct identifier *identifiers;
    size_t nidentifiers;
    str date;        /* as written, checked, or empty */
    bool date_given; /* "date" or "modified" is there, be it wrong */
    str modified;    /* CCYY-MM-DDThh:mm:ssZ, or empty */
    str version, edition;
    str *publishers;
    size_t npublishers;
    str description, rights, source, type, relation, coverage, format;
    struct subject *subjects;
    size_t nsubjects;
    str license_name, license_url;
    str collection, collection_position;
    struct placed cover;
    str cover_alt; /* empty: the words' default */
    struct placed *css;
    size_t ncss;
    bool style_none;
    struct placed *bibliographies;
    size_t nbibliographies;
    str reference_title, contents_title;
    bool suppress_bibliography, link_bibliography;
    unsigned toc_depth;
    unsigned split_level;
    enum text_encoding encoding; /* of its .md files */
    bool dialect_gfm;
    bool smart, math;
    bool chapters_given;
    struct chapter_list chapters;
    enum choice pages[PAGES];
    struct placed tips;
    struct placed nocite;      /* "@a, @b" or "@*": what is listed though nobody cites it */
    struct placed page_source; /* "none", or the URN of the printed book; empty: not given */
    struct placed *resources;
    size_t nresources;
    struct accessibility accessibility;
    str contact, cite_as;
    struct change *changes;
    size_t nchanges;
    bool changes_made; /* "changes: true": what changed is found out, from the ledger */
    struct place changes_at;
};

/* No book.yaml and no front matter may have more bytes than this. */
#define MANIFEST_MAX ((size_t)1 << 20)

/* What kind of manifest it is. All zero: a book.yaml. */
struct manifest_form {
    enum manifest_home home;
    bool single;               /* the front matter of a single .md */
    bool untitled;             /* it needs no title */
    bool foreign;              /* written for another tool, which may know more keys */
    const struct yaml *others; /* a mapping that is asked for keys that are lacking; or NULL */
};

/* Reads a manifest. bytes begin on line first_line of the file. False only for a YAML syntax error,
 * when nothing else is to be said; wrong values are reported and passed over. */
bool manifest_read(struct arena *a, const struct diag_file *file, uint32_t first_line, str bytes,
                   const struct manifest_form *form, struct manifest *out, struct diag *d);

/* How to write a setting that is lacking, for a remedy: "add \"lang: ...\"". value: "..." or a
 * shape. */
str manifest_remedy(struct arena *a, const struct manifest *m, str key, str value);

/* Reads the front matter of one chapter of a book of many files. unused holds the keys of other
 * tools that were told of in the chapters before, each once. */
void chapter_front_matter(struct arena *a, const struct diag_file *file, uint32_t first_line,
                          str bytes, struct map *unused, struct chapter_options *out,
                          struct diag *d);

/* Is it a time as "modified" has it, CCYY-MM-DDThh:mm:ssZ? */
bool manifest_is_time(str s);

#endif
