#!/bin/sh
# deb.sh DIR VERSION: the source archive, and the source and binary packages that debian/ makes of it,
# in DIR. They are built elsewhere: the names of folders in their debugging information are relative
# only where there is no space. DEB_BUILD_OPTIONS and DEB_BUILD_PROFILES are dpkg-buildpackage's.
set -eu

LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/../.." && pwd)
command -v dpkg-buildpackage >/dev/null || {
	echo "make deb: dpkg-buildpackage is missing: it needs Debian's dpkg-dev" >&2
	exit 1
}
rm -rf "$1"
archive=$("$top/runtime/package/dist.sh" "$1" "$2")
name=$(basename "$archive" .tar.gz)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
umask 022
tar -x -f "$archive" -C "$work" --no-same-owner
mv "$archive" "$work/${name%-*}_$2.orig.tar.gz"
(cd "$top" && git ls-files -z debian | tar -c --null --files-from - --mode 'u=rwX,go=rX') | tar -x -C "$work/$name" --no-same-owner
(cd "$work/$name" && unset MAKEFLAGS MFLAGS MAKELEVEL BUILD && dpkg-buildpackage -us -uc) >"$1/log" 2>&1 || {
	tail -n 40 "$1/log" >&2
	exit 1
}
rm -r "${work:?}/$name"
mv "$work"/* "$1"
ls "$1"/*.deb
