#!/bin/sh
# Runs the demo program against a sandbox of its own, then shows the files and the bill.
set -eu

top=$(dirname "$0")/../..
directory=${BUILD:-build}/demo-files
rm -rf "$directory"
mkdir -p "$directory"
# shellcheck disable=SC2016 # for the inner shell
"$top/tests/with-sandbox.sh" --plain sh -c '"$0" "$1" && "$2" "$3" "$1"' \
	"$DEMO" "$directory" "${PYTHON:-python3}" "$top/tests/demo/show.py"
printf '\nDone. The files are in %s.\n' "$directory"
echo "'make sandbox' starts such a service for a program of your own, with a page that shows what it sold."
