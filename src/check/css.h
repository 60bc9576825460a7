/* Style sheets: what they refer to, the few things EPUB forbids, and with CHECK_HOUSE what breaks
 * real readers. */
#ifndef CHECK_CSS_H
#define CHECK_CSS_H

#include "check/facts.h"

/* A style sheet file. */
void css_check(struct judge *j, struct facts *f);

/* The text of a style element (a view of the subject's text where possible). */
void css_check_block(struct judge *j, struct facts *f, str text, struct spot at);

/* The value of a style attribute. */
void css_check_style(struct judge *j, struct facts *f, str text, struct spot at);

#endif
