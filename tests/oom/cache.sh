#!/bin/sh
# The test of memory that runs out, with a cache of its own: so builds take pieces from it and put
# pieces into it.
# usage: cache.sh OOM ARGUMENT...
set -eu
XDG_CACHE_HOME=$(mktemp -d)
export XDG_CACHE_HOME
trap 'rm -rf "$XDG_CACHE_HOME"' EXIT
"$@"
[ -n "$(ls "$XDG_CACHE_HOME/octavo")" ] || { echo "nothing was kept" >&2; exit 1; }
