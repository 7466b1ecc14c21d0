#!/usr/bin/env bash
# Runs fuzz targets on nightly, one after the other, from the seed corpora and the dictionary.
#
#   fuzz/run.sh [SECONDS] [TARGET…]     60 seconds each, all targets
#
# Installs cargo-fuzz if it is missing. An input that breaks a target is kept in
# fuzz/artifacts/TARGET; move it to tests/fixtures/regressions/TARGET once it is understood.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
[ $# -eq 0 ] || shift
targets=("$@")
[ $# -gt 0 ] || targets=(round_trip schema_agreement structured validate event_stream fold)

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
cargo +nightly run --quiet --release --bin seed
# The crate holds no unsafe code: without the sanitizer there are many more executions a second.
for target in "${targets[@]}"; do
  echo "== $target"
  cargo +nightly fuzz run --fuzz-dir . --sanitizer none "$target" -- \
    -max_total_time="$seconds" -dict=dictionary.txt -max_len=4096 -timeout=10 -print_final_stats=1
done
