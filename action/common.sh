# What the scripts of the action share. Sourced, never run.

# A value of the event that started the workflow; empty where it has none.
event() {
  jq -r "$1 // empty" "${GITHUB_EVENT_PATH:-/dev/null}" 2>/dev/null || true
}

# Hands a value to the steps after this one. Values are of one line.
output() {
  printf '%s=%s\n' "$1" "$2" | tr -d '\r' >> "${GITHUB_OUTPUT:-/dev/stdout}"
}

# Tells people something, as an annotation of the run. Line ends and percent signs are escaped as commands ask for.
tell() {
  local level=$1 text=$2
  text=${text//'%'/%25}
  text=${text//$'\r'/%0D}
  text=${text//$'\n'/%0A}
  printf '::%s title=readybook::%s\n' "$level" "$text"
}

# Asks the API: method, path or address, and a file to send. The answer goes to standard output. Fails with the
# answer's status on standard error. What makes something new is asked for once: it may be there although the answer
# says otherwise, and asked for again it would be there twice.
api() {
  local method=$1 path=$2 body=${3:-} answer status
  local arguments=(--silent --show-error --location --max-time 30 --request "$method"
    --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28')
  [ "$method" = POST ] || arguments+=(--retry 3 --retry-connrefused)
  if [ -n "$body" ]; then
    arguments+=(--header 'Content-Type: application/json' --data-binary "@$body")
  fi
  answer=$(mktemp)
  # The token stays off the command line, which every process of the machine can read.
  status=$(printf 'header = "Authorization: Bearer %s"\n' "${GITHUB_TOKEN:-}" \
    | curl --config - "${arguments[@]}" --output "$answer" --write-out '%{http_code}' "${GITHUB_API_URL:-https://api.github.com}$path") || status=000
  case $status in
    2??)
      cat "$answer"
      rm -f "$answer"
      ;;
    *)
      printf '%s %s: status %s: %s\n' "$method" "$path" "$status" "$(jq -r '.message // empty' "$answer" 2>/dev/null | head -c 300)" >&2
      rm -f "$answer"
      return 1
      ;;
  esac
}
