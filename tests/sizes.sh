#!/bin/sh
# Holds the code to its size: a function over 60 lines is a table in disguise, a file over 600 lines
# (tables from the specifications apart) has more than one subject.
# usage: sizes.sh SOURCE_FOLDER
set -eu
exec awk '
FNR == 1 { if (file != "" && lines > 600 && file !~ /\/vocab\//) { print file ": " lines " lines"; failures++ } file = FILENAME; files++ }
{ lines = FNR }
/^{$/ { start = FNR; open = 1 }
/^}$/ && open {
    functions++
    if (FNR - start + 1 > 60) { print FILENAME ":" start ": a function of " FNR - start + 1 " lines"; failures++ }
    open = 0
}
END {
    if (functions < 100) { print "only " functions + 0 " functions seen"; failures++ }
    exit failures > 0
}' $(find "$1" -name '*.c' | sort)
