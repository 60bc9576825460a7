/* cost ROUNDS COMMAND [ARG...] [, COMMAND [ARG...]]...
 *
 * What programs cost: runs every command once to warm up, then all of them in turn, ROUNDS times,
 * so that whatever else the machine does falls on all alike. Prints a line for each command: the
 * medians of its processor time (user and system, of the process and its children) and of the time
 * on the wall, in milliseconds, and the largest memory it held, in MiB. A command that fails ends
 * it all with status 1. Output of the commands is thrown away. A command after a "+" makes ready
 * for the one behind it, each time: it is run and not measured. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_ROUNDS   1001
#define MAX_COMMANDS 16

struct command {
    char **argv; /* ends with NULL */
    bool silent; /* it only makes ready */
    double cpu[MAX_ROUNDS], wall[MAX_ROUNDS];
    double memory;
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static _Noreturn void become(char **argv)
{
    int nothing = open("/dev/null", O_WRONLY);
    if (nothing >= 0) {
        dup2(nothing, STDOUT_FILENO);
        execvp(argv[0], argv);
    }
    fprintf(stderr, "cost: cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

/* The system counts what a process and the children it waited for have used. */
static bool run(struct command *c, int round)
{
    struct rusage used;
    int status = 0;
    double start = now();
    pid_t child = fork();
    if (child == 0) {
        become(c->argv);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        perror("cost");
        return false;
    }
    c->wall[round] = (now() - start) * 1e3;
    c->cpu[round] = (seconds(used.ru_utime) + seconds(used.ru_stime)) * 1e3;
    double memory = (double)used.ru_maxrss / 1024;
    c->memory = memory > c->memory ? memory : c->memory;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "cost: %s failed\n", c->argv[0]);
        return false;
    }
    return true;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_size);
    return values[count / 2];
}

/* Cuts the arguments at each ",". */
static int read_commands(char *argv[], struct command *commands)
{
    int count = 0;
    for (char **arg = argv; *arg != NULL && count < MAX_COMMANDS; count++) {
        commands[count].silent = strcmp(*arg, "+") == 0;
        arg += commands[count].silent;
        commands[count].argv = arg;
        while (*arg != NULL && strcmp(*arg, ",") != 0) {
            arg++;
        }
        if (*arg != NULL) {
            *arg++ = NULL;
        }
    }
    return count;
}

int main(int argc, char *argv[])
{
    static struct command commands[MAX_COMMANDS];
    int rounds = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (rounds < 1 || rounds >= MAX_ROUNDS) {
        fputs("usage: cost ROUNDS COMMAND [ARG...] [, COMMAND [ARG...]]...\n", stderr);
        return 2;
    }
    int count = read_commands(argv + 2, commands);
    for (int round = -1; round < rounds; round++) {
        for (int i = 0; i < count; i++) {
            if (!run(&commands[i], round < 0 ? 0 : round)) {
                return 1;
            }
        }
    }
    for (int i = 0; i < count; i++) {
        if (commands[i].silent) {
            continue;
        }
        printf("%.3f %.3f %.1f\n", median(commands[i].cpu, rounds),
               median(commands[i].wall, rounds), commands[i].memory);
    }
    return 0;
}
