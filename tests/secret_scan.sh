#!/bin/sh
# secret_scan.sh COMMAND [ARG...]: runs a command, and fails where a secret of the sandbox or of the tests
# is in what it printed or in what its clients logged (the file IQM_TEST_LOG): tokens, passwords, the
# client's secret, also as Basic sends it, signatures of URLs; as they are, or written for a URL, a
# form, JSON or HTML.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
IQM_TEST_LOG=$work/logged
export IQM_TEST_LOG
: >"$IQM_TEST_LOG"

mkfifo "$work/pipe"
tee "$work/printed" <"$work/pipe" &
status=0
"$@" >"$work/pipe" 2>&1 || status=$?
wait $!

if ! "${PYTHON:-python3}" "$(dirname "$0")/secret_forms.py" "$work/printed" "$work/logged"; then
	echo "secret_scan: a secret was printed or logged" >&2
	exit 1
fi
exit $status
