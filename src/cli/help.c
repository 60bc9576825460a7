#include "cli/cli.h"

#include <string.h>

/* Column where the explanations begin. */
#define COLUMN 26

static void pad_to(struct buf *out, size_t start)
{
    do {
        buf_addch(out, ' ');
    } while (out->len - start < COLUMN);
}

static void option_line(const struct option_row *row, struct buf *out)
{
    size_t start = out->len;
    if (row->letter != 0) {
        buf_addf(out, "  -%c, --%s", row->letter, row->name);
    } else {
        buf_addf(out, "      --%s", row->name);
    }
    if (row->value != NULL) {
        buf_addf(out, " %s", row->value);
    }
    pad_to(out, start);
    buf_addf(out, "%s\n", row->help);
}

void help_command(const struct command *command, struct buf *out)
{
    buf_addf(out, "octavo %s - %s\n\nUsage: octavo %s [OPTION...]%s%s\n\n", command->name,
             command->summary, command->name, command->operands[0] != '\0' ? " " : "",
             command->operands);
    for (const enum cli_option *id = command->options; *id != CLI_OPTIONS; id++) {
        option_line(&option_rows[*id], out);
    }
    buf_addf(out, "\n%s", command->details);
}

void help_all(struct buf *out)
{
    buf_add(out, STR("octavo - Markdown to valid, accessible EPUB 3\n\n"
                     "Usage: octavo COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        size_t start = out->len;
        buf_addf(out, "  %s %s", commands[i]->name, commands[i]->operands);
        pad_to(out, start);
        buf_addf(out, "%s\n", commands[i]->summary);
    }
    buf_add(out, STR("\n  --help, --version\n\n"
                     "\"octavo COMMAND --help\" tells more.\n"
                     "Exit status: 0 fine, 1 the book has errors, 2 wrong usage, 3 the system "
                     "failed.\n"));
}
