#!/bin/sh
# run.sh BUILD SECONDS [TARGET...]: libFuzzer on each target, or all, for so long. Corpora stay in
# BUILD; an input that shows a fault becomes a file of tests/fuzz/found, and the other targets run. The
# variable FUZZ_SEED chooses the random numbers; 0: others in each run.
set -eu

build=$1
seconds=$2
shift 2
rm -rf "$build"/seeds-*
"$build/seeds" "$build"
if [ $# = 0 ]; then
	for seeds in "$build"/seeds-*; do
		set -- "$@" "${seeds##*/seeds-}"
	done
fi
for target in "$@"; do
	[ -d "$build/seeds-$target" ] || {
		there=$(cd "$build" && echo seeds-* | sed 's/seeds-//g')
		echo "FUZZ: no target '$target': expected some of $there" >&2
		exit 2
	}
done
failed=
for target in "$@"; do
	mkdir -p "$build/corpus-$target"
	FUZZ=$target "$build/fuzz" -max_total_time="$seconds" -seed="${FUZZ_SEED:-0}" -max_len=16384 \
		-dict="$build/dictionary" -artifact_prefix="tests/fuzz/found/$target-" \
		"$build/corpus-$target" "$build/seeds-$target" tests/fuzz/found \
		>"$build/log-$target" 2>&1 || failed="$failed $target"
	grep -E '^Done ' "$build/log-$target" | sed "s/^/$target: /" || tail -40 "$build/log-$target"
done
[ -z "$failed" ] || { echo "Faults were found by:$failed" >&2; exit 1; }
