#!/usr/bin/env bash
# What needs the reports outside of this repository: scripts/test-shared.sh FOLDER.
# Every ticked and unticked checklist item, and every figure of the five reports, has to be in its assessment; what the
# importer reads from them has to agree with it; and every report of the corpus has to import, check, score and build.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(cd "$1" && pwd)
python3 scripts/compare_with_reports.py "$shared/seeds"

cargo build --locked --quiet
readybook=$PWD/${CARGO_TARGET_DIR:-target}/debug/readybook
case ${CARGO_TARGET_DIR:-} in /*) readybook=$CARGO_TARGET_DIR/debug/readybook ;; esac
python3 scripts/compare_imports.py "$readybook" "$shared/seeds"

book=$(mktemp -d)
trap 'rm -rf "$book"' EXIT
printf '[book]\ntitle = "Imported"\n' > "$book/book.toml"
count=0
for report in "$shared"/corpus/*.md; do
  case $report in */README.md) continue ;; esac
  count=$((count + 1))
  "$readybook" --book "$book" import "$report" --project "report-$count" --release 1 --force > /dev/null 2>&1 \
    || { echo "$report does not import"; exit 1; }
done
# Importing what was imported changes nothing.
sums() { (cd "$book/content" && find . -type f -exec sha256sum {} + | sort -k 2); }
before=$(sums)
"$readybook" --book "$book" import "$book/content" --force > /dev/null 2>&1 || { echo "importing the imports fails"; exit 1; }
[ "$before" = "$(sums)" ] || { echo "importing the imports changes them"; exit 1; }
"$readybook" --book "$book" check --format short > "$book/check.txt" 2>&1 || { grep 'error\[' "$book/check.txt"; exit 1; }
"$readybook" --book "$book" score > /dev/null
"$readybook" --book "$book" build > /dev/null 2>&1
echo "$count reports of the corpus import, check without errors, score and build"
if [ -f "$shared/tools/score_import.py" ]; then
  python3 "$shared/tools/score_import.py" "$readybook" "$shared/corpus"
fi
