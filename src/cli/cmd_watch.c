#include "base/fs.h"
#include "base/watching.h"
#include "build/story.h"
#include "cli/cli.h"
#include "messages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* "a.epub: 12 ms", "2 errors; a.epub stays as it was: 9 ms". */
static bool tell_state(struct cli *cli, str output, double took)
{
    struct buf line = {0};
    unsigned errors = diag_count(&cli->diag, DIAG_ERROR) + diag_count(&cli->diag, DIAG_SYSTEM);
    unsigned warnings = diag_count(&cli->diag, DIAG_WARNING);
    if (output.len > 0) {
        buf_add(&line, output);
    } else {
        buf_addf(&line, "%u %s; no book was written", errors, errors == 1 ? "error" : "errors");
    }
    if (output.len > 0 && warnings > 0) {
        buf_addf(&line, ", %u %s", warnings, warnings == 1 ? "warning" : "warnings");
    }
    buf_addf(&line, ": %.0f ms\n", took);
    bool told = cli_print(buf_str(&line));
    buf_release(&line);
    return told;
}

/* Builds once, tells, and forgets. A book that is not there (yet) is told, too. */
static bool build_once(struct cli *cli, str argument, unsigned threads)
{
    struct arena arena = {0};
    struct build_result result;
    struct build_request request = {.argument = argument,
                                    .output = cli->values[OPTION_OUTPUT],
                                    .epoch = -1,
                                    .threads = threads,
                                    .no_cache = cli_has(cli, OPTION_NO_CACHE)};
    double begun = now();
    if (!cli_epoch(cli, &request.epoch)) {
        return false;
    }
    build_book(&arena, &request, &result, &cli->diag);
    double took = now() - begun;
    if (result.no_book) {
        cli_no_book(cli, argument, result.why);
    }
    cli_tell(cli, &cli->diag);
    bool told = tell_state(cli, result.output, took);
    diag_clear(&cli->diag);
    arena_release(&arena);
    return told;
}

static enum status no_watch(struct cli *cli, str folder)
{
    diag_report(&cli->diag,
                &(struct report){.kind = MSG_WATCH, .args = {folder, str_from(strerror(errno))}});
    cli_tell(cli, &cli->diag);
    return STATUS_SYSTEM;
}

static enum status watch(struct cli *cli, struct arena *a, str argument, unsigned threads)
{
    bool folder = fs_kind_of(argument) == FS_FOLDER;
    str root = folder ? argument : path_folder(argument);
    struct watching w;
    str own = path_name(cli->values[OPTION_OUTPUT]); /* what we write wakes no one */
    if (!watching_begin(&w, str_copy(a, root), own.len > 0 ? own : STR(".epub"))) {
        return no_watch(cli, root);
    }
    enum watched seen = WATCHED_CHANGE;
    bool told = true;
    while (told && seen != WATCHED_END && seen != WATCHED_ERROR) {
        if (seen == WATCHED_GONE) {
            told = cli_print(STR("the folder is gone; waiting for it\n"));
            seen = watching_again(&w);
            continue;
        }
        told = build_once(cli, argument, threads);
        seen = told ? watching_wait(&w) : WATCHED_END;
    }
    watching_end(&w);
    if (seen == WATCHED_ERROR) {
        return no_watch(cli, root);
    }
    return told ? STATUS_FINE : STATUS_SYSTEM;
}

static enum status run(struct cli *cli)
{
    str argument;
    unsigned threads;
    if (!cli_one_book(cli, &argument) || !cli_threads(cli, &threads)) {
        return STATUS_USAGE;
    }
    if (fs_kind_of(argument) == FS_ABSENT) {
        return cli_no_book(cli, argument, STR("no file or folder of that name"));
    }
    if (str_eq(cli->values[OPTION_OUTPUT], STR("-"))) {
        return cli_usage(cli, "a book that is made again and again goes to a file");
    }
    struct arena arena = {0};
    enum status status = watch(cli, &arena, argument, threads);
    arena_release(&arena);
    return status;
}

static const enum cli_option options[] = {
    OPTION_OUTPUT, OPTION_JOBS,    OPTION_ALLOW,    OPTION_DENY, OPTION_COLOR,
    OPTION_QUIET,  OPTION_VERBOSE, OPTION_NO_CACHE, OPTION_HELP, CLI_OPTIONS};

const struct command cmd_watch = {
    .name = "watch",
    .operands = "[BOOK]",
    .summary = "make a book again whenever it is saved",
    .options = options,
    .details =
        "BOOK is what \"octavo build\" takes; without it, the current folder. After each change\n"
        "in its folder the book is made; a line says which file was written and how long that\n"
        "took, or how many errors there are. Ends with Ctrl-C.\n",
    .extensions = "md markdown yaml yml",
    .run = run,
};
