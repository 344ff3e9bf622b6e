#!/bin/sh
# What was recorded is played without the service, and has no secret in it; another request is named.
set -eu

"$EXAMPLE" record tape >recorded
IQM_BASE_URL=https://no-such-host.invalid "$EXAMPLE" replay tape >played
cmp recorded played
if grep -q access_token tape; then
	exit 1
fi
sed 's/pld/sls/' tape >other
if "$EXAMPLE" replay other 2>said; then
	exit 1
fi
grep -q "the recording has another request here" said
cat recorded
