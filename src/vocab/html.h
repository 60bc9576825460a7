/* The elements and attributes of HTML (the HTML standard, sections 3.2 and 4; EPUB 3.3, 6.1 for
 * what EPUB adds), as tables: for those who read, write and judge markup.
 *
 * Content models are sets of classes: an element belongs to some (is), takes some as its children
 * (takes), and bars some from standing anywhere inside it (bars). What depends on the order of
 * children is not in the table. */
#ifndef VOCAB_HTML_H
#define VOCAB_HTML_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct nearest;

enum tag {
    TAG_UNKNOWN,
#define TAG(id, name) TAG_##id,
#include "vocab/html_tags.def"
#undef TAG
    TAGS
};

enum attr {
    ATTR_UNKNOWN,
#define ATTR(id, name, scope, value, words) ATTR_##id,
#include "vocab/html_attributes.def"
#undef ATTR
    ATTRS
};

/* Classes. The first are the categories of the standard (3.2.5.2), the others hold the few
 * elements that some element bars. */
enum html_class {
    IS_METADATA = 1 << 0,
    IS_FLOW = 1 << 1,
    IS_PHRASING = 1 << 2,
    IS_HEADING = 1 << 3,
    IS_SECTIONING = 1 << 4,
    IS_INTERACTIVE = 1 << 5,
    IS_SCRIPT = 1 << 6, /* script-supporting */
    IS_TEXT = 1 << 7,   /* in takes: characters that are no white space */
    IS_LINK = 1 << 8,
    IS_FORM = 1 << 9,
    IS_DFN = 1 << 10,
    IS_FRAME = 1 << 11, /* header, footer */
    IS_TABLE = 1 << 12,
    IS_MEDIA = 1 << 13,
    IS_LABEL = 1 << 14,
    IS_METER = 1 << 15,
    IS_PROGRESS = 1 << 16,
    IS_ADDRESS = 1 << 17,
    IS_MAIN = 1 << 18,
    IS_NOSCRIPT = 1 << 19,
    IS_TIME = 1 << 20
};

enum html_flag {
    HTML_VOID = 1 << 0,        /* never has content or an end tag */
    HTML_TRANSPARENT = 1 << 1, /* takes what its parent takes */
    HTML_ROLE_ANY = 1 << 2,    /* any ARIA role */
    HTML_NAMELESS = 1 << 3,    /* may not be named by ARIA without a role */
    HTML_OBSOLETE = 1 << 4     /* known, but no document may hold it */
};

struct html_element {
    const char *name;
    uint8_t tag;
    uint8_t flags;
    uint32_t is, takes, bars;
    const uint8_t *children;   /* tags taken besides classes, ending in 0; NULL for none */
    const uint8_t *attributes; /* attributes besides the global ones, ending in 0; NULL for none */
    const uint8_t *required;   /* attributes it must have, ending in 0; NULL for none */
    const char *roles;         /* ARIA roles, by blanks, the usual ones first (ARIA in HTML, 4) */
};

/* What a value may be. */
enum html_value {
    VALUE_TEXT,
    VALUE_NONEMPTY,
    VALUE_BOOLEAN,  /* empty, or the attribute's own name */
    VALUE_KEYWORD,  /* one of words, ASCII case ignored; "" among them: the empty value */
    VALUE_EXACT,    /* one of words, case kept */
    VALUE_KEYWORDS, /* several of words */
    VALUE_INTEGER,
    VALUE_COUNT,    /* not negative */
    VALUE_POSITIVE, /* above 0 */
    VALUE_NUMBER,
    VALUE_ID,
    VALUE_IDREF,
    VALUE_IDREFS,
    VALUE_URL,
    VALUE_URL_NONEMPTY,
    VALUE_MEDIA_TYPE,
    VALUE_HASH_NAME, /* "#" and a name */
    VALUE_SRCSET,
    VALUE_LANGUAGE,
    VALUE_DATETIME, /* any of the time element's */
    VALUE_MOMENT,   /* a date, or a date with time and zone */
    VALUE_STYLE,
    VALUE_EVENT, /* a script */
    VALUE_ROLE
};

enum html_scope { SCOPE_GLOBAL, SCOPE_SOME };

struct html_attr {
    const char *name;
    uint8_t attr;
    uint8_t scope;
    uint8_t value;
    const char *words; /* keywords, by blanks; "" is written "-" */
};

/* The row of a name in lower case; NULL if HTML has none. */
const struct html_element *html_element_find(str name);
const struct html_attr *html_attr_find(str name);

/* The row of a tag or attribute. */
const struct html_element *html_element_of(enum tag tag);
const struct html_attr *html_attr_of(enum attr attr);

/* May this element have this attribute? */
bool html_attr_fits(const struct html_element *e, enum attr attr);

/* What a value of the attribute on this element may be: the row's, or the element's own. */
enum html_value html_attr_value(const struct html_element *e, const struct html_attr *a,
                                const char **words);

/* Is the word among the words of a table (separated by blanks)? */
bool html_word_in(str word, const char *words, bool ignore_case);

/* Offers every element name that is not obsolete. */
void html_offer_elements(struct nearest *n);
/* Offers every attribute of the element. */
void html_offer_attributes(const struct html_element *e, struct nearest *n);

/* The standard, 13.1.2.4: does a start tag of next end an open element whose end tag was left out
 * ("li" before "li", "p" before a block)? */
bool html_end_implied(enum tag open, enum tag next);

/* Is it one of ARIA's roles (WAI-ARIA 1.2, DPUB-ARIA 1.1, Graphics ARIA)? Is it deprecated? */
bool html_role_known(str role);
bool html_role_deprecated(str role);
void html_offer_roles(struct nearest *n);

#endif
