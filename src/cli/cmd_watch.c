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

/* The last word on a build: "a.epub: 12 ms", "2 errors; a.epub stays as it was: 9 ms". */
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
static bool build_once(struct cli *cli, const struct build_request *request, struct watching *w,
                       struct arena *names)
{
    struct arena arena = {0};
    struct build_result result;
    double begun = now();
    build_book(&arena, request, &result, &cli->diag);
    double took = now() - begun;
    bool told = true;
    if (result.ledger.len > 0) {
        str name = path_name(result.ledger);
        watching_expect(w, str_eq(name, w->expected) ? w->expected : str_copy(names, name));
    }
    cli_tell(cli, &cli->diag);
    if (result.no_book) {
        cli_no_book(cli, request->argument, result.why);
    } else if (!cli->style.quiet) {
        told = tell_state(cli, result.output, took);
    }
    diag_clear(&cli->diag);
    arena_release(&arena);
    return told;
}

/* What inotify(7) means by these. */
static str fault_of_watching(void)
{
    return errno == ENOSPC   ? STR("the limit fs.inotify.max_user_watches is reached")
           : errno == EMFILE ? STR("the limit fs.inotify.max_user_instances is reached")
                             : str_from(strerror(errno));
}

static enum status no_watch(struct cli *cli, str folder)
{
    diag_report(&cli->diag,
                &(struct report){.kind = MSG_WATCH, .args = {folder, fault_of_watching()}});
    cli_tell(cli, &cli->diag);
    return STATUS_SYSTEM;
}

/* Names that end so wake no one: what we write, nor what others do who watch the same folder. */
static str written_names(const struct build_request *request)
{
    str name = path_name(request->output), epub = STR(".epub");
    return name.len == 0 || str_ends(name, epub) ? epub : name;
}

/* Once is enough. */
static void tell_full(struct cli *cli, const struct watching *w, bool *told)
{
    if (w->full && !*told) {
        diag_report(&cli->diag, &(struct report){.kind = MSG_WATCH_FULL, .args = {w->folder}});
        cli_tell(cli, &cli->diag);
        diag_clear(&cli->diag);
        *told = true;
    }
}

static enum status watch(struct cli *cli, struct arena *a, const struct build_request *request)
{
    str argument = request->argument;
    bool folder = fs_kind_of(argument) == FS_FOLDER;
    str root = folder ? argument : path_folder(argument);
    root = root.len > 0 ? str_copy(a, root) : STR(".");
    struct watching w;
    if (!watching_begin(&w, root, written_names(request))) {
        return no_watch(cli, root);
    }
    enum watched seen = WATCHED_CHANGE;
    bool told = true, full_told = false;
    while (told && seen != WATCHED_END && seen != WATCHED_ERROR) {
        if (seen == WATCHED_GONE) {
            bool there = fs_kind_of(root) == FS_FOLDER;
            told = there || cli_print(STR("the folder is gone; waiting for it\n"));
            seen = watching_again(&w);
            continue;
        }
        tell_full(cli, &w, &full_told);
        told = build_once(cli, request, &w, a);
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
    struct build_request request = {.output = cli->values[OPTION_OUTPUT],
                                    .no_cache = cli_has(cli, OPTION_NO_CACHE)};
    if (!cli_one_book(cli, &request.argument) || !cli_threads(cli, &request.threads) ||
        !cli_epoch(cli, &request.epoch)) {
        return STATUS_USAGE;
    }
    if (str_eq(request.argument, STR("-"))) {
        return cli_usage(cli, "standard input cannot be watched; name a file or folder");
    }
    if (fs_kind_of(request.argument) == FS_ABSENT) {
        return cli_no_book(cli, request.argument, STR("no file or folder of that name"));
    }
    if (str_eq(request.output, STR("-"))) {
        return cli_usage(cli, "a book that is made again and again goes to a file");
    }
    if (request.output.len > 0 && fs_kind_of(request.output) == FS_FOLDER) {
        request.folder = request.output;
        request.output = STR_NONE;
    }
    struct arena arena = {0};
    enum status status = watch(cli, &arena, &request);
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
        "took, or how many errors there are. Ends with Ctrl-C. Neither BOOK nor FILE may be -.\n",
    .extensions = "md markdown yaml yml",
    .run = run,
};
