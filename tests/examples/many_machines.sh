#!/bin/sh
# Two at a time, and one more, beside a database: one of them buys.
set -eu

cat >run <<'END'
set -eu
export IQM_STORE="$IQM_POSTGRES_URL"
"$EXAMPLE" &
"$EXAMPLE"
wait $!
"$EXAMPLE"
END
"$EXAMPLES/../with-postgres.sh" sh run | tee said
[ "$(grep -c '^report 51$' said)" = 1 ]
[ "$(grep -c '^not bought now: ' said)" = 2 ]
