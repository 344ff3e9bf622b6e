#!/bin/sh
# Runs the demo program against a sandbox of its own, then shows the files and the bill.
set -eu

top=$(dirname "$0")/../..
folder=${BUILD:-build}/demo-files
rm -rf "$folder"
mkdir -p "$folder"
# shellcheck disable=SC2016 # for the inner shell
"$top/tests/with-sandbox.sh" --plain sh -c '"$0" "$1" && "$2" "$3" "$1"' \
	"$DEMO" "$folder" "${PYTHON:-python3}" "$top/tests/demo/show.py"
printf '\nDone. The files are in %s.\n' "$folder"
