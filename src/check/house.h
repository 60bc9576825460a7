/* What EPUB allows and real readers break on, as far as the whole shows it. Only with
 * CHECK_HOUSE. */
#ifndef CHECK_HOUSE_H
#define CHECK_HOUSE_H

#include "check/package.h"

void house_check(struct judge *j, const struct package *pkg);

#endif
