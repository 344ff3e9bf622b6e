#!/bin/sh
# root.sh MACHINE DIR: makes DIR/root, which has the headers and libraries of another machine: Debian's
# packages, as this machine's apt finds them, unpacked. Needs no root, and installs nothing.
set -eu
machine=$1
mkdir -p "$2"
dir=$(realpath "$2")
packages="libcurl4-openssl-dev libcjson-dev libpq-dev check libjansson-dev libc6-dev libgcc-12-dev
	libc-bin" # with the locale C.UTF-8

[ "$(cat "$dir/packages" 2>/dev/null)" = "$packages" ] && exit 0
rm -rf "$dir/root" "$dir/apt" "$dir/packages"
mkdir -p "$dir/root" "$dir/apt/state/lists/partial" "$dir/apt/cache/archives/partial"
: >"$dir/apt/status"

apt() {
	apt-get -qq -o Dir::State="$dir/apt/state" -o Dir::State::status="$dir/apt/status" \
		-o Dir::Cache="$dir/apt/cache" -o APT::Architecture="$machine" \
		-o APT::Architectures="$machine" -o APT::Sandbox::User= -o Acquire::Languages=none \
		-o Acquire::Retries=3 "$@"
}

# Sources of others, which have nothing for this machine, are left out with a complaint.
apt update >"$dir/apt/log" 2>&1 || :
# shellcheck disable=SC2086 # a list of words
apt install -y --no-install-recommends --download-only $packages >>"$dir/apt/log" 2>&1 || {
	cat "$dir/apt/log" >&2
	exit 1
}
for archive in "$dir"/apt/cache/archives/*.deb; do
	dpkg -x "$archive" "$dir/root"
done
rm -rf "$dir/apt"
echo "$packages" >"$dir/packages"
