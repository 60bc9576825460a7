/* Formulas in Markdown: what the two files of the dialect that know them share. */
#ifndef SOURCE_DIALECT_MATH_H
#define SOURCE_DIALECT_MATH_H

#include "source/dialect.h"

enum { FORMULA_SIGN = '\x10' }; /* stands for "$" around a formula */

/* The character that a byte of a marked text stands for; itself, if it is no mark. */
char formula_byte(char c);
bool formula_has_marks(str text);

#endif
