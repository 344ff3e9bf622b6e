#!/bin/sh
# chroot.sh SUITE DIR: in a new Debian of that suite in DIR, built with debootstrap, as root: builds the
# packages twice, in two folders with another umask, zone and locale, and compares them; lintian finds
# nothing; installs them, runs their own tests against them, purges them, and looks for what is left.
# shellcheck disable=SC2016 # what is in single quotes expands elsewhere
set -eu
suite=$1
top=$(pwd)
mkdir -p "$2"
root=$(cd "$2" && pwd)/$suite
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' | grep '/debian/*$' | head -n 1)

inside() { # COMMAND, for sh, in the chroot
	chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive sh -euc "$1"
}

install_packages() { # NAME...
	inside "apt-get install -y -qq --no-install-recommends $* >/dev/null"
}

unmount() {
	umount "$root/proc" "$root/dev/pts" "$root/dev" 2>/dev/null || :
}

[ -e "$root/etc/debian_version" ] || debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log"
cp /etc/hosts /etc/resolv.conf "$root/etc/"
unmount
trap unmount EXIT
trap 'exit 130' INT TERM
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts"
inside 'apt-get update -qq'
install_packages build-essential git lintian ca-certificates
rm -rf "$root/build"
mkdir -p "$root/build"
git clone -q "$top" "$root/build/one"
inside 'useradd -m builder 2>/dev/null || :
	cd /build/one && apt-get build-dep -y -qq --no-install-recommends ./ >/dev/null
	mkdir -p "/build/another one" && cp -r /build/one "/build/another one/tree"
	chown -R builder /build'

build() { # FOLDER UMASK ZONE LOCALE OPTIONS
	inside "su builder -c 'cd \"$1\" && umask $2 && export TZ=$3 LC_ALL=$4 DEB_BUILD_OPTIONS=\"$5\" && make deb'"
}

echo "== two builds in $suite"
build /build/one 022 UTC C "parallel=$(nproc)"
build '/build/another one/tree' 077 Asia/Tokyo C.UTF-8 "parallel=1 nocheck"
sums='cd build/deb && sha256sum *.deb *.dsc *.tar.*'
inside "cd /build/one && $sums" >"$root.one"
inside "cd '/build/another one/tree' && $sums" >"$root.other"
cmp "$root.one" "$root.other"
echo "== the same $(wc -l <"$root.one") files"

inside "cd /build/one/build/deb && lintian --fail-on error,warning --pedantic --info --display-info *.changes"

inside 'cd /build/one/build/deb && for package in *.deb; do dpkg-deb -c "$package"; done' >"$root.contents"
if grep '/doc/iqm-insights/\(guide\|examples\)/.*gz$' "$root.contents"; then
	echo "these are compressed: the links of the guide to them lead nowhere" >&2
	exit 1
fi

echo '== installed, used and purged'
state='cd / && dpkg-query -W -f "\${Package}\n"; find / -xdev -path /build -prune -o -path /proc -prune -o -path "/var/*" -prune -o -print | sort'
install_packages gcc libc6-dev cmake make openssl pkgconf python3 python3-jinja2 python3-jsonschema \
	python3-openpyxl python3-yaml
install_packages libcurl4-openssl-dev libcjson-dev libpq-dev tzdata
inside "$state" >"$root.before"
inside 'cd /build/one/build/deb && apt-get install -y -qq --no-install-recommends $(ls ./*.deb | grep -v dbgsym) >/dev/null
	cd /build/one && su builder -c "sh debian/tests/program"'
inside "apt-get purge -y -qq 'libiqm-*' iqm-insights >/dev/null && $state" >"$root.after"
cmp "$root.before" "$root.after"
echo "== $suite: nothing is left"
