/* A line on the terminal that says how far long work is. It appears after a second, is written on
 * standard error, and is gone before anything else is said. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/text.h"

#include <stdbool.h>
#include <time.h>

struct cli;

struct progress {
    bool watched; /* there is a terminal, and no one asked for quiet */
    bool shared;  /* standard output is a terminal, too */
    bool shown;   /* the line stands there */
    struct timespec begun, told;
};

void progress_begin(struct progress *p, const struct cli *cli);

/* Shows the line, if it is time for it: at most ten times a second. */
void progress_tell(struct progress *p, str text);

/* Erases the line. */
void progress_clear(struct progress *p);

/* Seconds since the beginning. */
unsigned progress_seconds(const struct progress *p);

#endif
