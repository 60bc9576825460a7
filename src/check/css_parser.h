/* A style sheet as rules and declarations (CSS Syntax 3, sections 4 and 5, as far as judging
 * needs). Views of the text; nothing is kept. */
#ifndef CHECK_CSS_PARSER_H
#define CHECK_CSS_PARSER_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum css_event {
    CSS_END,
    CSS_AT_RULE,     /* head: "@media screen"; a block follows if block */
    CSS_RULE,        /* head: the selectors; a block follows */
    CSS_DECLARATION, /* head: the property, value: its value */
    CSS_CLOSE,       /* "}" of a rule */
    CSS_FAULT        /* head: what is wrong there */
};

struct css_parser {
    str text;
    size_t at;
    unsigned depth;          /* of open blocks */
    unsigned inner;          /* depth of the block that takes declarations only; 0: none is open */
    bool attribute;          /* the text is that of a style attribute */
    bool of_rule;            /* that block is a rule's, not an at-rule's */
    unsigned lost;           /* how many "}" were taken to be missing */
    uint64_t groups, frames; /* blocks of at-rules that hold rules, or key frames: bits by depth */
    enum css_event event;
    str head, value;
    bool block;
    const char *fault;
};

/* Is the rule that was just given a key frame (CSS Animations 1, 3)? */
bool css_is_frame(const struct css_parser *p);

/* Starts: declarations says that text is the value of a style attribute. */
struct css_parser css_begin(str text, bool declarations);

/* The next event. */
enum css_event css_next(struct css_parser *p);

enum css_token { CSS_T_END, CSS_T_URL, CSS_T_STRING, CSS_T_FUNCTION, CSS_T_WORD, CSS_T_OTHER };

/* The next token of a head or value: the address of a url(), the content of a string, the name of
 * a function, a word or number with its unit, or one character. */
enum css_token css_token_next(str value, size_t *at, str *token);

#endif
