/* Documents on a pipe: each is its length in decimal, a newline, and its bytes. */
#ifndef ORACLE_FRAME_H
#define ORACLE_FRAME_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void frame_write(FILE *out, const char *bytes, size_t size)
{
    fprintf(out, "%zu\n", size);
    fwrite(bytes, 1, size, out);
    fflush(out);
}

/* The next one, to be freed, with a NUL behind it; false at the end. */
static inline bool frame_read(FILE *in, char **bytes, size_t *size)
{
    if (fscanf(in, "%zu", size) != 1 || fgetc(in) != '\n') {
        return false;
    }
    *bytes = malloc(*size + 1);
    if (*bytes == NULL || fread(*bytes, 1, *size, in) != *size) {
        return false;
    }
    (*bytes)[*size] = '\0';
    return true;
}

#endif
