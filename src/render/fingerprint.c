#include "render/fingerprint.h"

#include "base/record.h"
#include "render/setting.h"

bool fingerprint_holds(const struct document *doc)
{
    return doc->page == PAGE_NONE && doc->chapter != NULL && doc->chapter->named;
}

static struct digest digest_and_release(struct buf *out)
{
    struct digest digest = digest_of(buf_str(out));
    buf_release(out);
    return digest;
}

struct digest fingerprint_of_chapter(const struct chapter *ch)
{
    struct buf out = {0};
    record_digest(&out, &ch->name);
    setting_of_chapter(&out, ch);
    return digest_and_release(&out);
}

struct digest fingerprint_of_document(const struct book *b, const struct document *doc,
                                      const struct digest *chapter)
{
    struct buf out = {0};
    record_digest(&out, chapter);
    setting_of_document(&out, b, doc);
    return digest_and_release(&out);
}
