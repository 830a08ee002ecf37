#!/usr/bin/env bash
# Holds this repository's own book against the five reports behind it: scripts/test-shared.sh FOLDER.
# Every ticked and unticked checklist item, and every figure of a report, has to be in its assessment.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 scripts/compare_with_reports.py "$1/seeds"
