#!/usr/bin/env bash
# Everything that has to pass. Needs Rust; the browser tests need Node 20.19 and Chromium, that of exports Python 3, and they say so where these are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

# Each part is told with the seconds that have gone by.
step() { printf '\n== %s (at %s s)\n' "$*" "$SECONDS"; }

step "format"
cargo fmt --check

step "lints"
cargo clippy --locked --all-targets -- -D warnings

step "tests"
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --locked --no-fail-fast
else
  cargo test --locked
fi

step "documentation of the library"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib

step "this repository's own book"
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
cargo run --locked --quiet -- build --deny errors --out-dir "$site/book"

step "exports, read by DuckDB"
bash scripts/fleet-test.sh cargo run --locked --quiet --

step "browser"
cargo run --locked --quiet -- --book tests/browser/awkward build --out-dir "$site/awkward" 2>/dev/null
rm -rf tests/browser/awkward/.readybook
PROGRAM="${CARGO_TARGET_DIR:-target}/debug/readybook" bash scripts/browser-test.sh "$site/book" "$site/awkward"
echo
echo "all passed in $SECONDS s"
