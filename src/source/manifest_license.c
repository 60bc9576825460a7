/* The licence: a name that the table knows, a URL, or both. */
#include "base/nearest.h"
#include "source/manifest_internal.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Creative Commons: the six licences of version 4.0, and CC0. */
static const struct license {
    const char *name, *url;
} licenses[] = {
    {"CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"},
    {"CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
    {"CC BY-ND 4.0", "https://creativecommons.org/licenses/by-nd/4.0/"},
    {"CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"},
    {"CC BY-NC-SA 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"},
    {"CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"},
    {"CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
};

/* Compares letters, digits and dots only: "cc-by-sa-4.0" is "CC BY-SA 4.0". */
static bool is_same_name(str a, str b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.len && str_has(STR(" -_"), a.ptr[i])) {
            i++;
        }
        while (j < b.len && str_has(STR(" -_"), b.ptr[j])) {
            j++;
        }
        if (i == a.len || j == b.len) {
            return i == a.len && j == b.len;
        }
        if (ascii_lower(a.ptr[i++]) != ascii_lower(b.ptr[j++])) {
            return false;
        }
    }
}

static bool is_same_url(str a, str b)
{
    str host_a = str_sub(a, str_find(a, '/', 0), a.len),
        host_b = str_sub(b, str_find(b, '/', 0), b.len);
    if (str_ends(host_b, STR("/")) && !str_ends(host_a, STR("/"))) {
        host_b.len--;
    }
    return str_eq_nocase(host_a, host_b);
}

static const struct license *license_find(str text, bool (*is_same)(str, str), bool url)
{
    for (size_t i = 0; i < COUNT(licenses); i++) {
        if (is_same(text, str_from(url ? licenses[i].url : licenses[i].name))) {
            return &licenses[i];
        }
    }
    return NULL;
}

struct license_value {
    str name, url;
};

/* Completes what the author gave from the table; false if there is no URL to be had. */
static bool complete_license(struct license_value *value)
{
    const struct license *by_name = license_find(value->name, is_same_name, false);
    const struct license *by_url = license_find(value->url, is_same_url, true);
    if (by_name != NULL) {
        value->name = str_from(by_name->name);
    } else if (by_url != NULL && value->name.len == 0) {
        value->name = str_from(by_url->name);
    }
    if (value->url.len == 0 && by_name != NULL) {
        value->url = str_from(by_name->url);
    }
    return is_url(value->url);
}

static const struct key_row license_rows[] = {
    {.name = "name", .read = read_text, .at = offsetof(struct license_value, name)},
    {.name = "text",
     .same_as = "name",
     .read = read_text,
     .at = offsetof(struct license_value, name)},
    {.name = "url", .read = read_text, .at = offsetof(struct license_value, url)},
};
static const struct key_table license_keys = {license_rows, COUNT(license_rows), false};

/* The name of a licence that is given without its version, or with a slip of the pen. */
static str license_near(struct reading *r, str name)
{
    str versioned = str_concat(r->arena, (str[]){name, STR(" 4.0")}, 2);
    const struct license *found = license_find(versioned, is_same_name, false);
    struct nearest near = {.wanted = name};
    for (size_t i = 0; i < COUNT(licenses); i++) {
        nearest_offer(&near, str_from(licenses[i].name));
    }
    return found != NULL ? str_from(found->name) : near.best;
}

static void refuse_license(struct reading *r, const struct yaml *v,
                           const struct license_value *value)
{
    if (value->url.len > 0) {
        complain(r, yaml_get(v, STR("url")), STR("the licence's URL is none"),
                 STR("write the whole URL, https://..."));
    } else {
        refuse_for(
            r, v, license_near(r, value->name),
            STR("write a name such as CC BY 4.0, the licence's URL, or {name: ..., url: ...}"));
    }
}

/* Fills license_name and license_url of the manifest that out begins with. */
void read_license(struct reading *r, const struct key_row *row, const struct yaml *v, void *out)
{
    struct manifest *m = key_field(row, out);
    struct license_value value = {0};
    if (v->kind == YAML_MAPPING) {
        keys_read(r, &license_keys, v, &value);
    } else if (!text_of(r, v, &value.name, "write one licence")) {
        return;
    } else if (is_url(value.name)) {
        value = (struct license_value){.url = value.name};
    }
    if (complete_license(&value)) {
        m->license_name = value.name;
        m->license_url = value.url;
    } else {
        refuse_license(r, v, &value);
    }
}
