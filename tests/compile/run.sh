#!/bin/sh
# run.sh DIR: what must compile, with each compiler that is there, and what must not. DIR is for
# objects and programs.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
rm -rf "$1" # objects of sources that are gone
mkdir -p "$1"
out=$(realpath --relative-to="$top" "$1") # so that a space above is in no list of files
cd "$top"
warn="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"
include="-Iruntime/include -Igenerated -Iruntime/lib"
c="-std=c11 -D_POSIX_C_SOURCE=200809L $warn $include"

compilers() { # of those named, the ones that are there
	for name in "$@"; do
		command -v "$name" >/dev/null && echo "$name"
	done
	return 0
}

# shellcheck disable=SC2086 # lists of options
compile_all() { # COMPILER: runtime and generated code, optimized, without a warning
	for source in runtime/lib/*/*.c generated/*.c; do
		"$1" $c -O2 -c -o "$out/$(echo "$source" | tr / _).$1.o" "$source"
	done
	for source in runtime/cli/*/*.c generated/cli/*.c; do
		"$1" -Iruntime/cli -Igenerated/cli -Iruntime/postgres/include $c -fsyntax-only "$source"
	done
	echo "$1: runtime and generated code compile without a warning"
}

# shellcheck disable=SC2086
accept() { # COMPILER SOURCE: it compiles, also where a pointer to another struct is an error
	"$1" $c -Werror=incompatible-pointer-types -Wcast-qual -c -o /dev/null "$2"
	echo "$1: $2 compiles"
}

# shellcheck disable=SC2086
refuse() { # COMPILER SOURCE: it must not compile, for the reason that it names
	expect=$(sed -n "s/^\/\* EXPECT $1: \(.*\) \*\/$/\1/p" "$2")
	[ -n "$expect" ] || { echo "$2 expects nothing of $1" >&2; exit 1; }
	if "$1" $c -c -o /dev/null "$2" 2>"$out/refused.txt"; then
		echo "$1: $2 compiles, and must not" >&2
		exit 1
	fi
	if ! grep -qF -- "$expect" "$out/refused.txt"; then
		echo "$1: $2 fails for another reason than '$expect':" >&2
		cat "$out/refused.txt" >&2
		exit 1
	fi
}

# shellcheck disable=SC2086
cxx() { # COMPILER STANDARD SOURCE: compiles, links and runs
	"$1" -std="$2" $warn $include -o "$out/cxx" "$3" \
		"$out"/*."$(echo "$found" | head -n 1)".o -lcurl -lcjson -lm -pthread
	"$out/cxx"
	echo "$1 -std=$2: $3 compiles, links and runs"
}

# shellcheck disable=SC2086
all_structs() { # COMPILER: each struct of a header is a type in C++: no function has its name
	{
		echo '#include <iqm/gen.h>'
		echo '#include <iqm/insights.h>'
		echo '#include <iqm/transport.h>'
		echo 'int main() {'
		sed -n 's/^struct \(iqm_[a-z0-9_]*\) {$/{ \1 v{}; (void)v; }/p' \
			runtime/include/iqm/*.h generated/*.h
		echo '}'
	} >"$out/structs.cc"
	[ "$(grep -c 'v{}' "$out/structs.cc")" -gt 60 ] # as many as there are, or nearly
	"$1" -std=c++17 $warn $include -fsyntax-only "$out/structs.cc"
	echo "$1: each struct is a type in C++"
}

# shellcheck disable=SC2086
other_abi() { # COMPILER: objects for another ABI do not link with this runtime
	mkdir -p "$out/abi/iqm"
	cp -R runtime/include/iqm generated/*.[ch] generated/iqm "$out/abi"
	sed -i 's/\(IQM_ABI\( !=\)\{0,1\}\) [0-9][0-9]*$/\1 0/' "$out/abi"/*.h "$out/abi"/iqm/*.h
	"$1" -I"$out/abi" $c -c -o "$out/abi/iqm_ops.o" "$out/abi/iqm_ops.c"
	echo 'int main(void) { return 0; }' >"$out/abi/main.c"
	objects=$(find "$out" -maxdepth 1 -name "*.$1.o" ! -name '*iqm_ops.*')
	if "$1" -o /dev/null "$out/abi/main.c" "$out/abi/iqm_ops.o" $objects \
		-lcurl -lcjson -lm -pthread 2>"$out/refused.txt"; then
		echo "$1: objects of two ABIs link" >&2
		exit 1
	fi
	grep -q "iqm_abi_0" "$out/refused.txt"
	echo "$1: objects of another ABI do not link"
}

LC_ALL=C
export LC_ALL
found=$(compilers gcc clang)
[ -n "$found" ] || { echo "neither gcc nor clang is here" >&2; exit 1; }
for compiler in $found; do
	compile_all "$compiler"
	for source in tests/compile/accepted/*.c; do
		accept "$compiler" "$source"
	done
	n=0
	for source in tests/compile/refused/*.c; do
		refuse "$compiler" "$source"
		n=$((n + 1))
	done
	echo "$compiler: $n wrong programs do not compile"
	other_abi "$compiler"
done
for compiler in $(compilers g++ clang++); do
	cxx "$compiler" c++17 tests/compile/cxx/headers.cc
	cxx "$compiler" c++20 tests/compile/cxx/headers.cc
	cxx "$compiler" c++17 tests/compile/cxx/values.cc
	cxx "$compiler" c++20 tests/compile/cxx/values.cc
	cxx "$compiler" c++17 tests/compile/cxx/started.cc
	cxx "$compiler" c++20 tests/compile/cxx/started.cc
	all_structs "$compiler"
	cxx "$compiler" c++20 tests/compile/cxx/designated.cc
done
