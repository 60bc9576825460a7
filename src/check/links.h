/* Every reference is followed (EPUB 3.3, 3 and 4.2.5). What only the whole shows. */
#ifndef CHECK_LINKS_H
#define CHECK_LINKS_H

#include "check/package.h"

/* Follows the references of an item. */
void links_check(struct judge *j, struct package *pkg, struct item *item);

/* Follows those of the guide to the element. */
void guide_links_check(struct judge *j, struct package *pkg);

/* Documents outside the linear order are linked from somewhere (EPUB 3.3, 5.7.2.1). After all
 * links were followed. */
void reach_check(struct judge *j, struct package *pkg);

#endif
