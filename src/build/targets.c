#include "build/targets.h"

#include "base/fs.h"
#include "messages.h"

static bool is_input(const struct inputs *inputs, str target)
{
    const struct fs_facts there = fs_facts_of(target);
    for (size_t i = 0; there.kind == FS_FILE && i < inputs->count; i++) {
        const struct fs_facts *f = &inputs->items[i].facts;
        if (f->device == there.device && f->inode == there.inode) {
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
        if (targets[i].len > 0 && is_input(inputs, targets[i])) {
            diag_report(d, &(struct report){.kind = MSG_OUTPUT_SOURCE, .args = {targets[i]}});
            fine = false;
        }
    }
    return fine;
}
