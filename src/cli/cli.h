/* How Octavo is asked: what every command shares.
 *
 * To add a command: write cmd_NAME.c with a struct command, name it below and in the table of
 * main.c; help, completions and the test of the manual follow from the table. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/diag.h"
#include "base/text.h"

#include <stdbool.h>

enum status { STATUS_FINE = 0, STATUS_BOOK = 1, STATUS_USAGE = 2, STATUS_SYSTEM = 3 };

enum cli_option {
    OPTION_ALLOW,
    OPTION_COLOR,
    OPTION_DENY,
    OPTION_DEPFILE,
    OPTION_FAIL_ON_WARNINGS,
    OPTION_FORMAT,
    OPTION_FROZEN,
    OPTION_HELP,
    OPTION_JOBS,
    OPTION_KEEP_REJECTED,
    OPTION_LINT,
    OPTION_NO_CACHE,
    OPTION_OUTPUT,
    OPTION_PAGE,
    OPTION_QUIET,
    OPTION_SEVERITY,
    OPTION_TITLE,
    OPTION_VERBOSE,
    CLI_OPTIONS
};

/* What a value or an operand may be, for completions. */
enum completes { COMPLETES_TEXT, COMPLETES_FILE, COMPLETES_WORD, COMPLETES_MESSAGE };

struct option_row {
    enum cli_option id;
    const char *name;  /* without "--" */
    char letter;       /* 0: none */
    const char *value; /* what stands for the value in the help; NULL: takes none */
    const char *help;
    enum completes completes;
    const char *words; /* COMPLETES_WORD: with blanks between */
};

struct command;

/* What the user asked, read from the command line. */
struct cli {
    const struct command *command;
    str values[CLI_OPTIONS]; /* of options that were given; of a flag: not empty */
    char **operands;
    int noperands;
    struct diag diag;
    enum diag_format format;
    struct diag_style style;
};

struct command {
    const char *name, *operands, *summary;
    const enum cli_option *options; /* ends with CLI_OPTIONS */
    const char *details;            /* paragraphs for the help */
    const char *extensions;         /* of files that it takes, for completions; NULL: none */
    const char *words;              /* other operands that it takes, for completions */
    bool judges;                    /* it speaks of finished files: see struct diag */
    enum status (*run)(struct cli *cli);
};

extern const struct command cmd_build, cmd_check, cmd_diff, cmd_lock, cmd_new, cmd_watch, cmd_help,
    cmd_completion;
extern const struct command *const commands[]; /* ends with NULL */
extern const struct option_row option_rows[CLI_OPTIONS];

const struct command *command_find(str name);

/* The names of all commands, for "did you mean". */
str command_nearest(str name);

/* Reads options and operands into cli; false: wrong usage, told already. */
bool cli_parse(struct cli *cli, int argc, char *argv[]);

static inline bool cli_has(const struct cli *cli, enum cli_option option)
{
    return cli->values[option].len > 0;
}

/* Prints what is wrong with the command line, and where help is. Returns STATUS_USAGE. */
enum status cli_usage(const struct cli *cli, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Says that there is no book, and what was looked for. Returns STATUS_USAGE. */
enum status cli_no_book(const struct cli *cli, str book, str why);

/* The book of a command that takes one: the operand, or the current folder; false: told already. */
bool cli_one_book(const struct cli *cli, str *book);

/* Reads SOURCE_DATE_EPOCH: seconds since 1970, -1 if it is not set; false: told already. */
bool cli_epoch(struct cli *cli, int64_t *epoch);

/* How many threads --jobs asks for, by default one for each core; false: told already. */
bool cli_threads(const struct cli *cli, unsigned *threads);

/* Is what goes to a descriptor to be in colour? *known is false if --color has no known word. */
bool cli_colour(const struct cli *cli, int fd, bool *known);

void help_command(const struct command *command, struct buf *out);
void help_all(struct buf *out);

/* Completions for a shell, written from the tables, so that they never miss an option. */
void completion_bash(struct buf *out);
void completion_zsh(struct buf *out);
void completion_fish(struct buf *out);

/* The words of a list with blanks between, one after the other; false at its end. */
bool completion_word(str *list, str *word);
/* The words that a value may be; for COMPLETES_MESSAGE the names of all messages whose level may be
 * set by the option. Without end of line. */
void completion_values(const struct option_row *row, struct buf *out);
/* The names of all commands. */
void completion_commands(struct buf *out);

/* Writes to standard output, to the end; false (told already) if that failed. */
bool cli_print(str text);

/* Tells messages as text on standard error. */
void cli_tell(const struct cli *cli, struct diag *d);

#endif
