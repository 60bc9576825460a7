/* Completions for bash, which parts words at "=": the value of an option is the word behind the
 * option, or behind that sign. */
#include "cli/cli.h"

static void add_options(const struct command *command, struct buf *out)
{
    for (const enum cli_option *id = command->options; *id != CLI_OPTIONS; id++) {
        buf_addf(out, "%s--%s", id != command->options ? " " : "", option_rows[*id].name);
    }
}

/* Files of these extensions, and folders, which may hold more. */
static void add_files(const char *extensions, struct buf *out)
{
    str list = str_from(extensions), word;
    buf_add(out, STR(" files=\"$(compgen -d -- \"$word\""));
    while (completion_word(&list, &word)) {
        buf_addf(out, "; compgen -f -X '!*.%.*s' -- \"$word\"", STR_ARG(word));
    }
    buf_add(out, STR("; :)\""));
}

static void add_command(const struct command *command, struct buf *out)
{
    buf_addf(out, "    %s) options=\"", command->name);
    add_options(command, out);
    buf_addch(out, '"');
    if (command->words != NULL) {
        buf_addf(out, " words=\"%s\"", command->words);
    } else if (command == &cmd_help) {
        buf_add(out, STR(" words=\"$commands\""));
    }
    if (command->extensions != NULL) {
        add_files(command->extensions, out);
    }
    buf_add(out, STR(" ;;\n"));
}

static void add_value(const struct option_row *row, struct buf *out)
{
    if (row->value == NULL) {
        return;
    }
    buf_addf(out, "    --%s", row->name);
    if (row->letter != 0) {
        buf_addf(out, "|-%c", row->letter);
    }
    if (row->completes == COMPLETES_FILE) {
        buf_add(out, STR(") options= words= files=$(compgen -f -- \"$word\"; :) ;;\n"));
        return;
    }
    buf_add(out, STR(") options= files= words=\""));
    completion_values(row, out);
    buf_add(out, STR("\" ;;\n"));
}

void completion_bash(struct buf *out)
{
    buf_add(out, STR("_octavo()\n{\n"
                     "    local IFS=$' \\t\\n' options= words= files= commands=\""));
    completion_commands(out);
    buf_add(out, STR("\"\n"
                     "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                     "    if [ \"$word\" = = ]; then\n"
                     "        word=\n"
                     "    elif [ \"$before\" = = ]; then\n"
                     "        before=${COMP_WORDS[COMP_CWORD-2]}\n"
                     "    fi\n"
                     "    case ${COMP_WORDS[1]} in\n"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        add_command(commands[i], out);
    }
    buf_add(out, STR("    esac\n"
                     "    case $before in\n"));
    for (size_t i = 0; i < CLI_OPTIONS; i++) {
        add_value(&option_rows[i], out);
    }
    buf_add(out, STR("    esac\n"
                     "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
                     "        words=\"$commands --help --version\" files=\n"
                     "    elif [[ $word == -* ]]; then\n"
                     "        words=$options files=\n"
                     "    fi\n"
                     "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\" || :\n"
                     "        [ -z \"$files\" ] || printf '%s\\n' \"$files\")\n"
                     "}\n"
                     "complete -o filenames -F _octavo octavo\n"));
}
