#!/usr/bin/env bash
# Fuzzes: scripts/fuzz.sh SECONDS [TARGET…], each target for so long; all of them where none is named. Needs a C++ compiler, and
# neither a nightly toolchain nor cargo-fuzz: it asks the stable compiler for the same counters that those do. What breaks a target is
# left in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"
[ $# -ge 1 ] || { echo "usage: scripts/fuzz.sh SECONDS [TARGET…]" >&2; exit 2; }
seconds=$1
shift
[ $# -gt 0 ] || set -- fuzz_targets/*.rs
host=$(rustc -vV | sed -n 's/^host: //p')
flags="--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module"
for option in level=4 inline-8bit-counters pc-table trace-compares; do
  flags="$flags -Cllvm-args=-sanitizer-coverage-$option"
done
# Dependencies are counted too: half of what reads a stranger's text is theirs.
RUSTFLAGS=$flags CARGO_PROFILE_RELEASE_LTO=off cargo build --release --locked --target "$host"
failed=0
for target in "$@"; do
  target=$(basename "$target" .rs)
  # What it finds on the way is kept beside the build; the committed files are only read.
  mkdir -p "target/corpus/$target" "artifacts/$target"
  "target/$host/release/$target" "target/corpus/$target" "corpus/$target" -max_total_time="$seconds" -max_len=16384 -timeout=10 \
    -rss_limit_mb=2048 -artifact_prefix="artifacts/$target/" -print_final_stats=1 -verbosity=0 || failed=1
done
exit "$failed"
