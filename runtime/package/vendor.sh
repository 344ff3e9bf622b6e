#!/bin/sh
# vendor.sh DEST VERSION ABI: copies the generated sources into the folder DEST, with a stamp of what
# they are. Files there that an earlier run did not write, or that were edited since, are left alone,
# and then nothing is copied.
set -eu

LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/../.." && pwd)
stamp_name=iqm-insights.stamp
prefix=$(sed -n 's/^prefix: //p' "$top/spec/api.yaml") # of generated names

fail() {
	echo "make vendor: $*" >&2
	exit 1
}

sum() { # FILE
	sha256sum <"$1" | cut -d ' ' -f 1
}

source_of() { # NAME in DEST: the file of the project
	case $1 in
	iqm-insights.LICENSE) echo "$top/LICENSE" ;;
	*) echo "$top/generated/$1" ;;
	esac
}

new_names() {
	(cd "$top/generated" && printf '%s\n' ./*.c ./*.h "$prefix"/*.h | sed 's/^\.\///')
	echo iqm-insights.LICENSE
}

stamped() { # of the earlier run: "SUM  NAME", a line a file
	[ ! -f "$stamp" ] || sed -n '/^[0-9a-f]\{64\}  /p' "$stamp"
}

write_stamp() {
	echo "# Written by \`make vendor\` of iqm-insights-c; sha256sum of each file below."
	echo "release $version"
	echo "abi $abi"
	echo "spec $(cd "$top" && sha256sum spec/*.yaml | sha256sum | cut -d ' ' -f 1)"
	for name in $names; do
		echo "$(sum "$(source_of "$name")")  $name"
	done
}

# A file that would be replaced or removed is as an earlier run left it.
check_own() { # NAME
	file=$dest/$1
	[ -e "$file" ] || return 0
	[ -f "$file" ] || fail "$file is there and is not a file; nothing was copied"
	if [ -f "$(source_of "$1")" ] && cmp -s "$file" "$(source_of "$1")"; then
		return 0
	fi
	stamped | grep -qxF "$(sum "$file")  $1" || fail "$file was not written by an earlier" \
		"\`make vendor\`, or was edited since: move it away; nothing was copied"
}

copy() { # NAME
	new=$(source_of "$1")
	file=$dest/$1
	if cmp -s "$file" "$new"; then
		same=$((same + 1))
		return
	fi
	what=changed
	[ -e "$file" ] || what=new
	mkdir -p "$(dirname "$file")"
	install -m 644 "$new" "$file.part"
	mv "$file.part" "$file"
	echo "$what $1"
}

dest=$1
version=$2
abi=$3
[ -n "$dest" ] || fail "name the folder: make vendor DEST=third_party/iqm-insights"
[ ! -e "$dest" ] || [ -d "$dest" ] || fail "DEST=$dest is not a folder"
stamp=$dest/$stamp_name
names=$(new_names)
old=$(stamped | cut -c 67-)
gone=$(for name in $old; do echo "$names" | grep -qxF "$name" || echo "$name"; done)
for name in $names $gone; do
	check_own "$name"
done

mkdir -p "$dest/$prefix"
same=0
for name in $names; do
	copy "$name"
done
for name in $gone; do
	rm -f "$dest/$name"
	echo "removed $name"
done
write_stamp >"$stamp.part"
mv "$stamp.part" "$stamp"
echo "$dest: release $version, ABI $abi; files unchanged: $same"
