#include "build/targets.h"

#include "base/fs.h"
#include "messages.h"

static bool is_same_inode(const struct fs_facts *x, const struct fs_facts *y)
{
    return x->kind != FS_ABSENT && x->kind == y->kind && x->device == y->device &&
           x->inode == y->inode;
}

static struct fs_facts folder_facts(str path)
{
    str folder = path_folder(path);
    return fs_facts_of(folder.len > 0 ? folder : STR("."));
}

/* Files that need not be there. */
static bool is_same_name(str x, str y)
{
    if (!str_eq(path_name(x), path_name(y))) {
        return false;
    }
    const struct fs_facts one = folder_facts(x), other = folder_facts(y);
    return is_same_inode(&one, &other);
}

static bool is_same_file(str x, str y)
{
    const struct fs_facts one = fs_facts_of(x), other = fs_facts_of(y);
    return is_same_inode(&one, &other) || is_same_name(x, y);
}

/* Or would it be one, if it were there? */
static bool is_input(const struct inputs *inputs, str target)
{
    const struct fs_facts there = fs_facts_of(target);
    for (size_t i = 0; there.kind == FS_FILE && i < inputs->count; i++) {
        if (is_same_inode(&inputs->items[i].facts, &there)) {
            return true;
        }
    }
    for (size_t i = 0; i < inputs->nabsent; i++) {
        if (is_same_name(inputs->absent[i], target)) {
            return true;
        }
    }
    return false;
}

bool targets_check(const struct build_request *request, str output, const struct inputs *inputs,
                   struct diag *d)
{
    const str targets[] = {output, request->depfile, request->keep_rejected};
    bool fine = true;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        bool named = targets[i].len > 0, twice = false;
        for (size_t k = 0; named && k < i; k++) {
            twice |= targets[k].len > 0 && is_same_file(targets[i], targets[k]);
        }
        if (named && (twice || is_input(inputs, targets[i]))) {
            diag_report(d, &(struct report){.kind = twice ? MSG_OUTPUT_SAME : MSG_OUTPUT_SOURCE,
                                            .args = {targets[i]}});
            fine = false;
        }
    }
    return fine;
}
