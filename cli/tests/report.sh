#!/usr/bin/env bash
# Opens a report in a headless browser, looks for what must be in it, and saves screenshots.
#
#   cli/tests/report.sh [DIRECTORY]    where the page and its screenshots go (default: a new one)
#
# Needs Chromium; set CHROMIUM to its command if it is not called chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
chromium=${CHROMIUM:-chromium}
command -v "$chromium" >/dev/null || { echo "no $chromium here" >&2; exit 2; }
out=${1:-$(mktemp -d)}
mkdir -p "$out"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

browser() {
  timeout 60 "$chromium" --headless --no-sandbox --disable-gpu --disable-background-networking \
    --no-first-run --hide-scrollbars --user-data-dir="$profile" "$@" 2>/dev/null
}

cargo run --quiet -p agentlin-types-cli -- report --output "$out/report.html" \
  tests/fixtures/traffic/session.har tests/fixtures/traffic/broken.ndjson
page="file://$(realpath "$out/report.html")"
browser --dump-dom "$page" >"$out/dom.html"

must() { grep -qF -- "$1" "$out/dom.html" || { echo "the page lacks: $1" >&2; exit 1; }; }
must '<code>wrong-type</code>'
must 'expected an integer, found a string'
must '/result/created_at'
must 'task_tool_one_stream'
must 'TodoWrite'
must 'task.output_item.done'
must 'Hello, world. 2 + 2 = 4.'
# What the payload says is text, not markup.
must 'html &lt;b&gt;&amp;amp;&lt;/b&gt;'
if grep -qE '<script|<link|<iframe|url\(|@import' "$out/report.html"; then
  echo "the page wants something from outside" >&2
  exit 1
fi
# The browser dropped nothing as broken markup.
written=$(grep -o '<article' "$out/report.html" | wc -l)
shown=$(grep -o '<article' "$out/dom.html" | wc -l)
[ "$written" -eq "$shown" ] || { echo "$written articles written, $shown shown" >&2; exit 1; }

browser --window-size=1200,2400 --screenshot="$out/wide.png" "$page" >/dev/null
browser --window-size=500,2400 --screenshot="$out/phone.png" "$page" >/dev/null
browser --window-size=1200,2400 --blink-settings=preferredColorScheme=0 \
  --screenshot="$out/dark.png" "$page" >/dev/null
for picture in wide phone dark; do
  [ -s "$out/$picture.png" ] || { echo "no screenshot $picture" >&2; exit 1; }
done
echo "report: ok, see $out"
