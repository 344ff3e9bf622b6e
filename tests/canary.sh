#!/bin/sh
# canary.sh FILE...: fails where a secret of the sandbox or of the tests is in what was printed and
# logged: tokens, passwords, the client's secret (as Basic sends it, too), signatures of URLs.
set -eu

basic=$(printf '%s:%s' "${IQM_CLIENT_ID-}" "${IQM_CLIENT_SECRET-}" | base64 | tr -d '\n')
if grep -HnaF -e 'token-1' -e 'X-Amz-Signature' -e "$basic" \
	-e "${IQM_CLIENT_SECRET:-no secret is given}" -e "${IQM_PASSWORD:-no password is given}" "$@" ||
	grep -HnaE '(Bearer|Basic) [A-Za-z0-9]|(access|refresh)-[0-9a-f]{12}|(^|[^0-9a-f])[0-9a-f]{64}([^0-9a-f]|$)' "$@"; then
	echo "canary: a secret was printed or logged" >&2
	exit 1
fi
