#!/bin/sh
# secret_scan.sh COMMAND [ARG...]: runs a command, and fails where a secret of the sandbox or of the tests
# is in what it printed or in what its clients logged (the file IQM_TEST_LOG): tokens, passwords, the
# client's secret, also as Basic sends it, signatures of URLs.
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

basic=$(printf '%s:%s' "${IQM_CLIENT_ID-}" "${IQM_CLIENT_SECRET-}" | base64 | tr -d '\n')
cd "$work"
if grep -HnaF -e 'token-1' -e 'X-Amz-Signature' -e "$basic" \
	-e "${IQM_CLIENT_SECRET:-no secret is given}" -e "${IQM_PASSWORD:-no password is given}" \
	printed logged ||
	grep -HnaE '(Bearer|Basic) [A-Za-z0-9]|(access|refresh)-[0-9a-f]{12}' printed logged ||
	grep -HnaE '(^|[^0-9a-f])[0-9a-f]{64}([^0-9a-f]|$)' printed logged; then
	echo "secret_scan: a secret was printed or logged" >&2
	exit 1
fi
exit $status
