/* What a head or a value of a style sheet may look like: Selectors 4, 3.1 and 17; CSS Syntax 3, 4.3
 * and 5.4. Names of properties, of pseudo-classes and functions are not judged: readers pass over
 * those that they do not know. */
#ifndef CHECK_CSS_GRAMMAR_H
#define CHECK_CSS_GRAMMAR_H

#include "base/text.h"

/* Each returns what is wrong, in words, or NULL. */
const char *css_selectors_fault(str head);
const char *css_at_rule_fault(str head);
const char *css_value_fault(str property, str value);

#endif
