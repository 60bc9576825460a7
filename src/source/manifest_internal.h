/* What the rooms of the manifest share: a key is a row of a table, and a row names the function
 * that reads its value into a field. */
#ifndef SOURCE_MANIFEST_INTERNAL_H
#define SOURCE_MANIFEST_INTERNAL_H

#include "source/manifest.h"
#include "source/yaml.h"

/* A manifest, or a chapter's front matter, being read. */
struct reading {
    struct arena *arena;
    const struct diag_file *file;
    struct diag *diag;
    struct map *unused; /* keys of other tools that are not told of again; NULL: all are */
    bool foreign;       /* any key may be another tool's */
    str key;            /* the key whose value is looked at, and where it stands */
    struct place key_at;
    unsigned searches; /* for nearest words, so far: a file of nothing but mistakes stays cheap */
};

struct key_row;

/* Reads v, which is not blank, into the row's field of out. A wrong value is reported and the field
 * left as it was. */
typedef void read_value(struct reading *r, const struct key_row *row, const struct yaml *v,
                        void *out);

struct key_row {
    const char *name;
    const char *same_as; /* the key that this is another name of, or NULL */
    read_value *read;
    size_t at;       /* offset of the field in out */
    size_t count_at; /* lists: offset of the number of items */
    unsigned most;   /* numbers: 1 to most */
};

struct key_table {
    const struct key_row *rows;
    size_t count;
    bool foreign_fine; /* unknown keys are other tools' (a warning), not mistakes (an error) */
};

#define KEY_TABLE_MAX 128

/* manifest_keys.c */

/* Reads each pair of a mapping into out by its row. Keys that begin with "x-" and blank values are
 * passed over; a setting that stands under two names is an error. False if a wrong key was refused,
 * which may be the one that seems to be lacking. */
bool keys_read(struct reading *r, const struct key_table *table, const struct yaml *mapping,
               void *out);
/* Adds the pairs of another mapping for settings that the first has not. */
void keys_add(struct reading *r, const struct key_table *table, struct yaml *mapping,
              const struct yaml *others);
/* Rows of keys that are not built yet, or mean nothing here. */
read_value read_later, read_unused;

static inline void *key_field(const struct key_row *row, void *out)
{
    return (char *)out + row->at;
}
static inline size_t *key_count(const struct key_row *row, void *out)
{
    return (size_t *)(void *)((char *)out + row->count_at);
}

/* manifest_values.c */

/* Says that the current key's value is wrong: "KEY" cannot be "VALUE"; REMEDY. */
void refuse(struct reading *r, const struct yaml *v, str remedy);
/* The same, with a right value that is near. */
void refuse_for(struct reading *r, const struct yaml *v, str nearest, str remedy);
/* Says any other fault at a value. */
void complain(struct reading *r, const struct yaml *v, str fault, str remedy);
/* A value that will be understood one day. */
void postpone(struct reading *r, const struct yaml *v);
/* May one more nearest word be looked for? */
bool may_search(struct reading *r);

/* Nothing but white space, or a list or mapping of nothing: as if the key were absent. */
bool is_blank(const struct yaml *v);
/* Has the mapping nothing under this key? */
bool lacks(const struct yaml *mapping, str key);
/* A list's items, or the one value that stands for a list of one. */
size_t value_count(const struct yaml *v);
const struct yaml *value_at(const struct yaml *v, size_t i);

/* The trimmed text of a scalar; for a list or mapping it is refused with the remedy. */
bool text_of(struct reading *r, const struct yaml *v, str *text, const char *remedy);
/* YAML 1.1's words for true and false that the source format has; not reported. */
bool is_boolean(str text, bool *value);
/* Which of the words (ending in NULL) it is; -1 if it is none. */
int word_of(const struct yaml *v, const char *const *words);
/* The same, with a report if it is none. */
int choose(struct reading *r, const struct yaml *v, const char *const *words);
/* http or https, with a host and without characters that no URL holds. */
bool is_url(str text);

read_value read_text, read_texts, read_path, read_paths, read_boolean, read_choice, read_number,
    read_language, read_dir, read_encoding;

/* manifest_dates.c */
read_value read_date, read_modified;

/* manifest_people.c */
struct people {
    struct person *items;
    size_t count;
};
read_value read_people;

/* manifest_identifiers.c: fields items and count */
read_value read_identifiers, read_page_source;

/* manifest_metadata.c */
read_value read_titles, read_subjects, read_position, read_cover, read_changes;

/* manifest_license.c: fields of struct manifest */
read_value read_license;

/* manifest_accessibility.c: fields of struct accessibility */
read_value read_accessibility, read_hazards;

/* manifest_diagnostics.c */

/* Sets the levels of messages that the key "diagnostics" gives. */
void diagnostics_read(struct reading *r, const struct yaml *top);
/* A key that was read before the others. */
read_value read_early;

/* manifest_chapters.c: fields items and count of a struct chapter_list */
read_value read_chapters, read_pages;

#endif
