#!/usr/bin/env bash
# Opens built sites in Chromium: scripts/browser-test.sh SITE…. Finds Node and Chromium, or says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."

node=$(command -v node || true)
[ -n "$node" ] || { echo "the browser tests need Node 20 or newer: https://nodejs.org (Debian: apt-get install nodejs npm)" >&2; exit 1; }
browser=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
if [ -z "$browser" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null
  browser=$(command -v chromium || true)
fi
[ -n "$browser" ] || { echo "the browser tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path" >&2; exit 1; }
[ tests/browser/node_modules/.package-lock.json -nt tests/browser/package-lock.json ] || npm ci --silent --no-audit --no-fund --prefix tests/browser
export CHROMIUM="$browser"

# Sites are looked at side by side; what is told of each comes at its end, in one piece.
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
look() {
  site=$1 first=$2 last=$3
  known=()
  [ "$site" = "$first" ] || known=("$first")
  "$node" tests/browser/validate.mjs "$site" "${known[@]}"
  "$node" tests/browser/site.mjs "$site" "${known[@]}"
  "$node" tests/browser/compare.mjs "$site"
  # Acts need a book with something to find and to sort: the first site is that of this repository's own.
  [ "$site" != "$first" ] || "$node" tests/browser/acts.mjs "$site"
  # The last one has one row on a page.
  [ "$site" = "$first" ] || [ "$site" != "$last" ] || "$node" tests/browser/paged.mjs "$site"
}
at=0
jobs=()
for site in "$@"; do
  ( set -e; look "$site" "$1" "${!#}" ) >"$logs/$at" 2>&1 &
  jobs+=($!)
  at=$((at + 1))
done
# Where a program is named, it serves this repository's book while that is written.
if [ -n "${PROGRAM:-}" ]; then
  "$node" tests/browser/serve.mjs "$PROGRAM" . >"$logs/$at" 2>&1 &
  jobs+=($!)
  at=$((at + 1))
fi
# What is made of hostile texts has to be looked at only for what it does.
if [ -n "${HOSTILE_SITE:-}" ]; then
  "$node" tests/browser/hostile.mjs "$HOSTILE_SITE" >"$logs/$at" 2>&1 &
  jobs+=($!)
fi
failed=0
for at in "${!jobs[@]}"; do
  wait "${jobs[$at]}" || failed=1
  cat "$logs/$at"
done
echo "browser: $SECONDS s"
exit "$failed"
