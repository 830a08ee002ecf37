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
npm ci --silent --no-audit --no-fund --prefix tests/browser
for site in "$@"; do
  "$node" tests/browser/validate.mjs "$site"
  CHROMIUM="$browser" "$node" tests/browser/site.mjs "$site"
  CHROMIUM="$browser" "$node" tests/browser/compare.mjs "$site"
done
# Acts need a book with something to find and to sort: the first site is that of this repository's own.
CHROMIUM="$browser" "$node" tests/browser/acts.mjs "$1"
# The last one has one row on a page.
[ $# -lt 2 ] || CHROMIUM="$browser" "$node" tests/browser/paged.mjs "${!#}"
# What is made of hostile texts has to be looked at only for what it does.
[ -z "${HOSTILE_SITE:-}" ] || CHROMIUM="$browser" "$node" tests/browser/hostile.mjs "$HOSTILE_SITE"
