/* What the two halves of the reader of TOML share: toml.c knows keys and tables, toml_values.c
 * values. */
#ifndef SOURCE_TOML_INTERNAL_H
#define SOURCE_TOML_INTERNAL_H

#include "base/map.h"
#include "source/toml.h"

/* A value under way. Tables and arrays get their children one by one, from several places of the
 * file, so they are linked, and nothing moves. */
struct toml_node {
    enum yaml_kind kind;
    str key; /* in a table */
    str text;
    struct place at, key_at;
    struct toml_node *first, *last, *next;
    size_t count;
    size_t number; /* of a table, for the map of keys */
    bool closed;   /* written in one piece: nothing can be added */
    bool headed;   /* a table with a header of its own */
};

struct toml {
    struct arena *arena;
    struct diag *diag;
    const struct diag_file *file;
    str text;
    size_t at;
    bool broken; /* a fault was told */
    /* Where at was last looked for. */
    size_t counted;
    uint32_t line, column;
    struct map keys; /* "NUMBER:KEY" -> index in nodes */
    struct toml_node **nodes;
    size_t nnodes, ntables;
};

/* toml.c */
struct place toml_place(struct toml *t);
/* Tells a fault at a place; nothing more is told then. False, for the caller to return. */
bool toml_fail(struct toml *t, struct place at, str fault, str remedy);
/* Blanks, newlines and comments. */
void toml_skip_space(struct toml *t);
char toml_peek(const struct toml *t); /* '\0' at the end */
/* "key.key = value", and where it goes. */
bool toml_pair(struct toml *t, struct toml_node *table, unsigned depth);
struct toml_node *toml_node(struct toml *t, enum yaml_kind kind, struct place at);
void toml_append(struct toml_node *parent, struct toml_node *child);

/* toml_values.c */
/* A quoted text of one line. */
bool toml_quoted(struct toml *t, str *out);
struct toml_node *toml_value(struct toml *t, unsigned depth);

#endif
