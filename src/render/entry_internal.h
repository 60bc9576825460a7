/* The parts of a reference's text: pieces with their punctuation, and names. */
#ifndef RENDER_ENTRY_INTERNAL_H
#define RENDER_ENTRY_INTERNAL_H

#include "render/xml.h"
#include "source/bibliography.h"
#include "vocab/words.h"

/* Text under way. It remembers how it ends, so that no punctuation stands twice. */
struct pieces {
    struct xml *xml;
    bool begun;
    bool stopped; /* ends with a full stop, question or exclamation mark */
};

/* What stands between the text so far and the next piece: nothing before the first; the full
 * stop of ". " only where none stands already. */
void piece_separate(struct pieces *p, str separator);

/* Plain text; and text with the inline markup of CSL-JSON as elements. */
void piece_text(struct pieces *p, str text);
void piece_markup(struct pieces *p, str text);

/* The same without its markup. In the arena. */
str markup_dropped(struct arena *a, str text);

/* "Bowlby J", "van den Berg JP Jr"; literal names as they are. In the arena. */
str name_inverted(struct arena *a, const struct item_name *name);
/* "Bowlby", "van den Berg". */
str name_family(struct arena *a, const struct item_name *name);

/* Names with commas between; of more than six the first three and "et al." */
str names_listed(struct arena *a, const struct item_names *names, const struct words *w);

#endif
