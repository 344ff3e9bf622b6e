#!/bin/sh
# Installs Debian's packages that are missing. Where that cannot be done, names them and fails.
# `deps.sh have-libfuzzer` only says, by its exit status, whether clang has it.
# `deps.sh demo` leaves out what only the tests need; `deps.sh docs`, `lint`, `fuzz`, `ports`, `builds`,
# `chroot` and `coverage` are for those targets of the Makefile.
set -eu

python=${PYTHON:-/usr/bin/python3}
[ -x "$python" ] || python=python3
missing=

have_package() {
	dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

have_postgres() {
	ls /usr/lib/postgresql/*/bin/initdb
}

have_libfuzzer() {
	command -v clang && ls "$(clang -print-resource-dir)"/lib/*/libclang_rt.fuzzer*
}

need() { # PACKAGE COMMAND...: needed unless the command succeeds
	package=$1
	shift
	"$@" >/dev/null 2>&1 || missing="$missing $package"
}

need_docs() {
	need python3-sphinx "$python" -c 'import sphinx'
	need python3-myst-parser "$python" -c 'import myst_parser'
	need furo "$python" -c 'import furo'
	need graphviz command -v dot
	need valgrind command -v valgrind
}

find_missing() { # [demo|docs|lint|fuzz|ports|builds|chroot|coverage]
	missing=
	need gcc command -v cc
	need libc6-dev have_package libc6-dev
	need pkg-config command -v pkg-config
	need libcurl4-openssl-dev pkg-config --exists 'libcurl >= 7.87'
	need libcjson-dev pkg-config --exists libcjson
	need python3 command -v "$python"
	need python3-yaml "$python" -c 'import yaml'
	need python3-jinja2 "$python" -c 'import jinja2'
	need python3-jsonschema "$python" -c 'import jsonschema'
	need python3-openpyxl "$python" -c 'import openpyxl'
	[ "${1-}" = demo ] && return 0
	if [ "${1-}" = chroot ]; then
		need debootstrap have_package debootstrap
		need git command -v git
		return 0
	fi
	need libpq-dev pkg-config --exists libpq
	if [ "${1-}" = docs ]; then
		need_docs
		return 0
	fi
	if [ "${1-}" = lint ]; then
		need clang-format command -v clang-format
		need clang-tidy command -v clang-tidy
		need cppcheck command -v cppcheck
		need shellcheck command -v shellcheck
		need mypy command -v mypy
		need python3-typeshed have_package python3-typeshed
		return 0
	fi
	need libjansson-dev pkg-config --exists jansson
	if [ "${1-}" = fuzz ]; then
		need clang command -v clang
		need libclang-rt-dev have_libfuzzer
		return 0
	fi
	need_docs
	need check pkg-config --exists check
	need libuv1-dev pkg-config --exists libuv
	need openssl command -v openssl
	need cmake command -v cmake
	need g++ command -v g++
	need build-essential have_package build-essential
	need debhelper command -v dh
	need tzdata have_package tzdata
	need groff-base command -v groff
	need mandoc command -v mandoc
	need man-db command -v lexgrog
	need zsh command -v zsh
	need fish command -v fish
	need git command -v git
	need postgresql have_postgres
	need abigail-tools command -v abidiff
	if [ "${1-}" = builds ]; then
		need clang command -v clang
		need lld command -v ld.lld
		need llvm command -v llvm-ar
	fi
	if [ "${1-}" = ports ]; then
		need gcc-i686-linux-gnu command -v i686-linux-gnu-gcc
		need gcc-s390x-linux-gnu command -v s390x-linux-gnu-gcc
		need qemu-user-static command -v qemu-s390x-static
		need musl-tools command -v musl-gcc
	fi
	[ "${1-}" = coverage ] || return 0
	need gcovr command -v gcovr
	need python3-coverage "$python" -c 'import coverage'
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

if [ "${1-}" = have-libfuzzer ]; then
	have_libfuzzer >/dev/null 2>&1
	exit
fi
find_missing "$@"
[ -z "$missing" ] && exit 0
echo "Packages missing:$missing"
if ! command -v apt-get >/dev/null || ! as_root true 2>/dev/null; then
	echo "They cannot be installed from here: that needs apt-get and root." >&2
	echo "Install them, then run the command again." >&2
	exit 1
fi
echo "Installing them with apt-get."
as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
# shellcheck disable=SC2086 # a list of words
as_root env DEBIAN_FRONTEND=noninteractive \
	apt-get install -y -qq --no-install-recommends $missing >/dev/null
find_missing "$@"
if [ -n "$missing" ]; then
	echo "Still missing for $python:$missing" >&2
	exit 1
fi
