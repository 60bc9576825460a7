#include "base/json.h"
#include "build/story.h"
#include "cli/cli.h"

#include <stdio.h>
#include <unistd.h>

/* One object on standard output, also when there is nothing to tell. */
static bool tell_json(struct cli *cli, str book, str output)
{
    struct buf out = {0};
    struct json j = {.out = &out};
    json_open(&j, NULL, '{');
    json_str(&j, "octavo", STR(OCTAVO_VERSION));
    json_str(&j, "book", book);
    json_str_or_null(&j, "output", output);
    diag_tell_json(&cli->diag, &j);
    json_close(&j, '}');
    buf_addch(&out, '\n');
    bool told = cli_print(buf_str(&out));
    buf_release(&out);
    return told;
}

/* As text: the messages on standard error, the book's path on standard output. The path is told
 * without need of memory: once a book is written, the build has not failed. */
static bool tell_text(struct cli *cli, str output)
{
    cli_tell(cli);
    if (output.len == 0 || cli->style.quiet || str_eq(output, STR("-"))) {
        return true;
    }
    return cli_print(output) && cli_print(STR("\n"));
}

static enum status build(struct cli *cli, struct arena *a, const struct build_request *request)
{
    struct build_result result;
    build_book(a, request, &result, &cli->diag);
    if (result.no_book) {
        return cli_usage(cli, "no book in \"%.*s\": %.*s",
                         STR_ARG(request->argument.len > 0 ? request->argument : STR(".")),
                         STR_ARG(result.why));
    }
    str book = request->argument.len > 0 ? request->argument : STR(".");
    bool told = cli->format == DIAG_JSON ? tell_json(cli, book, result.output)
                                         : tell_text(cli, result.output);
    return told ? (enum status)diag_status(&cli->diag) : STATUS_SYSTEM;
}

static enum status run(struct cli *cli)
{
    struct build_request request = {
        .output = cli->values[OPTION_OUTPUT],
        .depfile = cli->values[OPTION_DEPFILE],
        .keep_rejected = cli->values[OPTION_KEEP_REJECTED],
    };
    if (cli->noperands > 1) {
        return cli_usage(cli, "one book at a time");
    }
    if (request.depfile.len > 0 && str_eq(request.output, STR("-"))) {
        return cli_usage(cli, "a depfile wants a file that depends: name it with -o");
    }
    if (cli->format == DIAG_JSON && str_eq(request.output, STR("-"))) {
        return cli_usage(cli, "the book and the JSON cannot both go to standard output");
    }
    if (str_eq(request.output, STR("-")) && isatty(STDOUT_FILENO)) {
        return cli_usage(cli, "an EPUB is nothing for a terminal; send it on, or name a file");
    }
    if (!cli_epoch(cli, &request.epoch)) {
        return STATUS_USAGE;
    }
    if (cli->noperands == 1) {
        request.argument = str_from(cli->operands[0]);
    }
    struct arena arena = {0};
    enum status status = build(cli, &arena, &request);
    arena_release(&arena);
    return status;
}

static const enum cli_option options[] = {
    OPTION_OUTPUT, OPTION_DEPFILE, OPTION_ALLOW,         OPTION_DENY, OPTION_FORMAT, OPTION_COLOR,
    OPTION_QUIET,  OPTION_VERBOSE, OPTION_KEEP_REJECTED, OPTION_HELP, CLI_OPTIONS};

const struct command cmd_build = {
    .name = "build",
    .operands = "[BOOK]",
    .summary = "make an EPUB of a book",
    .options = options,
    .details =
        "BOOK is a folder with book.yaml, a folder of .md files, a single .md file, or a .yaml\n"
        "manifest; without it, the current folder; - is a .md on standard input, whose links and\n"
        "images are looked for in the current folder. The EPUB goes to the current folder, named\n"
        "after the title, and its path is printed. A book with errors is not written, and an\n"
        "EPUB that was there stays as it was.\n"
        "\n"
        "SOURCE_DATE_EPOCH (seconds since 1970) sets the time of modification that the book\n"
        "names; without it the time follows from the manifest's dates and the content.\n",
    .extensions = "md markdown yaml yml",
    .run = run,
};
