#!/bin/sh
# with-sandbox.sh [--plain] COMMAND [ARG...]: runs a command beside two sandboxes. IQM_* is the
# environment of a client of the plain one; IQM_TLS_URL and IQM_TLS_CA lead to the one with TLS.
# With --plain that one is left out. The command runs under secret_scan.sh.
set -eu

tls=yes
if [ "$1" = --plain ]; then
	tls=no
	shift
fi

top=$(dirname "$0")/..
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || :; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# start NAME OPTION...: its lines are in $work/NAME once it is up
start() {
	name=$1
	shift
	(cd "$top" && exec "$python" -m tests.sandbox --port 0 --parent $$ --seed $$ "$@") >"$work/$name" &
	tries=0
	until grep -qs '^password ' "$work/$name"; do
		tries=$((tries + 1))
		if [ $tries -gt 300 ]; then
			echo "the sandbox does not start" >&2
			exit 1
		fi
		sleep 0.1
	done
}

value() { # FILE WORD
	sed -n "s/^$2 //p" "$work/$1"
}

start plain
IQM_BASE_URL=$(value plain api)
IQM_OW_ID=$(value plain ow-id)
IQM_CLIENT_ID=$(value plain client-id)
IQM_CLIENT_SECRET=$(value plain client-secret)
IQM_USERNAME=$(value plain username)
IQM_PASSWORD=$(value plain password)
export IQM_BASE_URL IQM_OW_ID IQM_CLIENT_ID IQM_CLIENT_SECRET IQM_USERNAME IQM_PASSWORD
if [ $tls = yes ]; then
	start tls --tls
	IQM_TLS_URL=$(value tls api)
	IQM_TLS_CA=$(value tls ca-file)
	export IQM_TLS_URL IQM_TLS_CA
fi
unset IQM_TOKEN IQM_CA_FILE IQM_CA_DIR IQM_CLIENT_CERT IQM_CLIENT_KEY IQM_PROXY http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY || :
"$top/tests/secret_scan.sh" "$@"
