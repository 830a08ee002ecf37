#!/usr/bin/env bash
# Keeps one comment on a pull request: writes it, or edits it where it says something else now. Where nothing changed at
# all and no comment is there, it stays quiet. That the comment cannot be written is told, and fails nothing.
#
#   NUMBER   the pull request
#   BODY     the file with the comment
#   BOOK     the folder of the book: each book of a repository has its own comment
#   AUTHOR   who writes: only that user's comments are edited
set -euo pipefail
. "$(dirname "$0")/common.sh"

[[ ${NUMBER:?} =~ ^[0-9]+$ ]] || { tell error "NUMBER has to be the number of a pull request"; exit 1; }
author=${AUTHOR:-github-actions[bot]}
repository=${GITHUB_REPOSITORY:?}
# No two books have one marker, and nothing in it ends the comment that it stands in.
book=$(jq -rn --arg path "${BOOK:-.}" '$path | split("/") | map(@uri) | join("/")')
marker="<!-- readybook: $book -->"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

failed() {
  tell warning "the comment could not be written: $(head -c 500 "$work/why"). Give the job \`pull-requests: write\`; the comparison is in the summary of this run"
  exit 0
}

{ printf '%s\n' "$marker"; cat "${BODY:?}"; } > "$work/body.md"

id=''
page=1
while :; do
  api GET "/repos/$repository/issues/$NUMBER/comments?per_page=100&page=$page" > "$work/page.json" 2> "$work/why" || failed
  id=$(jq -r --arg marker "$marker" --arg author "$author" \
    '[.[] | select(.user.login == $author and (.body | startswith($marker)))][0].id // empty' "$work/page.json")
  if [ -n "$id" ]; then
    jq -j --argjson id "$id" '.[] | select(.id == $id) | .body' "$work/page.json" | tr -d '\r' > "$work/old.md"
    break
  fi
  [ "$(jq length "$work/page.json")" -eq 100 ] || break
  page=$((page + 1))
done

if [ -z "$id" ] && grep -q '^### Readiness: nothing changed$' "$work/body.md"; then
  echo "nothing changed: no comment is needed"
  exit 0
fi
# What a comment says, without the commits that it was made from: each push has new ones.
said() {
  sed -E -e 's#\]\(<(https?://[^ >]*/blob/)[0-9a-f]{40,64}/#](<\1#g' -e 's#^([0-9]+ assessments? unchanged.* Compared: ).*$#\1#' "$1"
}
# Services cut off white space at the end.
if [ -n "$id" ] && [ "$(said "$work/old.md")" = "$(said "$work/body.md")" ]; then
  echo "the comment says so already"
  exit 0
fi
jq -n --rawfile body "$work/body.md" '{ body: $body }' > "$work/body.json"
if [ -n "$id" ]; then
  api PATCH "/repos/$repository/issues/comments/$id" "$work/body.json" > /dev/null 2> "$work/why" || failed
  echo "edited the comment"
else
  api POST "/repos/$repository/issues/$NUMBER/comments" "$work/body.json" > /dev/null 2> "$work/why" || failed
  echo "wrote the comment"
fi
