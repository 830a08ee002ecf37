#!/usr/bin/env bash
# Ends the run: fails it for what was found, after everything was shown.
#
#   CHECK, DIFF, BUILD   exit statuses of look.sh; empty where it was not done
set -euo pipefail
. "$(dirname "$0")/common.sh"

status=0
stop() {
  tell error "$1"
  status=1
}
[ "${CHECK:-0}" = 0 ] || [ -z "${CHECK:-}" ] || stop "\`readybook check\` found errors: they are annotated above"
case ${DIFF:-0} in
  0 | '') ;;
  1) stop "the change does what \`fail-on\` forbids: the summary says what" ;;
  *) stop "the book could not be compared with what it was before" ;;
esac
case ${BUILD:-0} in
  0 | 1 | '') ;;
  *) stop "the site could not be built" ;;
esac
exit $status
