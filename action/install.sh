#!/usr/bin/env bash
# Puts `readybook` on the path: a released binary whose hash is right, or one built from the action's own sources.
#
#   ACTION_PATH        the folder of the action
#   ACTION_REPOSITORY  owner/name that it came from; empty where it is used from a folder
#   ACTION_REF         the version that is used, such as v1.2.0
#   RELEASES           where released files are, without the version; only tests set it
set -euo pipefail
. "$(dirname "$0")/common.sh"

bin=${RUNNER_TEMP:?}/readybook-bin
mkdir -p "$bin"
case $(uname -s) in
  MINGW* | MSYS*) program=readybook.exe ;;
  *) program=readybook ;;
esac

target() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo x86_64-unknown-linux-musl ;;
    Linux-aarch64 | Linux-arm64) echo aarch64-unknown-linux-musl ;;
    Darwin-x86_64) echo x86_64-apple-darwin ;;
    Darwin-arm64) echo aarch64-apple-darwin ;;
    MINGW*-x86_64 | MSYS*-x86_64) echo x86_64-pc-windows-msvc ;;
    *) return 1 ;;
  esac
}

download() {
  local version=${ACTION_REF:-} name at file
  [[ $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || return 1
  name=readybook-$version-$(target) || return 1
  [ -n "${RELEASES:-}" ] || [ -n "${ACTION_REPOSITORY:-}" ] || return 1
  at=${RELEASES:-${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download}/$version/$name.tar.gz
  file=$(mktemp -d)/$name.tar.gz
  curl --silent --fail --location --max-time 120 --retry 3 --output "$file" "$at" || return 1
  curl --silent --fail --location --max-time 30 --retry 3 --output "$file.sha256" "$at.sha256" || return 1
  local wanted found
  wanted=$(cut -d ' ' -f 1 "$file.sha256")
  found=$( (sha256sum "$file" 2>/dev/null || shasum -a 256 "$file") | cut -d ' ' -f 1)
  if [ "$wanted" != "$found" ]; then
    tell error "the released $name.tar.gz is not what its .sha256 says: nothing was installed"
    exit 1
  fi
  tar -xzf "$file" -C "$bin" "$program"
}

build() {
  if ! command -v cargo >/dev/null; then
    tell error "there is no released binary for this version and machine, and no Rust to build it with: use a released version such as @v1.2.0, or install Rust in a step before this one"
    exit 1
  fi
  # From its own folder: files of the workspace, such as .cargo/config.toml, must not say how it is built.
  (cd "${ACTION_PATH:?}" && cargo install --quiet --locked --path . --root "$RUNNER_TEMP/readybook-build")
  cp "$RUNNER_TEMP/readybook-build/bin/$program" "$bin/"
}

if download; then
  echo "installed the released ${ACTION_REF}"
else
  build
  echo "built from ${ACTION_PATH}"
fi
printf '%s\n' "$bin" >> "${GITHUB_PATH:-/dev/null}"
"$bin/$program" --version
