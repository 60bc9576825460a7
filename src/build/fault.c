#include "build/fault.h"
#include "base/arena.h"

#include <stdlib.h>

#ifdef OCTAVO_FAULTS

str fault_apply(struct arena *a, str path, str bytes)
{
    str wanted, rest, offset, hex;
    str fault = str_from(getenv("OCTAVO_FAULT"));
    uint64_t at = 0;
    if (!str_cut(fault, ':', &wanted, &rest) || !str_cut(rest, ':', &offset, &hex) ||
        !str_eq(wanted, path) || !str_number(offset, UINT64_MAX, &at) || bytes.len == 0) {
        return bytes;
    }
    str broken = str_copy(a, bytes);
    ((char *)broken.ptr)[at % bytes.len] = (char)strtol(hex.ptr, NULL, 16);
    return broken;
}

bool fault_is_wanted(void)
{
    return getenv("OCTAVO_FAULT") != NULL;
}

#else

str fault_apply(struct arena *a, str path, str bytes)
{
    (void)a;
    (void)path;
    return bytes;
}

bool fault_is_wanted(void)
{
    return false;
}

#endif
