#!/bin/sh
# Judges a book's accessibility by Ace by DAISY: no issue at all.
set -u

here=$(dirname "$0")
modules=${OCTAVO_NODE:-$here/node_modules}
ace=$modules/@daisy/ace-cli/bin/ace.js
browser=${PUPPETEER_EXECUTABLE_PATH:-/usr/bin/chromium}
skip() { echo "skipped: no $1" >&2; exit 77; }

[ $# -eq 1 ] || { echo "usage: ace.sh BOOK.epub" >&2; exit 2; }
command -v node >/dev/null || skip node
[ -f "$ace" ] || skip "@daisy/ace-cli (looked for $ace)"
[ -x "$browser" ] || skip "chromium (looked for $browser)"
book=$1

tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# Ace passes no flags of ours to the browser, so a wrapper does.
cat >"$tmp/browser" <<EOF
#!/bin/sh
exec "$browser" --disable-gpu --disable-quic --no-first-run --disable-background-networking \\
    --disable-component-update --disable-sync "\$@"
EOF
chmod +x "$tmp/browser"

# An own HOME and TMPDIR: Ace and the browser leave settings, logs and sockets in both.
# The browser may take longer to start than the 5 s that Ace gives it.
mkdir "$tmp/home" "$tmp/tmp"
HOME=$tmp/home TMPDIR=$tmp/tmp PUPPETEER_EXECUTABLE_PATH=$tmp/browser ACE_TIMEOUT_INITIAL=60000 \
    node "$ace" --exiterror2 --verbose --doNotReportMedia --outdir "$tmp/out" "$book" >"$tmp/log" 2>&1
status=$?

case $status in
0)  if [ -f "$tmp/out/report.json" ]; then
        echo "$book: no issue by Ace"
        exit 0
    fi
    ;;
2)  node --input-type=module - "$tmp/out/report.json" "$book" >&2 <<'EOF' && exit 1
import { readFileSync } from 'node:fs'

const [report, book] = process.argv.slice(2)
const short = text => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 200)

for (const { 'earl:testSubject': subject, assertions } of JSON.parse(readFileSync(report)).assertions)
  for (const { 'earl:test': test, 'earl:result': result } of assertions)
    if (result['earl:outcome'] === 'fail')
      console.log(`${book}/${subject.url}: ${test['earl:impact']}: ${test['dct:title']}: `
        + `${short(result['dct:description'])} ${short(result.html)}`.trim())
EOF
    ;;
esac
echo "$book: Ace gave no report (exit status $status)" >&2
tail -n 20 "$tmp/log" >&2
exit 1
