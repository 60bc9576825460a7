/* The time that stands for the clock, so that a book is the same whenever it is made. */
#include "cli/cli.h"

#include <stdlib.h>

/* 9999-12-31T23:59:59Z, the last second that four digits of a year can name. */
#define LAST_EPOCH UINT64_C(253402300799)

bool cli_epoch(struct cli *cli, int64_t *epoch)
{
    uint64_t seconds = 0;
    str text = str_from(getenv("SOURCE_DATE_EPOCH"));
    *epoch = -1;
    if (text.len == 0) {
        return true;
    }
    if (!str_number(text, LAST_EPOCH, &seconds)) {
        cli_usage(cli, "SOURCE_DATE_EPOCH is \"%.*s\", not a number of seconds since 1970",
                  STR_ARG(text));
        return false;
    }
    *epoch = (int64_t)seconds;
    return true;
}
