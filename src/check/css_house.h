/* CSS that EPUB allows and reading systems break on. */
#ifndef CHECK_CSS_HOUSE_H
#define CHECK_CSS_HOUSE_H

#include "check/css_parser.h"
#include "check/judge.h"

/* Tells what is unsafe in the event at which p stands; in_body: the rule is of html or body. */
void css_house(struct judge *j, struct subject *s, const struct css_parser *p, bool in_body,
               struct spot at);

#endif
