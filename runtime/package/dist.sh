#!/bin/sh
# dist.sh DIR VERSION: a source archive in DIR of the files that git tracks, as they are in the tree, but
# debian/, which a distribution adds.
# The same files make the same bytes anywhere: times are the commit's, or SOURCE_DATE_EPOCH.
set -eu

LC_ALL=C
export LC_ALL
mkdir -p "$1"
out=$(cd "$1" && pwd)
name=iqm-insights-c-$2
cd "$(dirname "$0")/../.."

if ! top=$(git rev-parse --show-toplevel) || [ "$top" != "$(pwd -P)" ]; then
	echo "make dist: $PWD is no git clone, and the archive holds what git tracks" >&2
	exit 1
fi
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
trap 'rm -f "$out/$name.tar" "$out/$name.list" "$out/$name.tar.gz.part"' EXIT
git ls-files -z -- . ':!debian' | sort -z >"$out/$name.list"
tar --create --file "$out/$name.tar" --format=ustar --null --files-from "$out/$name.list" \
	--transform "s,^,$name/," --mtime "@$time" --mode 'u=rwX,go=rX' \
	--owner 0 --group 0 --numeric-owner
gzip -9n <"$out/$name.tar" >"$out/$name.tar.gz.part"
mv "$out/$name.tar.gz.part" "$out/$name.tar.gz"
echo "$out/$name.tar.gz"
