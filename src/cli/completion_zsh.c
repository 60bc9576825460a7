/* Completions for zsh: a function for its completion system, to be autoloaded or sourced. */
#include "cli/cli.h"

#include <string.h>

/* Text inside '...', where brackets and colons mean something to _arguments. */
static void add_quoted(const char *text, struct buf *out)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'') {
            buf_add(out, STR("'\\''"));
        } else {
            if (strchr("[]:\\", *at) != NULL) {
                buf_addch(out, '\\');
            }
            buf_addch(out, *at);
        }
    }
}

static void add_value(const struct option_row *row, struct buf *out)
{
    buf_addf(out, ":%s:", row->value);
    if (row->completes == COMPLETES_FILE) {
        buf_add(out, STR("_files"));
    } else if (row->completes != COMPLETES_TEXT) {
        buf_addch(out, '(');
        completion_values(row, out);
        buf_addch(out, ')');
    }
}

static void add_option(const struct option_row *row, struct buf *out)
{
    bool repeated = row->completes == COMPLETES_MESSAGE;
    const char *equals = row->value != NULL ? "=" : "";
    buf_add(out, STR(" \\\n            "));
    if (row->letter != 0) {
        buf_addf(out, "'(-%c --%s)'{-%c,--%s%s}'[", row->letter, row->name, row->letter, row->name,
                 equals);
    } else {
        buf_addf(out, "'%s--%s%s[", repeated ? "*" : "", row->name, equals);
    }
    add_quoted(row->help, out);
    buf_addch(out, ']');
    if (row->value != NULL) {
        add_value(row, out);
    }
    buf_addch(out, '\'');
}

static void add_operands(const struct command *command, struct buf *out)
{
    str list = str_from(command->extensions), word;
    if (command->words != NULL) {
        buf_addf(out, " \\\n            '1:operand:(%s)'", command->words);
    } else if (command == &cmd_help) {
        buf_add(out, STR(" \\\n            '1:command:("));
        completion_commands(out);
        buf_add(out, STR(")'"));
    } else if (list.len == 0) {
        buf_add(out, STR(" \\\n            '*:folder:_files -/'"));
    } else {
        buf_add(out, STR(" \\\n            '*:file:_files -g \"*.("));
        for (bool first = true; completion_word(&list, &word); first = false) {
            buf_addf(out, "%s%.*s", first ? "" : "|", STR_ARG(word));
        }
        buf_add(out, STR(")(-.)\"'"));
    }
}

static void add_command(const struct command *command, struct buf *out)
{
    buf_addf(out, "    %s)\n        _arguments -s -S", command->name);
    for (const enum cli_option *id = command->options; *id != CLI_OPTIONS; id++) {
        add_option(&option_rows[*id], out);
    }
    add_operands(command, out);
    buf_add(out, STR("\n        ;;\n"));
}

void completion_zsh(struct buf *out)
{
    buf_add(out, STR("#compdef octavo\n\n_octavo()\n{\n    local -a commands=(\n"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        buf_addf(out, "        '%s:", commands[i]->name);
        add_quoted(commands[i]->summary, out);
        buf_add(out, STR("'\n"));
    }
    buf_add(out, STR("    )\n"
                     "    if (( CURRENT == 2 )); then\n"
                     "        _describe command commands\n"
                     "        compadd -- --help --version\n"
                     "        return\n"
                     "    fi\n"
                     "    shift words\n"
                     "    (( CURRENT-- ))\n"
                     "    case $words[1] in\n"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        add_command(commands[i], out);
    }
    buf_add(out, STR("    esac\n}\n\n"
                     "if [[ $funcstack[1] == _octavo ]]; then\n"
                     "    _octavo \"$@\"\n"
                     "else\n"
                     "    compdef _octavo octavo\n"
                     "fi\n"));
}
