#!/bin/sh
# A test of a program that buys: what it did is on the sandbox's bill.
set -eu

send() {
	"$PYTHON" -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1], sys.argv[2].encode())' "$IQM_BASE_URL/_sandbox/$1" "$2"
}

bought() {
	"$PYTHON" -c 'import json, sys, urllib.request
print(json.load(urllib.request.urlopen(sys.argv[1]))["count"])' "$IQM_BASE_URL/_sandbox/bill"
}

"$EXAMPLE" 900 | grep "over the budget"
[ "$(bought)" = 0 ]

# The response of the purchase is lost: it is on the bill, and is not sent once more.
send fault '{"operation": "sls.generate", "kind": "reset-after-request"}'
"$EXAMPLE" 2000 | grep "to be found or settled"
"$EXAMPLE" 2000 | grep IQM_E_UNKNOWN_OUTCOME
[ "$(bought)" = 1 ]
