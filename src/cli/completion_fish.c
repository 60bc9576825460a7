/* Completions for fish: one line for each command, option and operand. */
#include "cli/cli.h"

/* Text inside '...'. */
static void add_quoted(const char *text, struct buf *out)
{
    buf_addch(out, '\'');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'' || *at == '\\') {
            buf_addch(out, '\\');
        }
        buf_addch(out, *at);
    }
    buf_addch(out, '\'');
}

static void begin(const struct command *command, struct buf *out)
{
    buf_addf(out, "complete -c octavo -n '__fish_seen_subcommand_from %s'", command->name);
}

static void add_value(const struct option_row *row, struct buf *out)
{
    if (row->completes == COMPLETES_FILE) {
        buf_add(out, STR(" -r -F"));
        return;
    }
    buf_add(out, STR(" -x -a '"));
    completion_values(row, out);
    buf_addch(out, '\'');
}

static void add_option(const struct command *command, const struct option_row *row, struct buf *out)
{
    begin(command, out);
    buf_addf(out, " -l %s", row->name);
    if (row->letter != 0) {
        buf_addf(out, " -s %c", row->letter);
    }
    if (row->value != NULL) {
        add_value(row, out);
    }
    buf_add(out, STR(" -d "));
    add_quoted(row->help, out);
    buf_addch(out, '\n');
}

/* fish has no way to offer the files of some extensions and folders that works in all versions. */
static void add_operands(const struct command *command, struct buf *out)
{
    begin(command, out);
    if (command->words != NULL) {
        buf_addf(out, " -a '%s'\n", command->words);
    } else if (command == &cmd_help) {
        buf_add(out, STR(" -a '"));
        completion_commands(out);
        buf_add(out, STR("'\n"));
    } else if (command->extensions[0] == '\0') {
        buf_add(out, STR(" -a '(__fish_complete_directories)'\n"));
    } else {
        buf_add(out, STR(" -F\n"));
    }
}

void completion_fish(struct buf *out)
{
    buf_add(out, STR("complete -c octavo -f\n"
                     "complete -c octavo -n __fish_use_subcommand -l help -d 'show the help'\n"
                     "complete -c octavo -n __fish_use_subcommand -l version -d 'show the "
                     "version'\n"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        buf_addf(out, "complete -c octavo -n __fish_use_subcommand -a %s -d ", commands[i]->name);
        add_quoted(commands[i]->summary, out);
        buf_addch(out, '\n');
    }
    for (size_t i = 0; commands[i] != NULL; i++) {
        const struct command *command = commands[i];
        for (const enum cli_option *id = command->options; *id != CLI_OPTIONS; id++) {
            add_option(command, &option_rows[*id], out);
        }
        add_operands(command, out);
    }
}
