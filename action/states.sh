#!/usr/bin/env bash
# Finds out what is compared with what, and whether a comment can be written. Outputs:
#
#   base, head   for `readybook diff`; an empty head is the working tree
#   missing      the commit that should have been the base, where it cannot be had
#   number       the pull request; empty where there is none
#   comment      true where this run may write its comment
#   trusted      false where the documents are somebody else's and nothing but the comparison may be made of them
#   sha          the commit that files are linked at
#
#   BASE         the base that the workflow asks for, if any
set -euo pipefail
. "$(dirname "$0")/common.sh"

finish() {
  output base "$1"
  output head "$2"
  output number "$3"
  output comment "$4"
  output trusted "$5"
  output sha "$6"
  output missing "${7:-}"
  exit 0
}

has() {
  git rev-parse --verify --quiet --end-of-options "$1^{commit}" >/dev/null
}

# A number or a hash out of an event goes into commands and addresses: anything else is refused.
hash() {
  [[ $1 =~ ^[0-9a-f]{40,64}$ ]] || { tell error "the event has no commit where one has to be"; exit 1; }
}

# What is asked of git below needs a repository that it reads; what it says of one that it does not, holds the remedy.
readable() {
  local why
  why=$(LC_ALL=C git rev-parse --git-dir 2>&1 >/dev/null) || { tell error "git cannot read what is checked out: $why"; exit 1; }
}

of_pull_request() {
  local number base head from
  number=$(event .pull_request.number)
  base=$(event .pull_request.base.sha)
  head=$(event .pull_request.head.sha)
  from=$(event .pull_request.head.repo.full_name)
  [[ $number =~ ^[0-9]+$ ]] || { tell error "the event names no pull request"; exit 1; }
  hash "$base"
  hash "$head"
  local own=false
  [ "$from" = "${GITHUB_REPOSITORY:-}" ] && own=true
  # What is checked out mostly is the merge of the change into its base: its first parent is exactly that base.
  if [ -z "${BASE:-}" ] && ! has 'HEAD^1' && [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --quiet --no-tags --no-recurse-submodules --depth=2 origin "$(git rev-parse HEAD)" || true
  fi
  if [ -n "${BASE:-}" ]; then
    base=$BASE
  elif has 'HEAD^2' && [ "$(git rev-parse 'HEAD^2')" = "$head" ]; then
    base='HEAD^1'
  else
    base=$base...
  fi
  finish "$base" '' "$number" "$own" true "$head"
}

# After a run for a pull request of a fork, which could not write: nothing of the fork is checked out or run. Its
# documents are read out of the repository by the version of this program that the default branch asks for.
of_workflow_run() {
  local head owner branch pulls number base
  head=$(event .workflow_run.head_sha)
  owner=$(event .workflow_run.head_repository.owner.login)
  branch=$(event .workflow_run.head_branch)
  hash "$head"
  if [ "$(event .workflow_run.event)" != pull_request ]; then
    finish '' '' '' false false "$head"
  fi
  # Which pull request it is, is asked of the API: what a fork's run hands over could name any.
  pulls=$(api GET "/repos/${GITHUB_REPOSITORY:?}/pulls?state=open&per_page=100&head=$(jq -rn --arg head "$owner:$branch" '$head | @uri')")
  number=$(jq -r --arg head "$head" '[.[] | select(.head.sha == $head)][0].number // empty' <<< "$pulls")
  base=$(jq -r --arg head "$head" '[.[] | select(.head.sha == $head)][0].base.sha // empty' <<< "$pulls")
  if [ -z "$number" ]; then
    tell notice "no open pull request has the commit $head any more: nothing was written"
    finish '' '' '' false false "$head"
  fi
  hash "$base"
  git fetch --quiet --no-tags --no-recurse-submodules origin "$base" "refs/pull/$number/head"
  if ! has "$head"; then
    tell notice "pull request $number has moved on from $head: the run of its newest commit will write"
    finish '' '' '' false false "$head"
  fi
  finish "$base...$head" '' "$number" true false "$head"
}

# The state before a push, or before what a merge queue puts on top of it: a commit that the event names.
of_commit() {
  local before=$1 sha=${GITHUB_SHA:-HEAD}
  if [ -n "${BASE:-}" ]; then
    finish "$BASE" '' '' false true "$sha"
  fi
  # Noughts stand for a branch that is new.
  if [[ ! $before =~ ^[0-9a-f]{40,64}$ ]] || [[ $before =~ ^0+$ ]]; then
    finish '' '' '' false true "$sha"
  fi
  has "$before" || git fetch --quiet --no-tags --no-recurse-submodules --depth=1 origin "$before" || true
  if has "$before"; then finish "$before" '' '' false true "$sha"; fi
  finish '' '' '' false true "$sha" "$before"
}

case ${GITHUB_EVENT_NAME:-} in
  pull_request | workflow_run | push | merge_group) readable ;;
esac
case ${GITHUB_EVENT_NAME:-} in
  pull_request) of_pull_request ;;
  pull_request_target)
    tell error "pull_request_target gives other people's changes a token that can write: use pull_request, and workflow_run for the comment"
    exit 1
    ;;
  workflow_run) of_workflow_run ;;
  push) of_commit "$(event .before)" ;;
  merge_group) of_commit "$(event .merge_group.base_sha)" ;;
  *) finish "${BASE:-}" '' '' false true "${GITHUB_SHA:-HEAD}" ;;
esac
