#!/bin/sh
# Builds the benchmarks against the libraries in $BUILD and runs them. A missed aim is marked, and is
# no failure.
set -eu
cd "$(dirname "$0")/../.."
BUILD=${BUILD:-build}
CC=${CC:-cc}
export BUILD CC
out=$BUILD/bench
here=tests/bench

build() { # PROGRAM SOURCE...
	program=$1
	shift
	sources=
	for name; do
		sources="$sources $here/$name.c"
	done
	# shellcheck disable=SC2086 # a list of words
	$CC -std=c11 -D_DEFAULT_SOURCE -O2 -g -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
		-Iruntime/include -Igenerated -Iruntime/lib -Itests/lib -I$here -o "$out/$program" $sources \
		"$BUILD/libiqm-insights.a" "$BUILD/libiqm-runtime.a" -lcurl -lcjson -lm -pthread $libs
}

mkdir -p "$out"
libs=$(pkg-config --cflags --libs jansson)
build codec_time codec_time jobs byhand byjansson bench
build codec_memory codec_memory heap jobs byhand byjansson bench
libs=
build worst worst bench
build http http server bench
build attempts attempts server bench
build requests requests ../lib/support/store bench
build limiter limiter ../lib/support/simulation bench
build save save files server bench
libs=$(pkg-config --cflags --libs libuv)
build loop loop server bench
libs=
if pkg-config --exists libpq; then
	libs="-Iruntime/postgres/include $BUILD/libiqm-postgres.a $BUILD/libiqm-runtime.a $(pkg-config --cflags --libs libpq)"
	build hosts hosts bench
	build fleet fleet bench
	libs=
fi

echo "Codec: CPU time, a PLD list response; x parse: of cJSON_Parse + cJSON_Delete"
"$out/codec_time"
printf '\nCodec: peak memory beyond the input, through malloc; x RSS: resident size, against parse\n'
"$out/codec_memory"
printf '\nCodec: the worst responses of 16, 32 and 64 MiB: CPU seconds, growth, memory, lateness in ms\n'
"$out/worst"
printf '\nHTTP: one GET on a kept connection, from a server in another process\n'
"$out/http"
printf '\nHTTP: instructions of the same\n'
$here/http.sh "$out/http"
printf '\nAttempts: instructions of a call\n'
$here/attempts.sh "$out/attempts"
printf '\nRequests: used of the least possible\n'
"$out/requests"
printf '\nOrders of a file: requests of the command\n'
PYTHONPATH=. "${PYTHON:-python3}" $here/orders.py "$BUILD/iqm-insights"
printf '\nLimiter: requests that arrived, of the 20 a minute that may; responses take 0 to 2 s\n'
"$out/limiter"
if [ -x "$out/fleet" ]; then
	printf '\nLimiter in PostgreSQL: hosts that never rest, in real time; responses take up to 1 s\n'
	tests/with-postgres.sh "$out/hosts"
	printf '\nFleet: 50 hosts, a tenth of a day with 5,000 reports, in virtual time\n'
	tests/with-postgres.sh "$out/fleet"
fi
printf '\nEvent loop: libuv, a tick a millisecond\n'
"$out/loop"
printf '\nSave: a file from loopback to memory\n'
memory=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$memory"' EXIT
trap 'exit 1' INT TERM
"$out/save" "$memory"
printf '\nStart of the command: CPU time\n'
LD_LIBRARY_PATH=$BUILD "${PYTHON:-python3}" $here/start.py "$BUILD/iqm-insights" "$BUILD/shared/iqm-insights"
printf '\nGenerator and compiler\n'
"${PYTHON:-python3}" $here/figures.py
