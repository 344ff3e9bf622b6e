#!/bin/sh
# http.sh PROGRAM: instructions of one GET on a kept connection, user space, libcurl's beside the library's.
set -eu

count() { # VARIANT SET: of a thousand calls, without setting up
	for calls in 500 1500; do
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" $calls 2>&1 |
			sed -n 's/.*Collected : //p' | tail -n 1
	done | awk 'NR == 1 { first = $1 } NR == 2 { print ($1 - first) / 1000 }'
}

program=$1
for set in 0 1; do
	awk -v set=$set -v bare="$(count 0 $set)" -v iqm="$(count 1 $set)" 'BEGIN {
		printf "  %-16s libcurl and cJSON %d, iqm %d, x libcurl %.2f\n",
			set ? "pld.columns-get" : "pld.list, 2 rows", bare, iqm, iqm / bare }'
done
