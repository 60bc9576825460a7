/* Builds a book again and again, each time with another allocation failing, alone or with all that
 * follow. Whatever fails, the program ends with the whole book or with status 3, a message and the
 * old target untouched; never by a signal, never with a file left over.
 *
 * With OCTAVO_EAGER in the environment the program has several threads, and an allocation fails
 * alone only: libxml2 cannot begin in a thread that gets no memory at all.
 *
 * usage: oom PROGRAM SHIM BOOK       (SHIM: what failing.c makes) */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS     2
#define EACH_BELOW  2000 /* allocations up to here all fail once; later ones in steps */
#define STEP        10   /* more than there are workers */
#define FEWEST      200  /* a build with fewer allocations than this is none */
#define CPU_SECONDS 10   /* a longer run hangs */
#define MAX_TOLD    10   /* faults that each worker shows */
#define MAX_BYTES   ((size_t)1 << 20)
#define TARGET      "book.epub"

static const char old_bytes[] = "the book of yesterday\n";

struct bytes {
    size_t len;
    char data[MAX_BYTES];
};

/* What is wanted of every run. */
struct job {
    const char *program, *shim, *book;
    bool lasting;              /* are allocations made to fail with all that follow, too? */
    unsigned long allocations; /* of an undisturbed build */
    struct bytes want;         /* what it writes */
};

struct tally {
    unsigned long refused, overcome, wrong;
};

/* The last run. */
struct run {
    bool exited;
    int status; /* of the exit, or the signal */
    struct bytes told, target;
};

static _Noreturn void give_up(const char *what)
{
    fprintf(stderr, "oom: %s: %s\n", what, strerror(errno));
    exit(2);
}

static void read_file(const char *path, struct bytes *out)
{
    out->len = 0;
    FILE *file = fopen(path, "rb");
    if (file != NULL) {
        out->len = fread(out->data, 1, sizeof out->data - 1, file);
        fclose(file);
    }
    out->data[out->len] = '\0';
}

static void write_old_target(void)
{
    FILE *file = fopen(TARGET, "wb");
    if (file == NULL || fputs(old_bytes, file) == EOF || fclose(file) != 0) {
        give_up(TARGET);
    }
}

static bool is_old(const struct bytes *b)
{
    return b->len == sizeof old_bytes - 1 && memcmp(b->data, old_bytes, b->len) == 0;
}

static bool are_same(const struct bytes *a, const struct bytes *b)
{
    return a->len == b->len && memcmp(a->data, b->data, a->len) == 0;
}

static _Noreturn void become_program(const struct job *job, const char *failing, const char *count)
{
    const struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS}, core = {0, 0};
    int out = open("/dev/null", O_WRONLY);
    int err = open("../told", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (out < 0 || err < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0 ||
        setrlimit(RLIMIT_CPU, &cpu) != 0 || setrlimit(RLIMIT_CORE, &core) != 0 ||
        setenv("LD_PRELOAD", job->shim, 1) != 0 || setenv("OCTAVO_OOM", failing, 1) != 0 ||
        (count != NULL && setenv("OCTAVO_OOM_COUNT", count, 1) != 0)) {
        _exit(126);
    }
    execl(job->program, job->program, "build", job->book, "-o", TARGET, (char *)NULL);
    _exit(127);
}

static void run_program(const struct job *job, const char *failing, const char *count,
                        struct run *run)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        become_program(job, failing, count);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        give_up("cannot run the program");
    }
    run->exited = WIFEXITED(status);
    run->status = run->exited ? WEXITSTATUS(status) : WTERMSIG(status);
    read_file("../told", &run->told);
    read_file(TARGET, &run->target);
}

/* A name in the current folder other than the target's; it is removed. NULL: there is none. */
static const char *stray_file(void)
{
    static char name[256];
    bool found = false;
    DIR *folder = opendir(".");
    if (folder == NULL) {
        give_up("cannot list the folder");
    }
    for (const struct dirent *e; !found && (e = readdir(folder)) != NULL;) {
        found = strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
                strcmp(e->d_name, TARGET) != 0;
        snprintf(name, sizeof name, "%s", e->d_name);
    }
    closedir(folder);
    if (found) {
        unlink(name);
    }
    return found ? name : NULL;
}

/* What is wrong with the run; NULL: nothing. */
static const char *fault_of(const struct job *job, const struct run *run)
{
    const char *stray = stray_file();
    if (!run->exited) {
        return run->status == SIGXCPU ? "it hangs" : "died of a signal";
    }
    if (run->status != 0 && run->status != 3) {
        return "neither 0 nor 3";
    }
    if (stray != NULL) {
        return "a file is left over";
    }
    if (run->status == 0) {
        return are_same(&run->target, &job->want) ? NULL : "another book";
    }
    if (!is_old(&run->target)) {
        return "the old target is gone";
    }
    return strstr(run->told.data, "error: ") == NULL ? "no message" : NULL;
}

