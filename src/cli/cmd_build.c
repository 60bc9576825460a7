#include "base/fs.h"
#include "base/json.h"
#include "base/memory.h"
#include "build/shelf.h"
#include "cli/cli.h"
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

/* Books under way. */
struct building {
    struct cli *cli;
    struct build_request *requests;
    size_t count, done, told; /* told: with messages, not as wrong usage */
    struct build_stage stage; /* of one book alone */
    struct progress progress;
    enum status worst;
    unsigned errors, warnings;
    struct buf json; /* of many books: what goes into the array */
    bool failed;     /* standard output cannot be written to */
};

static str name_of_book(const struct build_request *request)
{
    return request->argument.len > 0 ? request->argument : STR(".");
}

static void add_json(struct json *j, const struct build_request *request, str output,
                     struct diag *d)
{
    json_str(j, "book", name_of_book(request));
    json_str_or_null(j, "output", output);
    diag_tell_json(d, j);
}

/* The path is told without need of memory: once a book is written, the build has not failed. */
static void tell_text(struct building *b, str output, struct diag *d)
{
    cli_tell(b->cli, d);
    if (output.len > 0 && !b->cli->style.quiet && !str_eq(output, STR("-"))) {
        b->failed = !cli_print(output) || !cli_print(STR("\n")) || b->failed;
    }
}

/* One book is the object itself, many are an array in it. */
static void tell_json(struct building *b, const struct build_request *request, str output,
                      struct diag *d)
{
    struct json j = {.out = &b->json};
    if (b->count > 1) {
        buf_add(&b->json, b->told > 0 ? STR(",\n ") : STR("\n "));
        json_open(&j, NULL, '{');
        add_json(&j, request, output, d);
    } else {
        json_open(&j, NULL, '{');
        json_str(&j, "octavo", STR(OCTAVO_VERSION));
        add_json(&j, request, output, d);
    }
    json_close(&j, '}');
}

static void worsen(struct building *b, enum status status)
{
    b->worst = status > b->worst ? status : b->worst;
}

static void tell(void *user, const struct build_request *request, const struct build_result *result,
                 struct diag *d)
{
    struct building *b = user;
    if (b->progress.shared || result->no_book || diag_spoke(d)) {
        progress_clear(&b->progress);
    }
    b->done++;
    if (result->no_book) {
        worsen(b, cli_no_book(b->cli, name_of_book(request), result->why));
    } else if (b->cli->format == DIAG_JSON) {
        tell_json(b, request, result->output, d);
        b->told++;
    } else {
        tell_text(b, result->output, d);
        b->told++;
    }
    worsen(b, (enum status)diag_status(d));
    b->errors += diag_count(d, DIAG_ERROR) + diag_count(d, DIAG_SYSTEM);
    b->warnings += diag_count(d, DIAG_WARNING);
}

static void show_progress(void *user)
{
    struct building *b = user;
    struct buf line = {0};
    const char *stage = b->stage.name;
    if (!b->progress.watched) {
        return; /* once a book is written, nothing may fail for want of memory */
    }
    if (b->count > 1) {
        buf_addf(&line, "octavo: %zu of %zu books", b->done, b->count);
    } else {
        buf_addf(&line, "octavo: %s, %u s", stage != NULL ? stage : "reading",
                 progress_seconds(&b->progress));
    }
    progress_tell(&b->progress, buf_str(&line));
    buf_release(&line);
}

/* One object on standard output, also when there is nothing to tell. */
static void print_json(struct building *b)
{
    struct buf out = {0};
    if (b->count == 1) {
        buf_add(&out, buf_str(&b->json));
    } else {
        buf_addf(&out, "{\"octavo\": \"%s\", \"errors\": %u, \"warnings\": %u, \"books\": [",
                 OCTAVO_VERSION, b->errors, b->warnings);
        buf_add(&out, buf_str(&b->json));
        buf_add(&out, STR("]}"));
    }
    buf_addch(&out, '\n');
    b->failed = !cli_print(buf_str(&out)) || b->failed;
    buf_release(&out);
}

/* Threads that many books have no use for work on each of them. A single book is begun without a
 * thread of its own, unless someone watches how long it takes. */
