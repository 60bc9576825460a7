#include "cli/progress.h"
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE 1000 /* milliseconds without a word */
#define PACE     100  /* milliseconds from one line to the next */

static struct timespec now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at;
}

static long since(struct timespec then)
{
    struct timespec at = now();
    return (long)(at.tv_sec - then.tv_sec) * 1000 + (at.tv_nsec - then.tv_nsec) / 1000000;
}

void progress_begin(struct progress *p, const struct cli *cli)
{
    const char *term = getenv("TERM");
    bool dumb = term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
    *p = (struct progress){.watched = !cli->style.quiet && !dumb && isatty(STDERR_FILENO)};
    p->shared = isatty(STDOUT_FILENO);
    p->begun = p->told = now();
}

void progress_tell(struct progress *p, str text)
{
    if (!p->watched || since(p->begun) < PATIENCE || (p->shown && since(p->told) < PACE)) {
        return;
    }
    fprintf(stderr, "\r\033[K%.*s", STR_ARG(text));
    fflush(stderr);
    p->shown = true;
    p->told = now();
}

void progress_clear(struct progress *p)
{
    if (p->shown) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
        p->shown = false;
    }
}

unsigned progress_seconds(const struct progress *p)
{
    return (unsigned)(since(p->begun) / 1000);
}
