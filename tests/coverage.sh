#!/bin/sh
# coverage.sh DIR: builds the library and the command with counters in DIR, runs the tests of each and
# those of the generator, and prints lines and branches; reports are in DIR/runtime.html and
# DIR/generator.html. Fails where less than 97 % of the lines of runtime/ were run.
set -eu

least=97
cd "$(dirname "$0")/.."
build=$1
python=${PYTHON:-python3}
cores=$(nproc)
torture=build/torture/shim.so # without counters of its own
rm -rf "$build" # counters of files that moved, too
mkdir -p "$build"
run() { # TARGET...: with the instrumented build
	"${MAKE:-make}" --no-print-directory BUILD="$build" CFLAGS="-O0 -g" SAN=--coverage "$@"
}
run -j"$cores" "$build/check" "$build/iqm-insights" "$build/faults"
run check-c check-command faults-short
"${MAKE:-make}" --no-print-directory "$torture"
PYTHONPATH=. "$python" tests/torture/run.py "$build/iqm-insights" "$torture" --most 100

# The tests run the generator in processes of their own, too.
mkdir -p "$build/python"
printf '[run]\nbranch = True\nparallel = True\nsource = generator\ndata_file = %s/python/data\n' \
	"$(realpath "$build")" >"$build/python/coveragerc"
echo 'import coverage; coverage.process_startup()' >"$build/python/sitecustomize.py"
rm -f "$build"/python/data*
COVERAGE_PROCESS_START=$(realpath "$build/python/coveragerc") \
	PYTHONPATH=$(realpath "$build/python") "$python" tests/shard.py tests/generator

echo "generator:"
"$python" -m coverage combine -q --rcfile "$build/python/coveragerc"
"$python" -m coverage html -q --rcfile "$build/python/coveragerc" -d "$build/generator.html"
"$python" -m coverage report --rcfile "$build/python/coveragerc" | tail -n 1
echo "runtime, lines and branches that were not run:"
gcovr --root . --filter runtime/ --exclude-unreachable-branches --object-directory "$build" \
	--html-details "$build/runtime.html" --print-summary --fail-under-line $least "$build"
