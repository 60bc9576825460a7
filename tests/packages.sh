#!/bin/sh
# Installs what is missing: `packages.sh build` for building, `packages.sh build test` for the tests
# too. Says what it installs before it does; does nothing, quickly, if nothing is missing.
set -eu

build='gcc libc6-dev cmake ninja-build pkg-config libcmark-dev libxml2-dev libzip-dev libyaml-dev
    libjansson-dev libdeflate-dev libutf8proc-dev libssl-dev'
test='clang libclang-rt-14-dev cmark cmark-gfm libcmark-gfm-dev libcmark-gfm-extensions-dev libgumbo-dev
    pandoc epubcheck mupdf-tools chromium fonts-dejavu-core libxml2-utils unzip zip perl python3 faketime
    util-linux mandoc zsh fish ca-certificates'

cd "$(dirname "$0")/.."
wanted=
for set in "$@"; do
    case $set in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test"
        command -v npm >/dev/null 2>&1 || wanted="$wanted nodejs npm" ;;
    *) echo "usage: packages.sh [build] [test]" >&2; exit 2 ;;
    esac
done

missing=
# shellcheck disable=SC2086 # the lists are lists
known=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^ii  *//p' || :)
for package in $wanted; do
    case "
$known
" in
    *"
$package
"*) ;;
    *) missing="$missing $package" ;;
    esac
done
if [ -n "$missing" ]; then
    echo "installing from Debian:$missing"
    root=
    [ "$(id -u)" = 0 ] || root=sudo
    $root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# The packages of FOLDER/package.json, as its lock says, below build/.
from_npm() {
    from=$1 to=$2
    cmp -s "$from/package-lock.json" "$to/package-lock.json" && return
    echo "installing from npm: the packages of $from/package.json"
    mkdir -p "$to"
    cp "$from/package.json" "$from/.npmrc" "$from/package-lock.json" "$to/"
    (cd "$to" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
        { rm -f "$to/package-lock.json"; return 1; }
}

# Of the packages in FOLDER only texts are read: the rest, nine tenths of it, goes.
only_texts() {
    [ -d "$1/node_modules" ] || return 0
    find "$1/node_modules" -type f ! -iname '*.md' ! -name spec.txt -delete
    find "$1/node_modules" -type l -delete
    find "$1/node_modules" -type d -empty -delete
}

case " $* " in
*" test "*)
    from_npm tests/engines build/node
    from_npm tests/oracle build/oracle
    only_texts build/oracle
    ;;
esac
