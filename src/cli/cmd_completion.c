#include "cli/cli.h"

static void add_options(const struct command *command, struct buf *out)
{
    for (const enum cli_option *id = command->options; *id != CLI_OPTIONS; id++) {
        buf_addf(out, " --%s", option_rows[*id].name);
    }
}

/* Written from the tables, so that it never misses an option. */
void completion_bash(struct buf *out)
{
    buf_add(out, STR("_octavo()\n{\n"
                     "    local word=${COMP_WORDS[COMP_CWORD]} options= commands=\""));
    for (size_t i = 0; commands[i] != NULL; i++) {
        buf_addf(out, "%s ", commands[i]->name);
    }
    buf_add(out, STR("--help --version\"\n    case ${COMP_WORDS[1]} in\n"));
    for (size_t i = 0; commands[i] != NULL; i++) {
        buf_addf(out, "    %s) options=\"", commands[i]->name);
        add_options(commands[i], out);
        buf_add(out, STR("\" ;;\n"));
    }
    buf_add(out, STR("    esac\n"
                     "    if [ \"$COMP_CWORD\" = 1 ]; then\n"
                     "        mapfile -t COMPREPLY < <(compgen -W \"$commands\" -- \"$word\")\n"
                     "    elif [[ $word == -* ]]; then\n"
                     "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
                     "    else\n"
                     "        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
                     "    fi\n"
                     "}\n"
                     "complete -o filenames -F _octavo octavo\n"));
}

static enum status run(struct cli *cli)
{
    if (cli->noperands != 1 || !str_eq(str_from(cli->operands[0]), STR("bash"))) {
        return cli_usage(cli, "completion is for bash");
    }
    struct buf out = {0};
    completion_bash(&out);
    enum status status = cli_print(buf_str(&out)) ? STATUS_FINE : STATUS_SYSTEM;
    buf_release(&out);
    return status;
}

static const enum cli_option options[] = {OPTION_HELP, CLI_OPTIONS};

const struct command cmd_completion = {
    .name = "completion",
    .operands = "bash",
    .summary = "print completions for the shell",
    .options = options,
    .details = "For this shell alone: source <(octavo completion bash)\n",
    .run = run,
};
