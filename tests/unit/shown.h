/* The values that readers of YAML and TOML make, in a form that a table of tests can hold. */
#ifndef SHOWN_H
#define SHOWN_H

#include "base/text.h"
#include "source/yaml.h"

/* A value as one line: scalars in <>, lists in [], mappings in {}, nothing as "-". */
static inline void show(struct buf *b, const struct yaml *v)
{
    switch (v->kind) {
    case YAML_EMPTY:
        buf_addch(b, '-');
        break;
    case YAML_SCALAR:
        buf_addf(b, "<%.*s>", STR_ARG(v->text));
        break;
    case YAML_LIST:
        buf_addch(b, '[');
        for (size_t i = 0; i < v->count; i++) {
            show(b, &v->items[i]);
        }
        buf_addch(b, ']');
        break;
    case YAML_MAPPING:
        buf_addch(b, '{');
        for (size_t i = 0; i < v->count; i++) {
            buf_addf(b, "%.*s=", STR_ARG(v->pairs[i].key));
            show(b, &v->pairs[i].value);
        }
        buf_addch(b, '}');
        break;
    }
}

#endif
