/* The files of a new book: templates with {title}, {date} and {identifier}. */
#ifndef CLI_NEW_BOOK_H
#define CLI_NEW_BOOK_H

#include <stddef.h>

#define NEW_BOOK_AUTHOR "Your Name"

struct new_file {
    const char *name, *text;
};

extern const struct new_file new_book[];
extern const size_t new_book_count;

#endif
