#!/usr/bin/env bash
# Checks, compares and builds. It never fails for what it finds: settle.sh does, after everything was shown. Outputs:
#
#   check, diff, build   exit statuses; empty where it was not done
#   comment-file         the comparison as Markdown
#   sarif                the file for code scanning
#   site                 the folder of the built site
#
#   BOOK, DENY, FAIL_ON  inputs of the action
#   BASE, HEAD, SHA, TRUSTED, MISSING  as states.sh found them
set -euo pipefail
. "$(dirname "$0")/common.sh"

book=${BOOK:-.}
out=${RUNNER_TEMP:?}/readybook
rm -rf "$out"
mkdir -p "$out"

run() {
  local status=0
  readybook --book "$book" "$@" || status=$?
  return $status
}

# A line of the log is a command where it looks like one, and what is printed here holds other people's words: nothing of
# it is taken for a command. It is one stream, so that it stays between its two ends.
plainly() {
  local token status=0
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$token"
  "$@" 2>&1 || status=$?
  printf '\n::%s::\n' "$token"
  return $status
}

check=''
build=''
if [ "${TRUSTED:-true}" = true ]; then
  check=0
  deny=()
  [ -z "${DENY:-}" ] || deny=(--deny "$DENY")
  run check --format github ${deny[@]+"${deny[@]}"} 2> "$out/check.txt" || check=$?
  plainly cat "$out/check.txt"
  run check --format sarif ${deny[@]+"${deny[@]}"} > "$out/readybook.sarif" 2>/dev/null || true
  output sarif "$out/readybook.sarif"
  build=0
  plainly run build --keep-going --out-dir "$out/site" || build=$?
  [ ! -e "$out/site/index.html" ] || output site "$out/site"
fi

diff=''
comment=$out/comment.md
# Without a base, as in the first push of a branch, there is nothing to compare.
if [ -n "${BASE:-}" ]; then
  diff=0
  gate=()
  [ -z "${FAIL_ON:-}" ] || gate=(--fail-on "$FAIL_ON")
  prefix=$(git -C "$book" rev-parse --show-prefix 2>/dev/null || true)
  # Bytes that an address cannot hold are encoded; the slashes between folders stay.
  prefix=$(jq -rn --arg path "$prefix" '$path | split("/") | map(@uri) | join("/")')
  link=${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/blob/${SHA:-HEAD}/$prefix
  # Words that begin with a dash are no options after `--`.
  states=("$BASE")
  [ -z "${HEAD:-}" ] || states+=("$HEAD")
  run diff --format markdown --link "$link" ${gate[@]+"${gate[@]}"} -- "${states[@]}" > "$comment" 2> "$out/diff.txt" || diff=$?
  plainly cat "$out/diff.txt"
  if [ "$diff" -gt 1 ]; then
    tell error "the book cannot be compared: $(head -c 2000 "$out/diff.txt")"
  else
    cat "$comment" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
    output comment-file "$comment"
  fi
fi
# A gate that nobody stands at lets everything through: that is said where somebody asked for one.
if [ -n "${FAIL_ON:-}" ] && [ -z "${BASE:-}" ] && [ "${TRUSTED:-true}" = true ]; then
  if [ -n "${MISSING:-}" ]; then
    diff=2
    tell error "\`fail-on\` could not be looked at: the commit $MISSING, which came before this change, cannot be fetched any more, as after a forced push. Run it again with the input \`base\`, such as origin/main"
  else
    tell warning "\`fail-on\` was not looked at: this run has nothing to compare with, as the first push of a branch or a run by hand. Give the input \`base\`, such as origin/main"
  fi
fi
output check "$check"
output diff "$diff"
output build "$build"
