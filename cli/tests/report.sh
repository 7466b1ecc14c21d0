#!/usr/bin/env bash
# Writes reports and tries them in a headless browser: see report/browser.mjs.
#
#   cli/tests/report.sh [DIRECTORY]    where the pages and screenshots go (default: a new one)
#
# Needs Chromium and Node.js; set CHROMIUM to its command if it is not called chromium.
set -euo pipefail
cd "$(dirname "$0")/../.."
chromium=$(command -v "${CHROMIUM:-chromium}") || { echo "no ${CHROMIUM:-chromium} here" >&2; exit 2; }
out=$(realpath "${1:-$(mktemp -d)}")
mkdir -p "$out"
fixtures=$PWD/tests/fixtures
(cd cli/tests/report && npm ci --silent --no-audit --no-fund)
node cli/tests/report/make.mjs "$fixtures/captures" "$out"

# Status 1 says that something in the capture was not looked at; the page is there.
report() { "${CARGO_TARGET_DIR:-target}/debug/agentlin-types" report --output "$@" 2>>"$out/log" || [ $? -eq 1 ]; }
cargo build --quiet -p agentlin-types-cli
: >"$out/log"
report "$out/subagent.html" "$fixtures/captures/create_subagent_stream.sse"
report "$out/code.html" "$fixtures/captures/create_code_stream.sse"
report "$out/failed.html" "$fixtures/captures/create_error_500_stream.sse"
report "$out/session.html" "$fixtures/traffic/session.har" "$fixtures/traffic/broken.ndjson"
report "$out/all.html" "$fixtures"/captures/*
# shellcheck disable=SC2012
report "$out/reversed.html" $(ls -r "$fixtures"/captures/*)
report "$out/attacks.html" "$out/<img src=x onerror=pwned()>.ndjson"
report "$out/many.html" "$out/many.ndjson"
report "$out/calls.html" "$out/calls.ndjson"
node cli/tests/report/browser.mjs "$chromium" "$out" "$fixtures/captures"
echo "pages and pictures are in $out"
