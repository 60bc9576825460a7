#include "cli/cli.h"
#include "messages.h"

#include <string.h>

static const struct {
    str name;
    void (*write)(struct buf *out);
} shells[] = {
    {STR_INIT("bash"), completion_bash},
    {STR_INIT("zsh"), completion_zsh},
    {STR_INIT("fish"), completion_fish},
};

bool completion_word(str *list, str *word)
{
    str_cut(*list, ' ', word, list);
    return word->len > 0;
}

void completion_commands(struct buf *out)
{
    for (size_t i = 0; commands[i] != NULL; i++) {
        buf_addf(out, "%s%s", i > 0 ? " " : "", commands[i]->name);
    }
}

static bool is_first_of_name(size_t kind)
{
    for (size_t i = 0; i < kind; i++) {
        if (strcmp(messages[i].name, messages[kind].name) == 0) {
            return false;
        }
    }
    return true;
}

static void add_messages(bool lowered, struct buf *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < MESSAGES; i++) {
        bool may = messages[i].level < DIAG_SYSTEM && (!lowered || messages[i].hold != DIAG_FIXED);
        if (may && is_first_of_name(i)) {
            buf_addf(out, "%s%s", out->len > start ? " " : "", messages[i].name);
        }
    }
}

void completion_values(const struct option_row *row, struct buf *out)
{
    if (row->completes == COMPLETES_WORD) {
        buf_add(out, str_from(row->words));
    } else if (row->completes == COMPLETES_MESSAGE) {
        add_messages(row->id == OPTION_ALLOW, out);
    }
}

static enum status run(struct cli *cli)
{
    str shell = cli->noperands == 1 ? str_from(cli->operands[0]) : STR_NONE;
    struct buf out = {0};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++) {
        if (str_eq(shell, shells[i].name)) {
            shells[i].write(&out);
        }
    }
    if (out.len == 0) {
        return cli_usage(cli, "completion is for bash, zsh or fish");
    }
    enum status status = cli_print(buf_str(&out)) ? STATUS_FINE : STATUS_SYSTEM;
    buf_release(&out);
    return status;
}

static const enum cli_option options[] = {OPTION_HELP, CLI_OPTIONS};

const struct command cmd_completion = {
    .name = "completion",
    .operands = "SHELL",
    .summary = "print completions for bash, zsh or fish",
    .options = options,
    .details = "For this shell alone:\n"
               "  bash  source <(octavo completion bash)\n"
               "  zsh   source <(octavo completion zsh)\n"
               "  fish  octavo completion fish | source\n",
    .words = "bash zsh fish",
    .run = run,
};
