#!/bin/sh
# Compiles and runs the C programs of README.md against the sandbox; a fragment is wrapped in a
# program that opens a client. The first program is compiled with README.md's own command. The one
# that buys is run again after success, and where the service refuses.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath --relative-to="$top" "${BUILD:-build}") # a space above it is in no command
work=$build/examples
python=${PYTHON:-python3}
cd "$top"
rm -rf "$work" # journals and files of the run before, too
mkdir -p "$work"

awk -v dir="$work" '
	/^```c$/ { n++; file = dir "/example" n ".part"; next }
	/^```$/ { file = "" }
	file { print > file }' README.md

for part in "$work"/*.part; do
	source=${part%.part}.c
	if grep -q 'int main' "$part"; then
		cp "$part" "$source"
		continue
	fi
	{
		echo '#include <iqm/insights.h>'
		echo '#include <stdio.h>'
		echo 'static void example(struct iqm_client *client, struct iqm_call call)'
		echo '{'
		cat "$part"
		echo '}'
		echo 'int main(void)'
		echo '{'
		echo '	struct iqm_client *client;'
		echo '	struct iqm_call call = { 0 };'
		echo '	int err = iqm_client_open(&client, NULL, &call.error);'
		echo '	if (!err)'
		echo '		example(client, call);'
		echo '	iqm_client_close(client);'
		echo '	return err;'
		echo '}'
	} >"$source"
done

command=$(awk '/^    cc .*program\.c/ { on = 1 }
	on { more = sub(/\\$/, ""); printf "%s", $0; if (!more) exit }' README.md)
[ -n "$command" ] || { echo "README.md shows no compile command" >&2; exit 1; }
for source in "$work"/*.c; do
	program=${source%.c}
	line=$(echo "$command -Wall -Wextra -Werror -o $program" |
		sed "s#program\.c#$source#; s#build/lib#$build/lib#g; s#^ *cc#${CC:-cc}#")
	sh -c "$line"
	(cd "$work" && "$top/tests/with-sandbox.sh" --plain "./${program##*/}") >"$program.out"
	[ -s "$program.out" ] || { echo "$program printed nothing" >&2; exit 1; }
	echo "example $(basename "$program"): $(wc -l <"$program.out") lines printed"
done

# buyer.sh runs in the directory of the programs, beside a sandbox.
buyer=$(basename "$(grep -l 'settings\.journal' "$work"/*.c)" .c)
cat >"$work/buyer.sh" <<EOF
set -eu
rm -f purchases.journal* spring-study.xlsx*
send() {
	"$python" -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1], sys.argv[2].encode())' "\$IQM_BASE_URL/_sandbox/\$1" "\$2"
}
send script '{"sample": "sls.generate.response.200-processing.json"}'
if ./$buyer; then
	echo "it says that what was refused is done" >&2
	exit 1
fi
./$buyer
./$buyer
EOF
(cd "$work" && "$top/tests/with-sandbox.sh" --plain sh ./buyer.sh) >"$work/buyer.out" 2>&1 ||
	{ cat "$work/buyer.out" >&2; exit 1; }
for line in "another insight with overlapping date range is processing" "bytes saved" \
	"spring-study.xlsx is there already: bought before, as report"; do
	grep -q "$line" "$work/buyer.out" || {
		echo "$buyer does not say '$line':" >&2
		cat "$work/buyer.out" >&2
		exit 1
	}
done
echo "$buyer: refused, then bought once, then done before"
