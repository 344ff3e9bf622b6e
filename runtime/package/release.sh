#!/bin/sh
# release.sh VERSION CHECK...: whether the tree may go out as VERSION; then keeps its spec and its libraries' ABI as the
# last release's, and says what is left to do. The checks are targets of make; LEFT_OUT names those that a
# release needs and this run leaves out. Tags and publishes nothing.
set -eu

LC_ALL=C
export LC_ALL
version=$1
shift
cd "$(dirname "$0")/../.."
found=0
problem() {
	echo "make release: $*" >&2
	found=1
}

clean() { # whether all that git tracks, and would track, is committed
	[ -z "$(git status --porcelain)" ]
}

if ! top=$(git rev-parse --show-toplevel) || [ "$top" != "$(pwd -P)" ]; then
	echo "make release: $PWD is no git clone" >&2
	exit 1
fi
case $version in
*[!0-9.]* | .* | *. | *..* | *.*.*.*) found=1 ;;
*.*.*) ;;
*) found=1 ;;
esac
[ $found = 0 ] || {
	echo "make release: VERSION is '$version', expected a version such as 0.1.0" >&2
	exit 1
}
clean || problem "the tree has changes that are not committed"
header=$(sed -n 's/^#define IQM_VERSION "\(.*\)"$/\1/p' runtime/include/iqm/iqm.h)
[ "$version" = "$header" ] ||
	problem "VERSION is $version, and IQM_VERSION in runtime/include/iqm/iqm.h is $header"
if git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then
	problem "tag v$version is there already: set IQM_VERSION in runtime/include/iqm/iqm.h"
fi
heading=$(sed -n '/^## /{p;q;}' CHANGELOG.md)
released=$(sed -n 's/^#define IQM_VERSION_DATE "\(.*\)"$/\1/p' runtime/include/iqm/iqm.h)
date=
case $heading in
"## $version ($released)") ;;
"## $version (not released)") date=$released ;;
"## $version ("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]")")
	problem "CHANGELOG.md begins with '$heading', but IQM_VERSION_DATE is $released" ;;
*) problem "CHANGELOG.md begins with '$heading', expected '## $version (YYYY-MM-DD)' or (not released)" ;;
esac
packaged=$(sed -n '1{s/^iqm-insights-c (\(.*\)-[^-]*) .*/\1/p;q;}' debian/changelog)
[ "$packaged" = "$version" ] ||
	problem "debian/changelog begins with version '$packaged', expected $version"
"$PYTHON" -m generator release || found=1
[ $found = 0 ] || exit 1

[ $# = 0 ] || "$MAKE" --no-print-directory "$@"
clean || problem "the checks have changed the tree"
[ $found = 0 ] || exit 1

"$PYTHON" -m generator release --keep
"$MAKE" --no-print-directory abi-dump
echo "kept for the next release: spec/released, runtime/abi/$version"
if [ -z "${LEFT_OUT-}" ]; then
	echo "$version may go out. What is left:"
else
	echo "$version may not go out yet: GATE left out some checks. What is left:"
	echo "  make $LEFT_OUT"
fi
changed=
[ -z "$date" ] || echo "  sed -i 's/^## $version (not released)/## $version ($date)/' CHANGELOG.md"
[ -z "$date" ] || changed=" CHANGELOG.md"
for path in spec/released "runtime/abi/$version"; do
	[ -z "$(git status --porcelain -- "$path")" ] || changed="$changed $path"
done
[ -z "$changed" ] || echo "  git add$changed && git commit -m 'Release $version'"
echo "  make dist deb    # their maintainer: $(sed -n 's/^Maintainer: //p' debian/control)"
echo "  make check-chroot    # as root: the packages in whole Debians"
echo "  git tag -a v$version -m $version"
