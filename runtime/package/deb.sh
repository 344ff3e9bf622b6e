#!/bin/sh
# deb.sh DIR VERSION ABI: Debian packages in DIR, of a build of their own with Debian's flags. The
# files that describe them are made in DIR/debian from debian/ beside this script.
set -eu

LC_ALL=C
export LC_ALL
version=$2
abi=$3
top=$(cd "$(dirname "$0")/../.." && pwd)
templates=$top/runtime/package/debian
runtime=libiqm-runtime$abi
insights=libiqm-insights$abi
postgres=libiqm-postgres$abi

for tool in dpkg-deb dpkg-shlibdeps dpkg-gencontrol dpkg-buildflags dpkg-architecture; do
	command -v $tool >/dev/null || {
		echo "make deb: $tool is missing: it needs Debian's dpkg-dev" >&2
		exit 1
	}
done
pkg-config --exists libpq || {
	echo "make deb: libpq is missing: it needs Debian's libpq-dev" >&2
	exit 1
}
rm -rf "$1"
mkdir -p "$1/debian"
out=$(cd "$1" && pwd)
staged=$out/debian/staged
libdir=usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)
# Times in the packages: the commit's, or the changelog's where there is no clone.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$top" log -1 --format=%ct 2>/dev/null ||
	stat -c %Y "$top/CHANGELOG.md")}
export SOURCE_DATE_EPOCH

build() {
	# A folder's name with a space is no part of an option, nor of a name in the Makefile.
	export DEB_BUILD_MAINT_OPTIONS="hardening=+all reproducible=-fixfilepath,-fixdebugpath"
	"${MAKE:-make}" -C "$top" --no-print-directory -s install \
		POSTGRES=yes BUILD="$(realpath --relative-to="$top" "$out/build")" \
		DESTDIR="$staged" PREFIX=/usr LIBDIR="/$libdir" \
		ZSHDIR=/usr/share/zsh/vendor-completions CPPFLAGS="$(dpkg-buildflags --get CPPFLAGS)" \
		CFLAGS="$(dpkg-buildflags --get CFLAGS)" LDFLAGS="$(dpkg-buildflags --get LDFLAGS)"
}

describe() { # writes debian/control, changelog and copyright
	sed "s/@VERSION@/$version/g; s/@ABI@/$abi/g" "$templates/control.in" >"$out/debian/control"
	{
		echo "iqm-insights-c ($version-1) unstable; urgency=medium"
		echo
		echo "  * Release $version: see changelog.gz."
		echo
		sed -n 's/^Maintainer: / -- /p' "$out/debian/control" | tr '\n' ' '
		date -u -R -d "@$SOURCE_DATE_EPOCH" | sed 's/^/ /'
	} >"$out/debian/changelog"
	{
		sed "s/@COPYRIGHT@/$(sed -n 's/^Copyright (c) //p' "$top/LICENSE")/" \
			"$templates/copyright.in"
		sed -e 1,4d -e 's/^$/./; s/^/ /' "$top/LICENSE"
	} >"$out/debian/copyright"
}

move() { # PACKAGE PATH...: of what is staged
	package=$out/debian/$1
	shift
	for path in "$@"; do
		mkdir -p "$package/$(dirname "$path")"
		mv "$staged/$path" "$package/$path"
	done
}

document() { # PACKAGE
	doc=$out/debian/$1/usr/share/doc/$1
	install -d "$out/debian/$1/DEBIAN" "$doc"
	install -m 644 "$out/debian/copyright" "$doc/copyright"
	gzip -9nc "$out/debian/changelog" >"$doc/changelog.Debian.gz"
	gzip -9nc "$top/CHANGELOG.md" >"$doc/changelog.gz"
	chmod 644 "$doc"/*
}

library() { # PACKAGE NAME SO-VERSION: what packages that link it depend on; the loader's cache
	echo "$2 $3 $1 (>= $version)" >"$out/debian/$1/DEBIAN/shlibs"
	echo "activate-noawait ldconfig" >"$out/debian/$1/DEBIAN/triggers"
}

pack() { # PACKAGE [BINARY]: its control files, and the package
	tree=$out/debian/$1
	if [ -n "${2-}" ]; then
		dpkg-shlibdeps -T"$out/debian/$1.substvars" "-S$out/debian/$runtime" \
			"-S$out/debian/$insights" "-S$out/debian/$postgres" -e"$tree/$2"
	fi
	touch "$out/debian/$1.substvars"
	dpkg-gencontrol -p"$1" -P"$tree" -T"$out/debian/$1.substvars" -f"$out/debian/files"
	(cd "$tree" && find usr -type f | sort | xargs md5sum >DEBIAN/md5sums)
	chmod -R u=rwX,go=rX "$tree"
	dpkg-deb --root-owner-group --build "$tree" "$out" >/dev/null
}

build
describe
find "$staged" -type f \( -name '*.so.*' -o -path '*/bin/*' \) -exec strip --strip-unneeded \
	--remove-section=.comment --remove-section=.note {} +
find "$staged" -type f -name '*.a' -exec strip --strip-debug --enable-deterministic-archives {} +
gzip -9n "$staged/usr/share/man/man1/iqm-insights.1"

cd "$out"
packages="$runtime $insights $postgres libiqm-insights-dev libiqm-postgres-dev iqm-insights"
for name in $packages; do
	mkdir "debian/$name"
done
move "$runtime" "$libdir/libiqm-runtime.so.$abi"
move "$insights" "$libdir/libiqm-insights.so.$abi"
move "$postgres" "$libdir/libiqm-postgres.so.$abi"
move libiqm-postgres-dev usr/include/iqm-postgres "$libdir/libiqm-postgres.a" \
	"$libdir/libiqm-postgres.so" "$libdir/pkgconfig/libiqm-postgres.pc"
move libiqm-insights-dev usr/include "$libdir"
move iqm-insights usr/bin usr/share
left=$(find "$staged" ! -type d)
[ -z "$left" ] || { echo "make deb: no package takes $left" >&2; exit 1; }
for name in $packages; do
	document "$name"
done
library "$runtime" libiqm-runtime "$abi"
library "$insights" libiqm-insights "$abi"
library "$postgres" libiqm-postgres "$abi"
pack "$runtime" "$libdir/libiqm-runtime.so.$abi"
pack "$insights" "$libdir/libiqm-insights.so.$abi"
pack "$postgres" "$libdir/libiqm-postgres.so.$abi"
pack libiqm-insights-dev
pack libiqm-postgres-dev
pack iqm-insights usr/bin/iqm-insights
ls "$out"/*.deb