static enum status build_all(struct building *b, unsigned threads)
{
    struct cli *cli = b->cli;
    progress_begin(&b->progress, cli);
    for (size_t i = 0; i < b->count; i++) {
        b->requests[i].threads = b->count < threads ? threads / (unsigned)b->count : 1;
    }
    if (b->count == 1) {
        threads = b->progress.watched ? 1 : 0;
        b->requests[0].stage = &b->stage;
    }
    shelf_build(&(struct shelf){.requests = b->requests,
                                .count = b->count,
                                .threads = threads,
                                .levels = &cli->diag,
                                .told = tell,
                                .tick = show_progress,
                                .user = b});
    progress_clear(&b->progress);
    if (cli->format == DIAG_JSON && (b->count > 1 || b->told > 0)) {
        print_json(b);
    }
    buf_release(&b->json);
    return b->failed ? STATUS_SYSTEM : b->worst;
}

/* What cannot be asked together; false: told. */
static bool is_possible(const struct cli *cli, const struct build_request *request)
{
    bool stream = str_eq(request->output, STR("-"));
    if (cli->noperands > 1 && request->depfile.len + request->keep_rejected.len > 0) {
        cli_usage(cli, "--depfile and --keep-rejected are for one book at a time");
    } else if (cli->noperands > 1 && request->output.len > 0) {
        cli_usage(cli, "\"%.*s\" is no folder; many books go into one", STR_ARG(request->output));
    } else if (request->depfile.len > 0 && stream) {
        cli_usage(cli, "a depfile wants a file that depends: name it with -o");
    } else if (str_eq(request->depfile, STR("-"))) {
        cli_usage(cli, "a depfile is a file, and not standard output");
    } else if (cli->format == DIAG_JSON && stream) {
        cli_usage(cli, "the book and the JSON cannot both go to standard output");
    } else if (stream && isatty(STDOUT_FILENO)) {
        cli_usage(cli, "an EPUB is nothing for a terminal; send it on, or name a file");
    } else {
        return true;
    }
    return false;
}

static enum status run(struct cli *cli)
{
    struct build_request request = {
        .output = cli->values[OPTION_OUTPUT],
        .depfile = cli->values[OPTION_DEPFILE],
        .keep_rejected = cli->values[OPTION_KEEP_REJECTED],
        .frozen = cli_has(cli, OPTION_FROZEN),
        .no_cache = cli_has(cli, OPTION_NO_CACHE),
    };
    unsigned threads;
    if (request.output.len > 0 && fs_kind_of(request.output) == FS_FOLDER) {
        request.folder = request.output;
        request.output = STR_NONE;
    }
    if (!is_possible(cli, &request) || !cli_threads(cli, &threads) ||
        !cli_epoch(cli, &request.epoch)) {
        return STATUS_USAGE;
    }
    if (request.frozen) {
        diag_set_level(&cli->diag, STR("target-lost"), DIAG_ERROR, DIAG_BY_COMMAND);
    }
    struct building b = {.cli = cli, .count = cli->noperands > 0 ? (size_t)cli->noperands : 1};
    b.requests = mem_calloc(b.count, sizeof *b.requests);
    for (size_t i = 0; i < b.count; i++) {
        b.requests[i] = request;
        b.requests[i].argument = cli->noperands > 0 ? str_from(cli->operands[i]) : STR_NONE;
    }
    enum status status = build_all(&b, threads);
    mem_free(b.requests);
    return status;
}

static const enum cli_option options[] = {
    OPTION_OUTPUT, OPTION_JOBS,     OPTION_DEPFILE, OPTION_ALLOW,   OPTION_DENY,
    OPTION_FORMAT, OPTION_COLOR,    OPTION_QUIET,   OPTION_VERBOSE, OPTION_KEEP_REJECTED,
    OPTION_FROZEN, OPTION_NO_CACHE, OPTION_HELP,    CLI_OPTIONS};

const struct command cmd_build = {
    .name = "build",
    .operands = "[BOOK...]",
    .summary = "make an EPUB of each book",
    .options = options,
    .details = "BOOK is a folder with book.yaml, a folder of .md files, a single .md file, or a\n"
               ".yaml manifest; without it, the current folder; - is a .md on standard input,\n"
               "whose links and images are looked for in the current folder. The EPUB goes to\n"
               "the current folder, named after the title, and its path is printed; -o names a\n"
               "file, or a folder that is there. A book with errors is not written, and an EPUB\n"
               "that was there stays as it was. Many books are made on all cores, and told in\n"
               "the order in which they are named.\n"
               "\n"
               "SOURCE_DATE_EPOCH (seconds since 1970) is the time of modification that the\n"
               "book names, unless its manifest gives one or its ledger knows the content\n"
               "already; without it the time follows from the manifest's dates and the content.\n"
               "\n"
               "What was made of chapters and images is kept in $XDG_CACHE_HOME/octavo (else\n"
               "~/.cache/octavo), so that only what changed is made again. The book is the same\n"
               "without it.\n",
    .extensions = "md markdown yaml yml",
    .run = run,
};
