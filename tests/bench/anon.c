/* anon COMMAND [ARG...]
 *
 * The most anonymous memory (RssAnon) that a program has at any time, in MiB: its status is read
 * again and again, five thousand times a second. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long anonymous(const char *status)
{
    char line[256];
    long kib = 0;
    FILE *file = fopen(status, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "RssAnon:", 8) == 0) {
            kib = strtol(line + 8, NULL, 10);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kib;
}

int main(int argc, char *argv[])
{
    const struct timespec moment = {0, 200000};
    char path[64];
    long most = 0;
    int status = 0;
    pid_t child = argc > 1 ? fork() : -1;
    if (child == 0) {
        execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0) {
        return 2;
    }
    snprintf(path, sizeof path, "/proc/%ld/status", (long)child);
    while (waitpid(child, &status, WNOHANG) == 0) {
        long now = anonymous(path);
        most = now > most ? now : most;
        nanosleep(&moment, NULL);
    }
    printf("%.1f\n", (double)most / 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
