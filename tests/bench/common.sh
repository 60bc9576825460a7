# shellcheck shell=sh
# Sourced by run.sh, judge.sh and again.sh, which are called as SCRIPT [--check] PROGRAM: what they share. Ends
# in an empty folder that goes away with them, in which ./cost and ./empty stand.
check=0
[ "${1:-}" != --check ] || { check=1; shift; }
[ $# = 1 ] || { echo "usage: $0 [--check] PROGRAM" >&2; exit 2; }
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
book=$(realpath "$here/../../book")
rounds=${ROUNDS:-15}
few=$(((rounds + 4) / 5))
jar=${EPUBCHECK_JAR:-/usr/share/java/epubcheck.jar}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH
export XDG_CACHE_HOME=/dev/null # all is made anew, but where something else is said
cd "$work"
missed=0

cc -O2 -D_GNU_SOURCE -o cost "$here/cost.c"

# A program that does nothing, linked to the same libraries, which the loader maps all the same.
echo 'int main(void) { return 0; }' > empty.c
# shellcheck disable=SC2046 # a list
cc -O2 -o empty empty.c -Wl,--no-as-needed \
    $(readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/-l:\1/p')

# row WHAT OURS THEIRS UNIT RATIO DEMAND MET: one line of the table.
row()
{
    [ "$7" != no ] || missed=1
    case $7 in
    yes) demand="$6: met" ;;
    no) demand="$6: **missed**" ;;
    *) demand=$6 ;;
    esac
    printf '| %s | %s | %s | %s | %s |\n' "$1" "$2 $4" "$3" "$5" "$demand"
}

# field LINE COLUMN < what cost printed
field() { sed -n "$1p" | cut -d' ' -f"$2"; }

reckon() { awk "BEGIN { printf \"%.${2:-1}f\", $1 }"; }
ratio() { awk "BEGIN { r = $2 / $1; printf r < 1 ? \"%.1f : 1\" : \"1 : %.1f\", r < 1 ? 1 / r : r }"; }
holds() { awk "BEGIN { print ($1) ? \"yes\" : \"no\" }"; }

# against WHAT ROUNDS DEMAND OURS... , THEIRS...: DEMAND is the smallest ratio, or "".
against()
{
    what=$1 times=$2 demand=$3
    shift 3
    ./cost "$times" "$@" > out
    ours=$(field 1 1 < out) theirs=$(field 2 1 < out)
    met=
    [ -z "$demand" ] || met=$(holds "$theirs >= $demand * $ours")
    row "$what" "$(reckon "$ours")" "$(reckon "$theirs") ms" ms "$(ratio "$ours" "$theirs")" \
        "${demand:+at least 1 : $demand}" "$met"
}

# within WHAT ROUNDS FACTOR OURS... , THEIRS...: OURS may cost FACTOR times as much.
within()
{
    what=$1 times=$2 factor=$3
    shift 3
    ./cost "$times" "$@" > out
    ours=$(field 1 1 < out) theirs=$(field 2 1 < out)
    row "$what" "$(reckon "$ours")" "$(reckon "$theirs") ms" ms "$(ratio "$ours" "$theirs")" \
        "at most $factor : 1" "$(holds "$ours <= $factor * $theirs")"
}

skip() { printf '| %s | | | | not measured: no %s |\n' "$1" "$2"; }

# novel BYTES FILE: the prose of the book, shuffled sentence by sentence, in chapters of 170 KB.
novel()
{
    printf -- '---\ntitle: A Novel\nauthor: Nobody\nlang: en-GB\ndate: 2026-01-01\n---\n' > "$2"
    cat "$book"/[0-9]*.md | grep '^[A-Z]' | sed 's/ *\[[^]]*\](*[^ .)]*)*//g' |
        awk -v bytes="$1" '
            { for (n = split($0, part, /\. /); n > 0; n--) sentence[count++] = part[n] "." }
            END {
                seed = 1
                while (size < bytes) {
                    if (size >= next_chapter) {
                        next_chapter += 10485760 / 60
                        printf "\n# Chapter %d\n", ++chapter
                    }
                    line = ""
                    for (i = 0; i < 6; i++) {
                        seed = (seed * 16807) % 2147483647
                        line = line (i ? " " : "") sentence[seed % count]
                    }
                    printf "\n%s\n", line
                    size += length(line) + 2
                }
            }' >> "$2"
}
