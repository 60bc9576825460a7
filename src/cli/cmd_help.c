#include "cli/cli.h"

static enum status run(struct cli *cli)
{
    struct buf out = {0};
    const struct command *command = NULL;
    if (cli->noperands > 0) {
        command = command_find(str_from(cli->operands[0]));
        if (command == NULL) {
            return cli_usage(NULL, "unknown command \"%s\"", cli->operands[0]);
        }
        help_command(command, &out);
    } else {
        help_all(&out);
    }
    enum status status = cli_print(buf_str(&out)) ? STATUS_FINE : STATUS_SYSTEM;
    buf_release(&out);
    return status;
}

static const enum cli_option options[] = {OPTION_HELP, CLI_OPTIONS};

const struct command cmd_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .summary = "explain a command",
    .options = options,
    .details = "Without COMMAND, all commands are listed.\n",
    .run = run,
};
