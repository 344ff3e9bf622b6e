#!/bin/sh
# libuv.c beside a sandbox: it buys, and run again it buys nothing.
set -eu

"$EXAMPLE"
"$EXAMPLE" | tee again
grep -q "is there already" again
"$PYTHON" -c 'import json, sys, urllib.request
count = json.load(urllib.request.urlopen(sys.argv[1]))["count"]
sys.exit(f"{count} purchases on the bill" if count != 1 else 0)' "$IQM_BASE_URL/_sandbox/bill"
