# Files: the known misses, the table of the suite, the messages. See suite.sh.
BEGIN { FS = "\t" }

# The set of "ERROR CODE" and "WARNING CODE" in a list, sorted; a fatal error is an error.
function set_of(list,    words, n, i, j, seen, out, t) {
    n = split(list, words, /; */)
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && words[j] < words[j - 1]; j--) {
            t = words[j]; words[j] = words[j - 1]; words[j - 1] = t
        }
    out = ""
    for (i = 1; i <= n; i++)
        if (words[i] != "" && !(words[i] in seen)) {
            seen[words[i]] = 1
            out = out (out == "" ? "" : "; ") words[i]
        }
    return out
}

FILENAME ~ /misses/ { if (NF >= 2) known[$1] = $2; next }

FILENAME ~ /\.tsv$/ {
    if ($1 == "file") { for (i = 1; i <= NF; i++) column[$i] = i; next }
    if (!($1 in expected)) { order[++files] = $1; exact[$1] = "yes" }
    expected[$1] = expected[$1] "; " $(column["expected"])
    if ($(column["exact"]) != "yes") exact[$1] = "no"
    next
}

# A message: its file is the longest operand that it begins with.
{
    if (!match($0, /: (error|warning): /)) next
    level = substr($0, RSTART + 2, 1) == "e" ? "ERROR" : "WARNING"
    place = substr($0, 1, RSTART - 1)
    file = place
    while (!(file in expected) && match(file, /[:\/][^:\/]*$/)) file = substr(file, 1, RSTART - 1)
    if (!(file in expected)) { print "lost: " $0; next }
    code = $0
    sub(/.* \[/, "", code); sub(/\]$/, "", code)
    got[file] = got[file] "; " level " " code
    text[file] = text[file] "\n      " substr($0, length(file) + 1)
}

END {
    for (i = 1; i <= files; i++) {
        f = order[i]
        want = expected[f]; gsub(/FATAL/, "ERROR", want)
        want = set_of(want); have = set_of(got[f])
        miss = ""
        if ((want ~ /ERROR/) != (have ~ /ERROR/)) miss = "verdict"
        else verdicts++
        if (want == have) codes++
        else if (miss == "") miss = "codes"
        if (miss != known[f]) {
            failed = 1
            if (miss == "") print f ": listed as a miss, but it is none"
            else print f ": " miss "\n   want " want "\n   have " have text[f]
        }
    }
    printf "%s: %d files, the right verdict on %d, the exact set of codes on %d\n", part, files, verdicts, codes
    exit failed
}
