#!/usr/bin/env bash
# Runs fuzz targets on nightly, one after the other, from the seed corpora and the dictionary.
#
#   fuzz/run.sh [SECONDS] [TARGET…]     60 seconds each, all targets
#
# SEED=1 makes all random choices the same in each run that begins with the same corpus.
# Installs cargo-fuzz if it is missing. An input that breaks a target is kept in
# fuzz/artifacts/TARGET; move it to tests/fixtures/regressions/TARGET once it is understood.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
[ $# -eq 0 ] || shift
targets=("$@")
[ $# -gt 0 ] || targets=(round_trip schema_agreement structured validate event_stream fold)

command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked
# Stable will do where no nightly is installed.
toolchain=+nightly
rustup run nightly rustc --version >/dev/null 2>&1 || { toolchain=+stable; export RUSTC_BOOTSTRAP=1; }
cargo "$toolchain" run --quiet --bin seed
# The crate holds no unsafe code: without the sanitizer there are many more executions a second.
for target in "${targets[@]}"; do
  echo "== $target"
  cargo "$toolchain" fuzz run --fuzz-dir . --sanitizer none "$target" -- \
    -seed="${SEED:-0}" -max_total_time="$seconds" -dict=dictionary.txt -max_len=4096 -timeout=10 -print_final_stats=1
done
