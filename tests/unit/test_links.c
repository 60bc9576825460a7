/* Where links lead and which files are packed: source format, 3.5 and part 7. */
#include "loaded.h"

#include <string.h>
#include <unistd.h>

#define HEAD "title: T\nlang: en\ndate: 2026-01-15\npages: {titlepage: false, about: false}\n"

/* 1 x 1 pixels, grey. */
#define PNG                                                                                        \
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT"        \
    "\x78\x9c\x63\x60\0\0\0\2\0\1\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82"
#define SVG "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"

static const struct given pages[] = {
    {"book.yaml", HEAD},
    {"02-two.md", "# Two {#Deux}\n\n## Same\n\n## Ma\u00eetre d'h\u00f4tel\n"},
    {"03-three.md", "# Three\n\n## Same\n\n## Rare\n"},
    {"sub/index.md", "# Sub\n\n[x](../02-two.md#Deux) [x](/02-two.md) [x](leaf.md) [x](./)\n"},
    {"sub/leaf.md", "# Leaf\n\n[x](..%2f03-three.md) [x](index.md)\n"},
    {"real.html", "<p>x</p>"},
    {"real.md", "# Real\n"},
    {"data.csv", "1"},
};

static void check(const char *text, const char *links, const char *said)
{
    struct loaded l;
    loaded_new(&l, pages, sizeof pages / sizeof *pages);
    folder_write(&l.arena, l.top, STR("01-one.md"),
                 str_concat(&l.arena, (str[]){STR("# One\n\n"), str_from(text)}, 2));
    loaded_open(&l, "");
    str all = loaded_links(&l);
    CHECK_STR(str_sub(all, 0, str_find_str(all, STR("../02-two.md#Deux -> two"), 0)), links);
    CHECK_STR(loaded_said(&l), said);
    loaded_close(&l);
}

