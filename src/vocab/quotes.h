/* How languages quote. */
#ifndef VOCAB_QUOTES_H
#define VOCAB_QUOTES_H

#include "base/text.h"

/* The signs around a quotation, and around one within it; French ones hold their blanks. */
struct quotes {
    str open, close, inner_open, inner_close;
};

/* Those of a BCP 47 tag: of the longest part of it that is known, else the English ones. */
struct quotes quotes_for(str tag);

#endif
