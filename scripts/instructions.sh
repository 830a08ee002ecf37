#!/usr/bin/env bash
# Counts the instructions of the release build on this repository's own book, which no other work on the machine changes, and holds
# them to benches/instructions.txt: scripts/instructions.sh [--write]. Needs valgrind. With --write, the counts are written there.
# PROGRAM names a release build that is there already.
set -euo pipefail
cd "$(dirname "$0")/.."
kept=benches/instructions.txt
# Of a hundred; hashing with a new key in each run alone makes a tenth of that.
most=3
command -v valgrind > /dev/null || { echo "valgrind is not installed: on Debian, apt-get install valgrind" >&2; exit 2; }
[ -n "${PROGRAM:-}" ] || cargo build --release --locked --quiet
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
program=$(realpath "${PROGRAM:-target/release/readybook}")
cp -r book.toml content rubrics "$out"
count() {
  # One thread: how often threads look for work is different in each run.
  (cd "$out" && RAYON_NUM_THREADS=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 > /dev/null) |
    sed -n 's/.*Collected : //p'
}
{
  echo "build $(count build --today 2026-01-21)"
  echo "check $(count check --today 2026-01-21)"
  echo "export $(count export --format csv --today 2026-01-21)"
} > "$out/counts"
if [ "${1:-}" = --write ]; then
  cp "$out/counts" "$kept"
  cat "$kept"
  exit
fi
join "$kept" "$out/counts" | awk -v most="$most" '
  { change = ($3 - $2) * 100 / $2
    printf "%-8s %15d instructions, %+.2f %% of what they were\n", $1, $3, change
    if (change > most) slower = 1
    if (change < -most) quicker = 1 }
  END {
    if (NR < 3) { print "nothing was counted"; exit 1 }
    if (slower) { print "more than " most " % above: find out why, or accept it with scripts/instructions.sh --write"; exit 1 }
    if (quicker) print "more than " most " % below: keep it with scripts/instructions.sh --write" }'
