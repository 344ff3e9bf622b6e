#!/bin/sh
# The second run buys nothing, and finds the report of the first.
set -eu

"$PYTHON" -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1], b"{\"ready_after\": 2}")' "$IQM_BASE_URL/_sandbox/settings"
"$EXAMPLE" | tee first
"$EXAMPLE" | tee second
grep -q "is ready" first
cmp first second
"$PYTHON" -c 'import json, sys, urllib.request
sys.exit(json.load(urllib.request.urlopen(sys.argv[1]))["count"] != 1)' \
	"$IQM_BASE_URL/_sandbox/bill"
