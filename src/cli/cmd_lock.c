#include "build/story.h"
#include "cli/cli.h"

static enum status lock(struct cli *cli, struct arena *a, struct build_request *request)
{
    struct build_result result;
    build_book(a, request, &result, &cli->diag);
    if (result.no_book) {
        return cli_no_book(cli, request->argument, result.why);
    }
    cli_tell(cli, &cli->diag);
    if (result.ledger.len > 0 && !cli->style.quiet &&
        !(cli_print(result.ledger) && cli_print(STR("\n")))) {
        return STATUS_SYSTEM;
    }
    return (enum status)diag_status(&cli->diag);
}

static enum status run(struct cli *cli)
{
    struct build_request request = {.lock = true, .no_cache = cli_has(cli, OPTION_NO_CACHE)};
    struct arena arena = {0};
    if (!cli_one_book(cli, &request.argument)) {
        return STATUS_USAGE;
    }
    if (str_eq(request.argument, STR("-"))) {
        return cli_usage(cli, "a book on standard input has no place for a ledger");
    }
    if (!cli_epoch(cli, &request.epoch) || !cli_threads(cli, &request.threads)) {
        return STATUS_USAGE;
    }
    enum status status = lock(cli, &arena, &request);
    arena_release(&arena);
    return status;
}

static const enum cli_option options[] = {OPTION_JOBS,     OPTION_ALLOW, OPTION_DENY,
                                          OPTION_COLOR,    OPTION_QUIET, OPTION_VERBOSE,
                                          OPTION_NO_CACHE, OPTION_HELP,  CLI_OPTIONS};

const struct command cmd_lock = {
    .name = "lock",
    .operands = "[BOOK]",
    .summary = "keep what is published, from now on",
    .options = options,
    .details =
        "Makes the ledger of a book: \"book.lock\" in its folder, or NAME.lock beside a single\n"
        "NAME.md; or brings it up to date, without writing the book. Where a ledger is, \"octavo\n"
        "build\" keeps it: names, ids and the time of modification that were published stay, and\n"
        "what readers lose is told. It belongs with the sources, into version control. Making it\n"
        "changes no byte of the book.\n",
    .extensions = "md markdown yaml yml",
    .run = run,
};
