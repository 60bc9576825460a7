#include "base/nearest.h"
#include "base/cores.h"
#include "cli/cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_JOBS 64

const struct option_row option_rows[CLI_OPTIONS] = {
    [OPTION_ALLOW] = {OPTION_ALLOW, "allow", 0, "NAME",
                      "let the message NAME be a warning; may be repeated", COMPLETES_MESSAGE,
                      NULL},
    [OPTION_COLOR] = {OPTION_COLOR, "color", 0, "WHEN",
                      "colour messages: auto (on a terminal), always, never", COMPLETES_WORD,
                      "auto always never"},
    [OPTION_DENY] = {OPTION_DENY, "deny", 0, "NAME",
                     "let the message NAME be an error; may be repeated", COMPLETES_MESSAGE, NULL},
    [OPTION_DEPFILE] = {OPTION_DEPFILE, "depfile", 0, "FILE",
                        "write there what the book is made of, for Make, Ninja", COMPLETES_FILE,
                        NULL},
    [OPTION_FAIL_ON_WARNINGS] = {OPTION_FAIL_ON_WARNINGS, "fail-on-warnings", 0, NULL,
                                 "exit with 1 also if there are only warnings", COMPLETES_TEXT,
                                 NULL},
    [OPTION_FORMAT] = {OPTION_FORMAT, "format", 0, "FORMAT",
                       "text, or json: one object on standard output", COMPLETES_WORD, "text json"},
    [OPTION_FROZEN] = {OPTION_FROZEN, "frozen", 0, NULL,
                       "fail if the ledger would change, or readers lose a target", COMPLETES_TEXT,
                       NULL},
    [OPTION_HELP] = {OPTION_HELP, "help", 'h', NULL, "show this help", COMPLETES_TEXT, NULL},
    [OPTION_JOBS] = {OPTION_JOBS, "jobs", 'j', "N",
                     "threads that work; by default one for each core", COMPLETES_TEXT, NULL},
    [OPTION_KEEP_REJECTED] = {OPTION_KEEP_REJECTED, "keep-rejected", 0, "FILE",
                              "write a book that has errors to FILE, for a look", COMPLETES_FILE,
                              NULL},
    [OPTION_LINT] = {OPTION_LINT, "lint", 0, NULL,
                     "also what EPUB allows and reading systems break on", COMPLETES_TEXT, NULL},
    [OPTION_NO_CACHE] = {OPTION_NO_CACHE, "no-cache", 0, NULL,
                         "make everything anew, and keep nothing for the next time", COMPLETES_TEXT,
                         NULL},
    [OPTION_OUTPUT] = {OPTION_OUTPUT, "output", 'o', "FILE",
                       "file or folder for the book; - is standard output", COMPLETES_FILE, NULL},
    [OPTION_PAGE] = {OPTION_PAGE, "page", 0, "FILE",
                     "the changes as an XHTML page; - is standard output", COMPLETES_FILE, NULL},
    [OPTION_QUIET] = {OPTION_QUIET, "quiet", 'q', NULL, "errors only", COMPLETES_TEXT, NULL},
    [OPTION_SEVERITY] = {OPTION_SEVERITY, "severity", 0, "LEVEL",
                         "least level that is told: note, warning or error", COMPLETES_WORD,
                         "note warning error"},
    [OPTION_TITLE] = {OPTION_TITLE, "title", 't', "TITLE", "the title of the new book",
                      COMPLETES_TEXT, NULL},
    [OPTION_VERBOSE] = {OPTION_VERBOSE, "verbose", 'v', NULL, "notes too", COMPLETES_TEXT, NULL},
};

const struct command *command_find(str name)
{
    for (size_t i = 0; commands[i] != NULL; i++) {
        if (str_eq(name, str_from(commands[i]->name))) {
            return commands[i];
        }
    }
    return NULL;
}

str command_nearest(str name)
{
    struct nearest near = {.wanted = name};
    for (size_t i = 0; commands[i] != NULL; i++) {
        nearest_offer(&near, str_from(commands[i]->name));
    }
    return near.best;
}

/* The command's rows in the form that getopt_long wants; val is the option's number + 1. */
static void fill_getopt(const struct command *command, struct option *longs, char *letters)
{
    size_t n = 0;
    *letters++ = ':'; /* a missing value is told as ':' */
    for (const enum cli_option *id = command->options; *id != CLI_OPTIONS; id++) {
        const struct option_row *row = &option_rows[*id];
        int takes = row->value != NULL ? required_argument : no_argument;
        longs[n++] = (struct option){row->name, takes, NULL, (int)*id + 1};
        if (row->letter != 0) {
            *letters++ = row->letter;
            if (row->value != NULL) {
                *letters++ = ':';
            }
        }
    }
    longs[n] = (struct option){0};
    *letters = '\0';
}

static const struct option_row *row_of(int found)
{
    if (found >= 1 && found <= CLI_OPTIONS) {
        return &option_rows[found - 1];
    }
    for (size_t i = 0; i < CLI_OPTIONS; i++) {
        if (option_rows[i].letter != 0 && option_rows[i].letter == (char)found) {
            return &option_rows[i];
        }
    }
    return NULL;
}

