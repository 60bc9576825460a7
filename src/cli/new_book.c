#include "cli/new_book.h"

static const char manifest[] =
    "title: {title}\n"
    "author: " NEW_BOOK_AUTHOR "\n"
    "lang: en\n"
    "date: {date}\n"
    "version: 0.1.0\n"
    "license: CC BY 4.0\n"
    "\n"
    "# Readers know the book by this, whatever its title becomes: keep it.\n"
    "identifier: {identifier}\n"
    "\n"
    "bibliography: references.json\n"
    "pages:\n"
    "  tips: true\n"
    "\n"
    "# A JPEG of about 1600 x 2400 pixels:\n"
    "# cover-image: images/cover.jpg\n"
    "\n"
    "chapters:\n"
    "  - 01-introduction.md\n"
    "  - 02-how-it-works.md\n";

static const char introduction[] =
    "# Introduction\n"
    "\n"
    "This is the first chapter. Each file is a chapter, and begins with its heading.\n"
    "\n"
    "## What you can write\n"
    "\n"
    "All of Markdown: *emphasis*, `code`, lists, quotes, images. A link leads to\n"
    "[another chapter](02-how-it-works.md) or to [one of its "
    "sections](02-how-it-works.md#references).\n"
    "\n"
    "> [!TIP] Build often\n"
    ">\n"
    "> `octavo build` takes milliseconds, and names every mistake with its line.\n";

static const char how_it_works[] =
    "# How it works\n"
    "\n"
    "## Tips\n"
    "\n"
    "A tip stands where it belongs, and again on the page of all tips.\n"
    "\n"
    "> [!TIP] Tips travel\n"
    ">\n"
    "> Set `tips: false` under `pages` in `book.yaml` if you do not want that page.\n"
    "\n"
    "## References\n"
    "\n"
    "What you cite is numbered and listed at the end of the book [@bringhurst2012].\n";

static const char references[] = "[\n"
                                 "  {\n"
                                 "    \"id\": \"bringhurst2012\",\n"
                                 "    \"type\": \"book\",\n"
                                 "    \"author\": [{\"family\": \"Bringhurst\", \"given\": "
                                 "\"Robert\"}],\n"
                                 "    \"title\": \"The Elements of Typographic Style\",\n"
                                 "    \"publisher\": \"Hartley & Marks\",\n"
                                 "    \"issued\": {\"date-parts\": [[2012]]}\n"
                                 "  }\n"
                                 "]\n";

const struct new_file new_book[] = {
    {"book.yaml", manifest},
    {"01-introduction.md", introduction},
    {"02-how-it-works.md", how_it_works},
    {"references.json", references},
    {"book.lock", ""}, /* a ledger of nothing yet: what is published is kept from the start */
};

const size_t new_book_count = sizeof new_book / sizeof *new_book;
