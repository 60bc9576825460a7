#!/bin/sh
# Holds src/ against layers.txt: ranks of includes, homes of libraries, banned words. What the README
# says of the ranks is the same.
# usage: layers.sh SOURCE_FOLDER TABLE README
set -eu
src=$1 table=$2 readme=$3
told=$(sed -n 's,^| \([0-9]*\) | `\([a-z]*\)/` |.*,rank \2 \1,p' "$readme" | sort)
[ "$told" = "$(grep '^rank ' "$table" | sort)" ] || { echo "$readme tells other ranks than $table"; exit 1; }
exec awk -v src="$src" '
function fail(place, text) { print place ": " text; failures++ }
function matches(file, pattern) {
    gsub(/[.]/, "[.]", pattern); gsub(/[*]/, "[^/]*", pattern)
    return file ~ ("^" pattern "$")
}
# Reads the table.
FILENAME != "-" && FNR == NR {
    if ($1 == "rank") rank[$2] = $3
    else if ($1 == "open") open_header[$2] = 1
    else if ($1 == "home") home[$2] = home[$2] " " $3
    else if ($1 == "only") only[$2, ++onlies[$2]] = $3
    else if ($1 == "banned") for (i = 2; i <= NF; i++) banned[$i] = 1
    next
}
FNR == 1 {
    file = substr(FILENAME, length(src) + 2)
    folder = file ~ /\// ? substr(file, 1, index(file, "/") - 1) : ""
    if (folder != "" && !(folder in rank)) fail(file, "folder " folder " has no rank")
    seen_files++
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
    header = $0; sub(/^[^"]*"/, "", header); sub(/".*/, "", header)
    if (header in open_header || header == "diag.def") next
    target = substr(header, 1, index(header, "/") - 1)
    if (!(target in rank)) { fail(file ":" FNR, "\"" header "\" is in no folder of the table"); next }
    if (folder != "" && target != folder && rank[target] >= rank[folder])
        fail(file ":" FNR, folder " (" rank[folder] ") may not include " header " (" rank[target] ")")
    if (folder in onlies && target == "model") {
        allowed = 0
        for (i = 1; i <= onlies[folder]; i++) if (only[folder, i] == header) allowed = 1
        if (!allowed) fail(file ":" FNR, folder " may not know " header)
    }
}
/^[ \t]*#[ \t]*include[ \t]*</ {
    header = $0; sub(/^[^<]*</, "", header); sub(/>.*/, "", header)
    for (library in home) {
        if (index(header, library) != 1) continue
        n = split(home[library], places, " "); allowed = 0
        for (i = 1; i <= n; i++) if (matches(file, places[i])) allowed = 1
        if (!allowed) fail(file ":" FNR, "<" header "> is at home in" home[library])
    }
}
{
    line = $0
    gsub(/"([^"\\]|\\.)*"/, "", line); gsub(/\/\*.*\*\//, "", line)
    if (line ~ /^[ \t]*(\*|\/\*)/) next
    while (match(line, /[A-Za-z_][A-Za-z_0-9]*[ ]*\(/)) {
        name = substr(line, RSTART, RLENGTH - 1); sub(/ *$/, "", name)
        if (name in banned) fail(file ":" FNR, name " is banned")
        line = substr(line, RSTART + RLENGTH)
    }
}
END {
    if (seen_files < 10) fail(src, "only " seen_files + 0 " files seen")
    exit failures > 0
}' "$table" $(find "$src" -name '*.[ch]' -o -name '*.def' | sort)
