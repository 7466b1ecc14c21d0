#!/usr/bin/env bash
# Runs fuzz targets on nightly, one after the other, from the seeds and the dictionary.
#
#   fuzz/run.sh [SECONDS] [TARGET…]     60 seconds each, all targets; what is found is the corpus of
#                                       the next run
#   fuzz/run.sh gate [TARGET…]          a fixed number of executions, of the same inputs each time
#
# Installs cargo-fuzz if it is missing. An input that breaks a target is kept in
# fuzz/artifacts/TARGET; move it to tests/fixtures/regressions/TARGET once it is understood.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${1:-60}
[ $# -eq 0 ] || shift
# Executions in the gate: 10 to 25 seconds each. `redact` has to be named: what is redacted of a capture
# that is broken in several places at once may be read otherwise.
declare -A runs=([round_trip]=150000 [schema_agreement]=200000 [structured]=8000 [validate]=20000
  [event_stream]=250000 [fold]=6500)
targets=("$@")
[ $# -gt 0 ] || targets=("${!runs[@]}")

# Without optimization: it has little to do, and takes half the time to build.
command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked --debug
# Stable will do where no nightly is installed.
toolchain=+nightly
rustup run nightly rustc --version >/dev/null 2>&1 || { toolchain=+stable; export RUSTC_BOOTSTRAP=1; }
rm -rf seeds
cargo run --quiet --bin seed
options=(-dict=dictionary.txt -max_len=4096 -timeout=10 -print_final_stats=1)
# The crate holds no unsafe code: without the sanitizer there are many more executions a second.
settings=(--fuzz-dir . --sanitizer none)

if [ "$seconds" != gate ]; then
  for target in "${targets[@]}"; do
    echo "== $target"
    mkdir -p "corpus/$target"
    cargo "$toolchain" fuzz run "${settings[@]}" "$target" "corpus/$target" "seeds/$target" -- \
      "${options[@]}" -max_total_time="$seconds"
  done
  exit
fi

# Building takes longer than these runs, which hardly gain from more optimization.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=1
settings+=(--codegen-units 16)
# Addresses are among the numbers that libFuzzer tries. A container may not allow to fix them.
fixed=()
! setarch -R true 2>/dev/null || fixed=(setarch -R)
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

once() {
  # A list, because a folder has no order, and a corpus that is not kept.
  find "seeds/$1" -type f | LC_ALL=C sort | paste -sd, | tr -d '\n' >"seeds/$1.list"
  mkdir "$made/$1"
  "${fixed[@]}" cargo "$toolchain" fuzz run "${settings[@]}" "$1" "$made/$1" -- "${options[@]}" \
    -seed=1 -runs="${runs[$1]}" -seed_inputs="@seeds/$1.list" -reload=0 >"$made/$1.log" 2>&1 ||
    { cat "$made/$1.log"; echo "FAIL $1"; return 1; }
  echo "$1: $(grep -o 'Done .*' "$made/$1.log")"
}

for target in "${targets[@]}"; do
  cargo "$toolchain" fuzz build "${settings[@]}" "$target"
done
# A target uses one core.
failed=0 running=0
ended() { wait -n || failed=1; running=$((running - 1)); }
for target in "${targets[@]}"; do
  [ "$running" -lt "$(nproc)" ] || ended
  once "$target" &
  running=$((running + 1))
done
while [ "$running" -gt 0 ]; do ended; done
exit "$failed"
