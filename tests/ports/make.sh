#!/bin/sh
# make.sh MACHINE TARGET...: makes targets for another machine, in a build folder of its own. What it
# runs is run by this processor where that can, else by qemu.
set -eu
machine=$1
shift
dir=$(realpath "${BUILD:-build}")/ports/$machine
root=$dir/root

case $machine in
i386)
	triplet=i386-linux-gnu
	compiler=i686-linux-gnu-gcc
	loader=$root/lib/ld-linux.so.2
	;;
*)
	triplet=$machine-linux-gnu
	compiler=$triplet-gcc
	loader=none
	;;
esac

if "$loader" --version >/dev/null 2>&1; then
	run="$loader --library-path $root/lib/$triplet:$root/usr/lib/$triplet"
else
	"$compiler" --sysroot="$root" -fPIC -shared -o "$dir/emulated.$$" tests/ports/emulated.c
	mv "$dir/emulated.$$" "$dir/emulated.so" # others run with it
	run="qemu-$machine-static -E LD_PRELOAD=$dir/emulated.so -L $root"
	export CK_TIMEOUT_MULTIPLIER=8 # check's, and suite_patience()'s
fi

export PKG_CONFIG_LIBDIR="$root/usr/lib/$triplet/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root"
exec "${MAKE:-make}" --no-print-directory BUILD="${BUILD:-build}/ports/$machine" \
	CC="$compiler --sysroot=$root" RUN="$run" "$@"
