#!/bin/sh
# Renders the drawings of this folder into ../images. See README.md.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# shoot NAME WIDTH HEIGHT: NAME.svg -> $tmp/NAME.png
shoot() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic \
		--no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars \
		--user-data-dir="$tmp/profile" --window-size="$2,$3" \
		--screenshot="$tmp/$1.png" "file://$PWD/$1.svg" >"$tmp/log" 2>&1 ||
		{ cat "$tmp/log" >&2; exit 1; }
}

shoot cover 1600 2400
convert "$tmp/cover.png" -background white -alpha remove -alpha off \
	-colorspace sRGB -type TrueColor -sampling-factor 4:4:4 -interlace none \
	-strip -quality 88 ../images/cover.jpg

figure() {
	shoot "$1" "$2" "$3"
	convert "$tmp/$1.png" -background white -alpha remove -alpha off \
		-type TrueColor -depth 8 -strip -define png:color-type=2 \
		-define png:compression-level=9 -define png:exclude-chunks=date,time \
		"../images/$1.png"
}

figure out-and-back 1200 1010
figure notice-understand-respond 1200 640
