/* Names and ids that stay the same from one edition to the next (source format, 3.4). All come
 * from what the author wrote, never from positions. */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include "base/map.h"
#include "base/text.h"

/* Heading text -> slug, as GitHub makes it. "section" if nothing is left. Not made unique. */
str slug_of(struct arena *a, str text);

/* Text -> a name of ASCII letters, digits, "_", "-", "." for what the EPUB carries. lower: fold to
 * lower case (explicit ids keep theirs). Empty only if text holds no letter or digit. */
str name_of(struct arena *a, str text, bool lower);

/* A slug or an explicit id -> an XML id: name_of, with "_" in front unless it starts with a letter
 * or "_". */
str id_of(struct arena *a, str text, bool lower);

/* wanted, or wanted-1, wanted-2 ... (first is the first number): the first that is not in taken,
 * where it is then put. taken belongs to these two functions. */
str name_free(struct arena *a, struct map *taken, str wanted, unsigned first);

/* The same for files: the number stands before the extension (with its dot), and names that differ
 * by the case of ASCII letters alone are the same. */
str file_name_free(struct arena *a, struct map *taken, str stem, str extension, unsigned first);

/* Is it the file that stands for its folder: index or README? */
bool is_index(str path);

/* Source path ("01-basics/02-intro.md") -> document file name without extension
 * ("basics-intro"). index and README take their folder's name, in the root their own. */
str document_name(struct arena *a, str path);

/* The same name as people read it, for a chapter without heading: "02-first_steps.md" ->
 * "first steps". */
str path_words(struct arena *a, str path);

/* Source path of an image or another resource -> path below EPUB/ in two halves, "images/moon-1"
 * and ".png"; folder and extension follow from the media type. Not made unique. */
str media_stem(struct arena *a, str path, str media_type);
str media_suffix(struct arena *a, str media_type);

#endif
