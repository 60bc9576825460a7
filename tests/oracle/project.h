/* The one projection in which texts are compared: a line for each tag and each text.
 *
 *     <p>
 *      "see "
 *      <a href="x">
 *       "there"
 *
 * What stands in it: the names of elements, texts, targets (href, src), title, alt, start, the
 * language of code, and alignment. White space at the edges of blocks is none. Everything that is
 * written otherwise in XHTML than in cmark's HTML stands in the tables of project.c. */
#ifndef ORACLE_PROJECT_H
#define ORACLE_PROJECT_H

#include "oracle/tree.h"

str project(struct arena *a, const struct tree *tree);

#endif
