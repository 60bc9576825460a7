/* Packing: a publication -> a ZIP container (EPUB 3.3, 4.3: OCF ZIP container), the same bytes
 * every time. Written by libzip; compressed by libdeflate. */
#ifndef OCF_WRITE_H
#define OCF_WRITE_H

#include "base/diag.h"
#include "model/publication.h"
#include "store/checksum.h"

#include <stdbool.h>

/* What is to be done when a file is written but has not taken its name yet: afterwards nothing may
 * fail any more, not for want of memory either. */
struct ocf_last {
    void (*act)(void *user, const struct file_sum *written);
    void *user;
};

/* A container that is written, but has not taken its name yet. */
struct ocf_draft;

/* Packs p and writes it beside target, by way of a replacement: mimetype first and stored without
 * extra field, compressed media stored, the rest deflated where that is smaller; order as
 * in p; times 1980-01-01; mode 0100644. target "-": standard output, to which nothing is written
 * yet. The process is in UTC afterwards. threads: so many at most deflate, see parts_run. What went
 * wrong is told later. p and target outlive the draft. */
struct ocf_draft *ocf_begin(const struct publication *p, str target, unsigned threads);

/* Makes it a draft of p, for the same target; what is as it was stays as it stands. */
void ocf_revise(struct ocf_draft *draft, const struct publication *p, unsigned threads);

/* Has it take its name. shown: the target as messages name it. False if the system failed (disk
 * full, no permission) or p is beyond the format's limits: reported, the old file as it was. last:
 * see there; or NULL. The draft is gone, here and below. */
bool ocf_commit(struct ocf_draft *draft, str shown, const struct ocf_last *last, struct diag *d);

void ocf_abandon(struct ocf_draft *draft);

/* Both at once, with nothing to be done in between. */
bool ocf_write(const struct publication *p, str target, unsigned threads, struct diag *d);

/* Packs the entries whose packed form is not known, by so many threads at most; what is deflated
 * lies in the arena. */
void ocf_pack(struct arena *a, struct publication *p, unsigned threads);

/* To be called before several threads write: it sets what holds for the whole process. */
void ocf_write_prepare(void);

#endif
