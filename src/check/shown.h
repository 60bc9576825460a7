/* What a publication shows to the rules that need the whole. Where it is the same, and the ids that
 * something refers to are still there, they find the same faults; other ids come and go with the
 * text, and no rule looks at them. */
#ifndef CHECK_SHOWN_H
#define CHECK_SHOWN_H

#include "check/package.h"

/* All but the ids, of a package all of whose items are judged, each with its face (facts.h). Places
 * are left out, and when it was modified: only what is told hangs on them. */
struct digest shown_of(const struct judge *j, const struct package *pkg);

/* Has it kept in mind from now on which ids are asked for. */
void shown_begin(struct arena *a, const struct package *pkg);

/* The ids that the rules of the whole have asked for, in the words of shown_holds. False: they
 * asked for one in vain, which one that is added might answer. */
bool shown_asked(struct arena *a, const struct package *pkg, str *out);

/* Are these ids there, in the same order, in a package that shows the same? Few of its items may
 * have other ids than they had: of these the facts are read, if they were not. */
bool shown_holds(struct arena *a, const struct package *pkg, str asked);

/* The same of one item, of that path, whose facts are others now, while all else is as it was:
 * *asked_now is asked with its ids of now. */
bool shown_renewed(struct arena *a, str path, struct facts *now, str asked, str *asked_now);

#endif
