#!/usr/bin/env bash
# Makes the files of a release for one machine, as action/install.sh reads them: readybook-VERSION-TARGET.tar.gz, and
# beside it a .sha256 of one line, the hash and the name.
#
#   scripts/package.sh PROGRAM VERSION TARGET FOLDER
#
#   PROGRAM  the built program
#   VERSION  the tag, such as v1.2.0: the program has to say the same
#   TARGET   what it was built for, such as x86_64-unknown-linux-gnu
#   FOLDER   where the files go
set -euo pipefail
[ $# -eq 4 ] || { echo "usage: scripts/package.sh PROGRAM VERSION TARGET FOLDER" >&2; exit 2; }
program=$1 version=$2 target=$3 folder=$4

said=$("$program" --version | tr -d '\r')
if [ "$said" != "readybook ${version#v}" ]; then
  echo "the program is \"$said\" and the release $version: set the version in Cargo.toml, and tag that commit" >&2
  exit 1
fi
name=readybook-$version-$target.tar.gz
inside=$(mktemp -d)
trap 'rm -rf "$inside"' EXIT
cp "$program" "$(dirname "$0")"/../LICENSE-* "$inside/"
mkdir -p "$folder"
cd "$folder"
tar -czf "$name" -C "$inside" "$(basename "$program")" LICENSE-APACHE LICENSE-MIT
hash=$( (sha256sum "$name" 2>/dev/null || shasum -a 256 "$name") | cut -d ' ' -f 1)
printf '%s  %s\n' "$hash" "$name" > "$name.sha256"
