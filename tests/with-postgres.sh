#!/bin/sh
# with-postgres.sh COMMAND [ARG...]: runs a command beside a PostgreSQL of its own. IQM_POSTGRES_URL leads
# to an empty database; `$IQM_POSTGRES_CTL crash|stop|start|freeze|thaw` does that to the server.
set -eu

top=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || :; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

(cd "$top" && exec "$python" -m tests.database --parent $$) >"$work/facts" &
server=$!
until grep -qs '^url ' "$work/facts"; do
	kill -0 $server 2>/dev/null || exit 1
	sleep 0.1
done
cat >"$work/ctl" <<END
#!/bin/sh
cd '$top' && exec '$python' -m tests.database "\$1" '$(sed -n 's/^directory //p' "$work/facts")'
END
chmod +x "$work/ctl"
IQM_POSTGRES_URL=$(sed -n 's/^url //p' "$work/facts")
IQM_POSTGRES_CTL=$work/ctl
export IQM_POSTGRES_URL IQM_POSTGRES_CTL
"$@"
