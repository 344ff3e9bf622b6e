#!/bin/sh
# attempts.sh PROGRAM: instructions that the attempt loop adds to a single attempt.
set -eu

count() { # WAY: instructions of a thousand calls, without setting up
	for calls in 1000 2000; do
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" $calls 2>&1 |
			sed -n 's/.*Collected : //p' | tail -n 1
	done | awk 'NR == 1 { first = $1 } NR == 2 { print $1 - first }'
}

program=$1
awk -v single="$(count single)" -v loop="$(count loop)" -v http="$(count http)" 'BEGIN {
	single /= 1000; loop /= 1000; http /= 1000
	share = (loop - single) / (http - loop + single)
	printf "  from memory: single %d, through the loop %d, x single %.3f\n", single, loop, loop / single
	printf "  over libcurl: %d, of which the loop adds %.3f   aim <=0.02 %s\n", http, share,
		share <= 0.02 ? "ok" : "MISSED" }'