static void found(void)
{
    static const struct given rows[] = {
        {"[x](02-two.md)", "02-two.md -> two.xhtml\n"},
        {"[x](./02-two.md#same)", "./02-two.md#same -> two.xhtml#same\n"},
        {"[x](02-two.md#Deux)", "02-two.md#Deux -> two.xhtml#Deux\n"},
        {"[x](<02-two.md#ma\u00eetre-dh\u00f4tel>)",
         "02-two.md#ma\u00eetre-dh\u00f4tel -> two.xhtml#maitre-dhotel\n"},
        {"[x](02-two.md#ma%C3%AEtre-dh%C3%B4tel)",
         "02-two.md#ma%C3%AEtre-dh%C3%B4tel -> two.xhtml#maitre-dhotel\n"},
        {"[x](sub)", "sub -> sub.xhtml\n"},
        {"[x](sub/)", "sub/ -> sub.xhtml\n"},
        {"[x](sub/../03-three.md)", "sub/../03-three.md -> three.xhtml\n"},
        {"[x](/sub/leaf.md)", "/sub/leaf.md -> sub-leaf.xhtml\n"},
        {"[x](02-two.html#same)", "02-two.html#same -> two.xhtml#same\n"},
        {"[x](%30%32-two.md)", "%30%32-two.md -> two.xhtml\n"},
        {"[x](#one)", "#one -> one.xhtml#one\n"},
        {"[x](#rare)", "#rare -> three.xhtml#rare\n"},
        {"[x](#)", "# -> one.xhtml\n"},
        {"<https://example.org>", "https://example.org -> (kept)\n"},
        {"[x](MAILTO:a@b.org)", "MAILTO:a@b.org -> (kept)\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(rows[i].path, rows[i].text, "");
    }
}

#define HEADING_REMEDY(name) "; correct the link, or give the heading {#" name "}"

static void lost(void)
{
    static const struct {
        const char *text, *links, *said;
    } rows[] = {
        {"[x](02-tow.md)", "02-tow.md -> (text)\n",
         "no file \"02-tow.md\"; did you mean \"02-two.md\"? [link-target] [RSC-007]"},
        {"[x](sub/laef.md)", "sub/laef.md -> (text)\n",
         "no file \"sub/laef.md\"; did you mean \"sub/leaf.md\"? [link-target] [RSC-007]"},
        {"[x]()", " -> (text)\n",
         "no file \"\"; correct the link, or add the file [link-target] [RSC-007]"},
        {"[x](02-two.md#sam)", "02-two.md#sam -> (text)\n",
         "no heading \"sam\" in 02-two.md; did you mean \"same\"? [link-target] [RSC-012]"},
        {"[x](02-two.md#rare)", "02-two.md#rare -> (text)\n",
         "no heading \"rare\" in 02-two.md" HEADING_REMEDY("rare") " [link-target] [RSC-012]"},
        {"[x](02-two.md#deux)", "02-two.md#deux -> (text)\n",
         "no heading \"deux\" in 02-two.md; did you mean \"Deux\"? [link-target] [RSC-012]"},
        {"[x](#same)", "#same -> (text)\n",
         "no heading \"same\" in this file, and several files have one: 02-two.md, 03-three.md; "
         "name the file before the \"#\" [link-target] [RSC-012]"},
        {"[x](real.html)", "real.html -> (text)\n",
         "\"real.html\" is no chapter of this book; add it to the chapters, or remove the link; "
         "readers open content documents only [link-target] [RSC-011]"},
        {"[x](data.csv)", "data.csv -> (text)\n",
         "\"data.csv\" is no chapter of this book; add it to the chapters, or remove the link; "
         "readers open content documents only [link-target] [RSC-011]"},
        {"[x](../up.md)", "../up.md -> (text)\n",
         "\"../up.md\" leaves the book's folder; move the file into it; nothing outside is read "
         "[path-outside]"},
        {"[x](ftp://x.org/)", "ftp://x.org/ -> (text)\n",
         "links of the scheme \"ftp\" open nowhere; use http, https, mailto or tel "
         "[link-scheme]"},
        {"[x](//x.org/)", "//x.org/ -> (text)\n",
         "links of the scheme \"//\" open nowhere; use http, https, mailto or tel "
         "[link-scheme]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char said[400];
        snprintf(said, sizeof said, "01-one.md:3:1: error: %s\n", rows[i].said);
        check(rows[i].text, rows[i].links, said);
    }
}

static void inside_sub(void)
{
    struct loaded l;
    LOADED(&l, pages, "");
    CHECK_STR(loaded_links(&l),
              "../02-two.md#Deux -> two.xhtml#Deux\n/02-two.md -> two.xhtml\n"
              "leaf.md -> sub-leaf.xhtml\n./ -> sub.xhtml\n..%2f03-three.md -> three.xhtml\n"
              "index.md -> sub.xhtml\n");
    CHECK_STR(loaded_said(&l), "");
    loaded_close(&l);
}

static void put(struct loaded *l, const char *path, str bytes)
{
    folder_write(&l->arena, l->top, str_from(path), bytes);
}

/* "file <- path type" of every resource, one a line. */
static str packed(struct loaded *l)
{
    struct buf out = {0};
    for (size_t i = 0; i < l->book.nresources; i++) {
        const struct resource *r = l->book.resources[i];
        buf_addf(&out, "%.*s <- %.*s %.*s\n", STR_ARG(r->file), STR_ARG(r->path),
                 STR_ARG(r->media_type));
    }
    return buf_finish(&out, &l->arena);
}

static void images(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD "cover-image: cover.png\ncss: [look/b.css, a.css]\n"},
        {"one.md", "# One\n\n![x](images/Moon%201.PNG) ![y](img/moon-1.png) "
                   "![z](images/Moon%201.PNG)\n\n![](d.png){.decorative}\n\n![w](fake.gif)\n"},
        {"look/b.css", "/* url(no.png) */ p { background: url( \"../d.png\" ) }\n"
                       "q::before { content: \"url(no.png)\" }\nb{background:URL(../s.svg#x)}"},
        {"a.css", "p { color: red }"},
        {"s.svg", SVG},
    };
    struct loaded l;
    loaded_new(&l, files, sizeof files / sizeof *files);
    put(&l, "images/Moon 1.PNG", STR(PNG));
    put(&l, "img/moon-1.png", STR(PNG));
    put(&l, "d.png", STR(PNG));
    put(&l, "cover.png", STR(PNG));
    put(&l, "fake.gif", STR(PNG));
    loaded_open(&l, "");
    CHECK_STR(packed(&l),
              "styles/look-b.css <- look/b.css text/css\nstyles/a.css <- a.css text/css\n"
              "images/cover.png <- cover.png image/png\nimages/d.png <- d.png image/png\n"
              "images/fake.png <- fake.gif image/png\n"
              "images/moon-1-1.png <- img/moon-1.png image/png\n"
              "images/moon-1.png <- images/Moon 1.PNG image/png\n"
              "images/s.svg <- s.svg image/svg+xml\n");
    CHECK_STR(l.book.resources[0]->bytes,
              "/* url(no.png) */ p { background: url(\"../images/d.png\" ) }\n"
              "q::before { content: \"url(no.png)\" }\nb{background:URL(\"../images/s.svg#x\")}");
    CHECK_STR(l.book.cover->file, "images/cover.png");
    CHECK(l.book.images && l.book.animated && l.book.all_images_have_alt);
    CHECK_STR(loaded_said(&l),
              "one.md:7:1: warning: \"fake.gif\" is really image/png; rename it to .png; in the "
              "book it is put right [media-extension] [PKG-022]\n");
    loaded_close(&l);
}

