/* Names of files in a container: what their characters show (EPUB 3.3, 4.2.3). */
#ifndef VOCAB_FILE_NAMES_H
#define VOCAB_FILE_NAMES_H

#include "base/text.h"

#include <stdbool.h>

struct file_name {
    bool invalid;   /* no UTF-8 */
    bool forbidden; /* holds a character that no name may have; the slash parts names */
    bool space;     /* a blank, which some readers do not find */
    bool foreign;   /* beyond ASCII */
};

struct file_name file_name_of(str name);

#endif
