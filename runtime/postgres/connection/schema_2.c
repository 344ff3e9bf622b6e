/* SPDX-License-Identifier: MIT */
/* The schema's second step: the tables of the rate limit. */
#include "connection/parts.h"

/*
 * A permit is a row of a request that waits, is under way, or ended within the last `span` ms (60 s
 * and what clocks may drift apart). Rows whose time is over are used again in place, without an
 * index: the table has as many as there ever were at a time, and needs no vacuum. All times are
 * milliseconds of the database's clock, iqm.clock_ms(), which only this schema reads.
 */
const char iqm_pg_schema_2[] =
	"CREATE FUNCTION iqm.clock_ms() RETURNS bigint LANGUAGE sql VOLATILE AS '"
	" SELECT pg_catalog.floor(EXTRACT(EPOCH FROM pg_catalog.clock_timestamp()) * 1000)::bigint"
	"';"

	"CREATE TABLE iqm.limiters ("
	" name text COLLATE \"C\" PRIMARY KEY,"
	" server text NOT NULL," /* the identity of the database that counted */
	" blocked_until bigint NOT NULL DEFAULT 0"
	") WITH (fillfactor = 50);"

	"CREATE TABLE iqm.permits ("
	" limiter text COLLATE \"C\" NOT NULL,"
	" id bigint NOT NULL,"   /* of the request, made up by its client */
	" turn bigint NOT NULL," /* its place in the queue, when it came */
	" acquired boolean NOT NULL,"
	" ended boolean NOT NULL,"
	/* of one that waits: it asks before; that is under way: its lease, and the span; that
	 * ended: the span */
	" until bigint NOT NULL"
	") WITH (fillfactor = 50);"

	/* For people. */
	"CREATE VIEW iqm.rate_limits AS SELECT l.name,"
	" count(*) FILTER (WHERE p.acquired AND NOT p.ended) AS under_way,"
	" count(*) FILTER (WHERE p.acquired AND p.ended) AS ended_in_last_minute,"
	" count(*) FILTER (WHERE NOT p.acquired) AS waiting,"
	" CASE WHEN l.blocked_until > iqm.clock_ms()"
	"  THEN timestamptz 'epoch' + l.blocked_until * interval '1 ms' END AS blocked_until"
	" FROM iqm.limiters l LEFT JOIN iqm.permits p"
	" ON p.limiter = l.name AND p.until > iqm.clock_ms()"
	" GROUP BY l.name, l.blocked_until ORDER BY l.name;";
