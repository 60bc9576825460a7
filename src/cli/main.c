#include "cli/cli.h"
#include "base/fs.h"
#include "base/memory.h"
#include "messages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command *const commands[] = {&cmd_build, &cmd_check,      &cmd_diff,
                                          &cmd_lock,  &cmd_watch,      &cmd_new,
                                          &cmd_help,  &cmd_completion, NULL};

enum status cli_usage(const struct cli *cli, const char *format, ...)
{
    va_list args;
    fputs("octavo: error: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    if (cli != NULL && cli->command != NULL) {
        fprintf(stderr, "; see \"octavo %s --help\"\n", cli->command->name);
    } else {
        fputs("; see \"octavo --help\"\n", stderr);
    }
    return STATUS_USAGE;
}

bool cli_print(str text)
{
    if (fwrite(text.ptr, 1, text.len, stdout) == text.len && fflush(stdout) == 0) {
        return true;
    }
    fprintf(stderr, "octavo: error: cannot write to standard output: %s\n", strerror(errno));
    return false;
}

void cli_tell(const struct cli *cli, struct diag *d)
{
    struct buf out = {0};
    diag_tell_text(d, &cli->style, &out);
    if (out.len > 0) {
        fwrite(out.data, 1, out.len, stderr);
    }
    buf_release(&out);
}

static enum status print_and_end(void (*fill)(struct buf *out))
{
    struct buf out = {0};
    fill(&out);
    enum status status = cli_print(buf_str(&out)) ? STATUS_FINE : STATUS_SYSTEM;
    buf_release(&out);
    return status;
}

static void version(struct buf *out)
{
    buf_addf(out, "octavo %s\n", OCTAVO_VERSION);
}

static enum status run_command(const struct command *command, int argc, char *argv[])
{
    struct cli cli = {.command = command};
    diag_init(&cli.diag, messages, MESSAGES);
    cli.diag.judging = command->judges;
    enum status status = STATUS_USAGE;
    if (cli_parse(&cli, argc, argv)) {
        if (cli_has(&cli, OPTION_HELP)) {
            struct buf out = {0};
            help_command(command, &out);
            status = cli_print(buf_str(&out)) ? STATUS_FINE : STATUS_SYSTEM;
            buf_release(&out);
        } else {
            status = command->run(&cli);
        }
    }
    diag_release(&cli.diag);
    return status;
}

/* A standard stream that is closed would be lent to the next file that is opened, and what is said
 * would be written into that. In its place stands one that takes nothing: writing fails as before.
 */
static void hold_standard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1) {
            open("/dev/null", O_RDONLY); /* gets the lowest number that is free */
        }
    }
}

/* Who names a file at once most likely forgot the command. */
static enum status unknown_command(const char *given)
{
    str name = str_from(given), near = command_nearest(name);
    if (given[0] == '-') {
        return cli_usage(NULL, "unknown option \"%s\"; those of a command stand behind it", given);
    }
    if (near.len > 0) {
        return cli_usage(NULL, "unknown command \"%s\"; did you mean \"%.*s\"?", given,
                         STR_ARG(near));
    }
    if (fs_kind_of(name) != FS_ABSENT) {
        bool epub = str_eq_nocase(path_extension(name), STR("epub"));
        return cli_usage(NULL, "unknown command \"%s\"; did you mean \"octavo %s %s\"?", given,
                         epub ? "check" : "build", given);
    }
    return cli_usage(NULL, "unknown command \"%s\"", given);
}

int main(int argc, char *argv[])
{
    hold_standard_streams();
    memory_keep();
    if (argc < 2) {
        struct buf out = {0};
        help_all(&out);
        fwrite(out.data, 1, out.len, stderr);
        buf_release(&out);
        return STATUS_USAGE;
    }
    str first = str_from(argv[1]);
    if (str_eq(first, STR("--help")) || str_eq(first, STR("-h"))) {
        return (int)print_and_end(help_all);
    }
    if (str_eq(first, STR("--version"))) {
        return (int)print_and_end(version);
    }
    const struct command *command = command_find(first);
    if (command != NULL) {
        return (int)run_command(command, argc - 1, argv + 1);
    }
    return (int)unknown_command(argv[1]);
}