static void bad_images(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD "css: c.css\nresources: [x.csv, gone.png]\n"},
        {"one.md", "# One\n\n![](pics/a.png)\n\n![b](pics/b.png)\n\n![c](http://x.org/c.png)\n\n"
                   "![d](data:image/png;base64,AA)\n\n![e](../e.png)\n\n![f](f.webp)\n\n"
                   "![g](g.png)\n\n![h](file:///h.png)\n\n<img src=\"pics/a.png\">\n"},
        {"c.css", "a{}\nb{x:url(//x.org/y)}\nc{x:url(gone.png)}\n"},
        {"f.webp", "RIFF....WEBPVP8 "},
        {"g.png", "\x89PNG\r\n\x1a\n"},
        {"x.csv", "1,2"},
    };
    struct loaded l;
    loaded_new(&l, files, sizeof files / sizeof *files);
    put(&l, "pics/a.png", STR(PNG));
    loaded_open(&l, "");
    CHECK(!l.book.all_images_have_alt);
    CHECK_STR(
        loaded_said(&l),
        "book.yaml:6:13: error: \"x.csv\" is of no type that every reader knows; use a JPEG, PNG, "
        "GIF or SVG image, MP3 or AAC sound, or MP4 film [media-type]\n"
        "book.yaml:6:20: error: no file \"gone.png\"; correct the path, or add the file "
        "[file-missing]\n"
        "one.md:3:1: error: image \"pics/a.png\" has no text alternative; write what it shows: "
        "![what it shows](pics/a.png), or mark it as decoration: {.decorative} [image-alt]\n"
        "one.md:5:1: error: no image \"pics/b.png\"; did you mean \"pics/a.png\"? [image-missing] "
        "[RSC-007]\n"
        "one.md:7:1: error: \"http://x.org/c.png\" is on the network; download it into the book's "
        "folder; readers are offline [resource-remote] [RSC-006]\n"
        "one.md:9:1: error: the bytes of a file stand in its address (\"data:\"); save them as a "
        "file and name that [media-type]\n"
        "one.md:11:1: error: \"../e.png\" leaves the book's folder; move the file into it; "
        "nothing outside is read [path-outside]\n"
        "one.md:13:1: error: \"f.webp\" is of no type that every reader knows; convert it to JPEG "
        "or PNG [media-type]\n"
        "one.md:15:1: error: image \"g.png\" is damaged: its size cannot be read; save it anew "
        "[image-broken] [PKG-021]\n"
        "one.md:17:1: error: \"file:///h.png\" leaves the book's folder; move the file into it; "
        "nothing outside is read [path-outside]\n"
        "one.md:19:1: error: image \"pics/a.png\" has no text alternative; write what it "
        "shows: alt=\"...\", or mark it as decoration: alt=\"\" [image-alt]\n"
        "c.css:2:5: error: \"//x.org/y\" is on the network; download it into the book's folder; "
        "readers are offline [resource-remote] [RSC-006]\n"
        "c.css:3:5: error: no file \"gone.png\"; correct the path, or add the file "
        "[file-missing]\n");
    loaded_close(&l);
}

