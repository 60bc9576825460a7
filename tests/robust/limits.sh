#!/bin/sh
# A megabyte of each sign that Markdown has a meaning for, repeated, nested and left open: it is
# read in time in proportion to its length, or refused at its place. The system ends what takes
# longer.
# usage: limits.sh PROGRAM
. "$(dirname "$0")/common.sh"

size=1000000 seconds=8

# Writes size bytes of a text, again and again; of lines, likewise.
repeated() { yes -- "$1" | tr -d '\n' | head -c "${2:-$size}"; }
lines() { yes -- "$(printf %b "$1")" | head -c $size; }

# deeper LINE INDENT: each line stands one indent deeper than the one before.
deeper()
{
    awk -v size=$size -v line="$1" -v indent="$2" \
        'BEGIN { while (n < size) { print p line; n += length(p line) + 1; p = p indent } }'
}

# The body of a text by its name; a name that is none of these is repeated.
body()
{
    case $1 in
    list) deeper '- a' '  ' ;;
    quotes) deeper a '> ' ;;
    lazy) deeper '- a\nb' '  ' ;;
    wide) repeated 'a|'; echo; repeated '-|' ;;
    rows) repeated 'a|' 2000; echo; repeated '-|' 2000; echo; lines a ;;
    deep)
        repeated '> ' 198 >prefix
        { cat prefix; repeated 'a|' 2000; echo; cat prefix; repeated '-|' 2000; echo; } >head
        cat head
        : >rows
        while [ "$(wc -c <rows)" -lt $size ]; do sed -n 1p head >>rows; done
        cat rows ;;
    blanks) repeated '> ' 198; echo a; lines '>' ;;
    references) repeated 'x[^a] '; printf '\n\n[^a]: b\n' ;;
    notes) awk -v size=$size \
        'BEGIN { while (n < size) { s = sprintf("x[^%d]\n\n[^%d]: b\n\n", ++i, i); printf "%s", s; n += length(s) } }' ;;
    lines:*) lines "${1#lines:}" ;;
    *) repeated "$1" ;;
    esac
}

# Reads the text in time, or tells what is wrong with it.
read_text()
{
    { printf -- '---\ntitle: T\nlang: en\ndate: 2026-01-01\n---\n# T\n\n'; body "$1"; echo; } >book.md
    status=0
    (ulimit -t $seconds; exec "$program" build -q book.md -o out.epub) >out 2>err || status=$?
    [ $status -le 1 ] || fail "\"$1\": status $status"
}

# refused TEXT ERROR
refused()
{
    read_text "$1"
    told "$2"
}

for text in '*' '`' '|' '<' '_' '~' '$' '{' ']' ':' '!' '\' '^' '@' '"' '~a ' '*a ' '_a ' '`a``b' \
    '[a](' '[a]' '<!--' '<?' '&' 'x[^a] ' 'lines:>' 'lines::::' 'lines:| a |\n|---|' 'lines:|' \
    'lines:| a' 'lines:a\n: b\n' 'lines:[^a]: b' 'lines:[a]: b' 'lines:> [!TIP]\n>' \
    blanks lazy references notes; do
    read_text "$text"
done
for text in '[' '[^' '![' '[@' '^[' '![[]()'; do
    refused "$text" 'more than 1,000 brackets are open in one block'
done
for text in '> ' list quotes 'lines:::: a'; do
    refused "$text" 'the text is nested more than'
done
refused wide 'the table is larger than 1,000 columns'
refused deep 'the text, its tables written out, is larger than'
refused rows 'the table, its empty cells filled in, is larger than'
