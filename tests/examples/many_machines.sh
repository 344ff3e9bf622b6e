#!/bin/sh
# Two at a time, and one more, beside a database: one of them buys, and the last finds it again.
set -eu

cat >run <<'END'
set -eu
export IQM_STORE="$IQM_POSTGRES_URL"
"$EXAMPLE" &
"$EXAMPLE"
wait $!
echo "the last:"
"$EXAMPLE"
END
"$EXAMPLES/../with-postgres.sh" sh run | tee said
[ "$(sed '1,/^the last:/d' said | grep -c '^report 51$')" = 1 ]
[ "$(grep -c '^not bought now: ' said)" = 2 ]
