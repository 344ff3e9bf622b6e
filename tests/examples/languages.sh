#!/bin/sh
# languages.py beside a sandbox: refused first, then it buys, and once more it buys nothing.
set -eu

service() { # PATH DATA: "" asks
	"$PYTHON" -c 'import sys, urllib.request
data = sys.argv[2].encode() or None
print(urllib.request.urlopen(sys.argv[1], data).read().decode())' "$IQM_BASE_URL/_sandbox/$1" "$2"
}

service script '{"sample": "sls.generate.response.200-processing.json"}' >/dev/null
if "$PYTHON" "$EXAMPLE" >refused 2>&1; then
	echo "what was refused is said to be done" >&2
	exit 1
fi
grep "Failed: sls.generate: .*overlapping date range is processing" refused
"$PYTHON" "$EXAMPLE"
mv spring.xlsx bought.xlsx
"$PYTHON" "$EXAMPLE" | tee again
grep -q "'spring-study'" again
cmp spring.xlsx bought.xlsx
service bill "" | "$PYTHON" -c 'import json, sys
count = json.load(sys.stdin)["count"]
sys.exit(f"{count} purchases in the bill" if count != 1 else 0)'