static void covers(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD "cover-image: c.svg\n"}, {"one.md", "# One\n"}, {"c.svg", SVG}};
    struct loaded l;
    LOADED(&l, files, "");
    CHECK(l.book.cover == NULL && l.book.cover_page == NULL);
    CHECK_STR(loaded_said(&l), "book.yaml:5:14: error: the cover \"c.svg\" is no JPEG or PNG "
                               "image; convert it to JPEG [cover-type]\n");
    loaded_close(&l);
}

/* Pixels are counted from the header alone. */
static void large(void)
{
    static const struct given files[] = {{"book.yaml", HEAD "cover-image: c.png\n"},
                                         {"one.md", "# One\n\n![x](d.png)\n"}};
    static const char png[] = PNG;
    char wide[sizeof png - 1];
    struct loaded l;
    memcpy(wide, png, sizeof wide);
    memcpy(wide + 16, "\0\0\x08\x00\0\0\x08\x00", 8);
    loaded_new(&l, files, sizeof files / sizeof *files);
    put(&l, "c.png", (str){wide, sizeof wide});
    put(&l, "d.png", (str){wide, sizeof wide});
    loaded_open(&l, "");
    CHECK_STR(loaded_said(&l),
              "book.yaml:5:14: warning: the cover has 2048 x 2048 pixels; about 1600 x 2400 suits "
              "every shop and reader; 4 million pixels at most [cover-size]\n"
              "one.md:3:1: warning: image \"d.png\" has 2048 x 2048 pixels; scale it down to 4 "
              "million pixels and 5 MB [image-large]\n");
    loaded_close(&l);
}

/* What a symbolic link outside the book shows is not packed. */
static void outside(void)
{
    static const struct given files[] = {
        {"in/book.yaml", HEAD}, {"in/one.md", "# One\n\n![x](e.png)\n"}, {"e.png", "x"}};
    struct loaded l;
    loaded_new(&l, files, sizeof files / sizeof *files);
    CHECK(symlink("../e.png", path_join(&l.arena, l.top, STR("in/e.png")).ptr) == 0);
    loaded_open(&l, "in");
    CHECK_STR(loaded_said(&l),
              "in/one.md:3:1: error: \"e.png\" leaves the book's folder; move the file into it; "
              "nothing outside is read [path-outside]\n");
    loaded_close(&l);
}

static void not_reachable(void)
{
    static const struct given files[] = {
        {"book.yaml", HEAD "chapters: [a.md, {file: b.md, linear: false, toc: false}, "
                           "{file: c.md, linear: false, toc: false}]\n"},
        {"a.md", "# A\n\n[x](c.md)\n"},
        {"b.md", "# B\n"},
        {"c.md", "# C\n"},
    };
    struct loaded l;
    LOADED(&l, files, "");
    CHECK_STR(loaded_said(&l),
              "book.yaml:5:25: error: \"b.md\" is neither in the navigation nor linked from the "
              "text; link it, or drop \"toc: false\" or \"linear: false\" [link-target]\n");
    loaded_close(&l);
}

TEST_MAIN(found, lost, inside_sub, images, bad_images, covers, large, outside, not_reachable)