static void unknown_option(const struct cli *cli, const char *given)
{
    struct nearest near = {.wanted = str_from(given)};
    str name, value;
    if (str_starts(near.wanted, STR("--"))) {
        str_cut(str_sub(near.wanted, 2, near.wanted.len), '=', &name, &value);
        near.wanted = name;
        for (const enum cli_option *id = cli->command->options; *id != CLI_OPTIONS; id++) {
            nearest_offer(&near, str_from(option_rows[*id].name));
        }
    }
    if (near.best.len > 0) {
        cli_usage(cli, "unknown option \"%s\"; did you mean \"--%.*s\"?", given,
                  STR_ARG(near.best));
    } else {
        cli_usage(cli, "unknown option \"%s\"", given);
    }
}

/* --allow and --deny; the last one that names a message is obeyed. */
static bool set_level(struct cli *cli, str name, enum diag_level level)
{
    str near;
    switch (diag_set_level(&cli->diag, name, level, DIAG_BY_COMMAND)) {
    case DIAG_SET:
        return true;
    case DIAG_HELD:
        cli_usage(cli, "\"%.*s\" cannot be lowered", STR_ARG(name));
        return false;
    default:
        break;
    }
    near = diag_nearest_name(&cli->diag, name);
    if (near.len > 0) {
        cli_usage(cli, "no message has the name \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(name),
                  STR_ARG(near));
    } else {
        cli_usage(cli, "no message has the name \"%.*s\"", STR_ARG(name));
    }
    return false;
}

static bool take_option(struct cli *cli, const struct option_row *row)
{
    if (row->value != NULL && optarg[0] == '\0') {
        cli_usage(cli, "option \"--%s\" has an empty value", row->name);
        return false;
    }
    cli->values[row->id] = row->value != NULL ? str_from(optarg) : STR("yes");
    if (row->id == OPTION_ALLOW || row->id == OPTION_DENY) {
        return set_level(cli, cli->values[row->id],
                         row->id == OPTION_ALLOW ? DIAG_WARNING : DIAG_ERROR);
    }
    return true;
}

/* What a script left empty is not meant to be the current folder. */
static bool are_named(struct cli *cli)
{
    for (int i = 0; i < cli->noperands; i++) {
        if (cli->operands[i][0] == '\0') {
            cli_usage(cli, "an operand is empty");
            return false;
        }
    }
    return true;
}

static bool read_options(struct cli *cli, int argc, char *argv[])
{
    struct option longs[CLI_OPTIONS + 1];
    char letters[2 * CLI_OPTIONS + 2];
    fill_getopt(cli->command, longs, letters);
    opterr = 0;
    for (;;) {
        int before = optind;
        int found = getopt_long(argc, argv, letters, longs, NULL);
        if (found == -1) {
            break;
        }
        const struct option_row *row = row_of(found);
        if (found == ':') {
            cli_usage(cli, "option \"%s\" wants a value", argv[optind - 1]);
            return false;
        }
        if (row == NULL) {
            unknown_option(cli, argv[optind > before ? optind - 1 : before]);
            return false;
        }
        if (!take_option(cli, row)) {
            return false;
        }
    }
    cli->operands = argv + optind;
    cli->noperands = argc - optind;
    return are_named(cli);
}

bool cli_threads(const struct cli *cli, unsigned *threads)
{
    str given = cli->values[OPTION_JOBS];
    uint64_t number;
    *threads = cores_count();
    if (given.len == 0) {
        return true;
    }
    if (!str_number(given, MOST_JOBS, &number) || number == 0) {
        cli_usage(cli, "--jobs is a number from 1 to %d", MOST_JOBS);
        return false;
    }
    *threads = (unsigned)number;
    return true;
}

bool cli_colour(const struct cli *cli, int fd, bool *known)
{
    str when = cli->values[OPTION_COLOR];
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    *known = true;
    if (str_eq(when, STR("always")) || str_eq(when, STR("never"))) {
        return when.ptr[0] == 'a';
    }
    *known = when.len == 0 || str_eq(when, STR("auto"));
    return (no_color == NULL || no_color[0] == '\0') && isatty(fd) &&
           (term == NULL || strcmp(term, "dumb") != 0);
}

bool cli_parse(struct cli *cli, int argc, char *argv[])
{
    bool known = true;
    if (!read_options(cli, argc, argv)) {
        return false;
    }
    cli->style.colour = cli_colour(cli, STDERR_FILENO, &known);
    cli->style.quiet = cli_has(cli, OPTION_QUIET);
    cli->style.verbose = cli_has(cli, OPTION_VERBOSE);
    if (!known) {
        cli_usage(cli, "--color is auto, always or never");
        return false;
    }
    str format = cli->values[OPTION_FORMAT];
    cli->format = str_eq(format, STR("json")) ? DIAG_JSON : DIAG_TEXT;
    if (format.len > 0 && cli->format == DIAG_TEXT && !str_eq(format, STR("text"))) {
        cli_usage(cli, "--format is text or json");
        return false;
    }
    return true;
}

enum status cli_no_book(const struct cli *cli, str book, str why)
{
    return cli_usage(cli, "no book in \"%.*s\": %.*s", STR_ARG(book), STR_ARG(why));
}

bool cli_one_book(const struct cli *cli, str *book)
{
    *book = cli->noperands > 0 ? str_from(cli->operands[0]) : STR(".");
    if (cli->noperands > 1) {
        cli_usage(cli, "one book at a time");
    }
    return cli->noperands <= 1;
}
