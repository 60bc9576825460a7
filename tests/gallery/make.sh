#!/bin/sh
# Makes pages.png, the picture in the README: pages of a book as foliate-js shows them, the last in
# its dark theme. Needs ImageMagick and what engines/foliate.mjs needs.
# usage: make.sh BOOK.epub [OUTPUT.png]
#
# PAGES and DARK choose the pages by their numbers.
set -eu
[ $# -ge 1 ] || { echo "usage: make.sh BOOK.epub [OUTPUT.png]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
book=$(realpath "$1")
output=$(realpath "${2:-$here/pages.png}")
pages=${PAGES:-1 2 7 25 29} dark=${DARK:-20}
export OCTAVO_NODE="${OCTAVO_NODE:-$here/../../build/node/node_modules}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# draw THEME NUMBER...: the pages as PNG, their names in order on standard output.
draw()
{
    theme=$1
    shift
    node "$here/../engines/foliate.mjs" "$book" --no-judge --theme "$theme" --pages "$theme" >&2
    for page in "$@"; do
        printf '%s/p%03d.png ' "$theme" "$page"
    done
}

# shellcheck disable=SC2086 # the lists are lists
names="$(draw light $pages) $(draw dark $dark)"
# shellcheck disable=SC2086
montage $names -resize 300x400 -bordercolor '#bbb' -border 1 -tile 3x -geometry +10+10 \
    -background '#f4f4f4' montage.png
convert montage.png -dither None -colors 96 -depth 8 -strip \
    -define png:compression-level=9 -define png:exclude-chunks=date,time PNG8:"$output"
ls -l "$output"