static void try_one(const struct job *job, unsigned long number, const char *suffix,
                    struct run *run, struct tally *tally)
{
    char failing[32];
    snprintf(failing, sizeof failing, "%lu%s", number, suffix);
    if (!is_old(&run->target)) {
        write_old_target();
    }
    run_program(job, failing, NULL, run);
    const char *fault = fault_of(job, run);
    if (fault == NULL) {
        *(run->status == 0 ? &tally->overcome : &tally->refused) += 1;
    } else if (tally->wrong++ < MAX_TOLD) {
        printf("OCTAVO_OOM=%s: %s (%s %d)\n%s", failing, fault, run->exited ? "status" : "signal",
               run->status, run->told.data);
        fflush(stdout);
    }
}

/* Every WORKERS-th of the numbers that are to fail alone, and its share of those that fail with all
 * that follow. */
static void work(const struct job *job, unsigned worker, struct tally *tally)
{
    static struct run run;
    unsigned long turn = 0;
    for (unsigned long n = 1; n <= job->allocations; n += n < EACH_BELOW ? 1 : STEP) {
        if (turn++ % WORKERS == worker) {
            try_one(job, n, "", &run, tally);
        }
        if (job->lasting && n % STEP == worker) {
            try_one(job, n, "+", &run, tally);
        }
    }
}

static void enter_folder(unsigned worker)
{
    char name[16];
    snprintf(name, sizeof name, "%u", worker);
    if (mkdir(name, 0700) != 0 || chdir(name) != 0 || mkdir("run", 0700) != 0 ||
        chdir("run") != 0) {
        give_up(name);
    }
}

static void leave_folder(void)
{
    unlink(TARGET);
    unlink("../told");
    unlink("../count");
    if (chdir("..") != 0 || rmdir("run") != 0) {
        give_up("cannot clean up");
    }
}

static int start_worker(const struct job *job, unsigned worker)
{
    int pipe_fds[2];
    if (pipe(pipe_fds) != 0) {
        give_up("pipe");
    }
    pid_t pid = fork();
    if (pid == 0) {
        struct tally tally = {0};
        enter_folder(worker);
        work(job, worker, &tally);
        leave_folder();
        _exit(write(pipe_fds[1], &tally, sizeof tally) == sizeof tally ? 0 : 2);
    }
    if (pid < 0) {
        give_up("fork");
    }
    close(pipe_fds[1]);
    return pipe_fds[0];
}

static void add_result(int fd, unsigned worker, struct tally *sum)
{
    char name[16];
    struct tally tally;
    if (read(fd, &tally, sizeof tally) != sizeof tally) {
        fputs("oom: a worker broke down\n", stderr);
        exit(2);
    }
    sum->refused += tally.refused;
    sum->overcome += tally.overcome;
    sum->wrong += tally.wrong;
    close(fd);
    wait(NULL);
    snprintf(name, sizeof name, "%u", worker);
    rmdir(name);
}

/* How many allocations a build makes, and what it writes. */
static bool learn(struct job *job)
{
    static struct run run;
    static struct bytes count;
    enter_folder(WORKERS);
    run_program(job, "0", "../count", &run);
    read_file("../count", &count);
    job->allocations = strtoul(count.data, NULL, 10);
    job->want = run.target;
    leave_folder();
    if (chdir("..") != 0 || rmdir("2") != 0) {
        give_up("cannot clean up");
    }
    if (!run.exited || run.status != 0 || run.target.len == 0) {
        printf("the undisturbed build fails\n%s", run.told.data);
        return false;
    }
    if (job->allocations < FEWEST) {
        printf("only %lu allocations are seen\n", job->allocations);
        return false;
    }
    return true;
}

static bool try_all(struct job *job)
{
    struct tally sum = {0};
    int results[WORKERS];
    if (!learn(job)) {
        return false;
    }
    for (unsigned i = 0; i < WORKERS; i++) {
        results[i] = start_worker(job, i);
    }
    for (unsigned i = 0; i < WORKERS; i++) {
        add_result(results[i], i, &sum);
    }
    printf("%lu allocations; %lu refused, %lu overcome, %lu wrong\n", job->allocations, sum.refused,
           sum.overcome, sum.wrong);
    /* Much of what a build allocates, it cannot do without; what is for the cache only, it can. */
    return sum.wrong == 0 && 2 * sum.refused > sum.overcome;
}

int main(int argc, char *argv[])
{
    static struct job job;
    char folder[] = "/tmp/octavo-oom-XXXXXX";
    if (argc != 4) {
        fputs("usage: oom PROGRAM SHIM BOOK\n", stderr);
        return 2;
    }
    job.program = realpath(argv[1], NULL);
    job.shim = realpath(argv[2], NULL);
    job.book = realpath(argv[3], NULL);
    if (job.program == NULL || job.shim == NULL || job.book == NULL) {
        give_up("PROGRAM, SHIM, BOOK");
    }
    job.lasting = getenv("OCTAVO_EAGER") == NULL;
    unsetenv("SOURCE_DATE_EPOCH");
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        give_up(folder);
    }
    bool ok = try_all(&job);
    if (rmdir(folder) != 0) {
        give_up(folder);
    }
    return ok ? 0 : 1;
}
