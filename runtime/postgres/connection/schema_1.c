/* SPDX-License-Identifier: MIT */
/* The schema's first step: all tables of this release. */
#include "connection/parts.h"

/* Texts that are compared have the collation "C": an index by a language's order is wrong once the
 * system's library changes it, and a key that is there is not found. */
const char iqm_pg_schema_1[] =
	"CREATE SCHEMA IF NOT EXISTS iqm;"

	/* One row. */
	"CREATE TABLE iqm.store ("
	" one boolean PRIMARY KEY DEFAULT true CHECK (one),"
	" schema integer NOT NULL,"
	" change bigint NOT NULL DEFAULT 0," /* one more with each change of a purchase */
	" identity text,"
	" accepted_by text,"
	" accepted timestamptz"
	");"
	"INSERT INTO iqm.store (schema) VALUES (0);"

	/* A number for each key that was claimed: that of its lock. */
	"CREATE TABLE iqm.keys ("
	" id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
	" key text COLLATE \"C\" NOT NULL UNIQUE CHECK (key ~ '^[ -~]{1,63}$')"
	");"

	"CREATE TABLE iqm.records ("
	" id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
	" token text COLLATE \"C\" NOT NULL UNIQUE," /* of the intent, made up by its client */
	" key_id integer NOT NULL REFERENCES iqm.keys,"
	" number integer NOT NULL CHECK (number > 0)," /* of the key's purchases */
	" newest boolean NOT NULL DEFAULT true,"       /* of them */
	" state text COLLATE \"C\" NOT NULL CHECK"
	" (state IN ('open', 'unknown', 'bought', 'not bought', 'refused')),"
	" service text COLLATE \"C\","
	" workspace text COLLATE \"C\","
	" operation text COLLATE \"C\","
	" request text COLLATE \"C\","
	" same_order text COLLATE \"C\","
	/* times in milliseconds since 1970, by the host's clock; `recorded` by the database's */
	" intent_highest_id bigint, intent_time bigint, intent_state bigint, sent bigint,"
	" recorded bigint NOT NULL,"
	" report_id bigint, price double precision, cost double precision,"
	" note text, host text, process bigint,"
	" settled_by text, settled_process bigint, settled bigint, settled_rows bigint,"
	" settled_candidates bigint, settled_whole boolean,"
	" UNIQUE (key_id, number)"
	");"
	"CREATE UNIQUE INDEX records_newest ON iqm.records (key_id) WHERE newest;"
	"CREATE INDEX records_order ON iqm.records (same_order) WHERE newest;"
	"CREATE INDEX records_report ON iqm.records (report_id) WHERE newest;"
	"CREATE INDEX records_sent ON iqm.records (GREATEST(sent, recorded));"

	/* For people. A purchase is busy while a session has its key's lock. */
	"CREATE VIEW iqm.purchases AS SELECT k.key, r.number,"
	" CASE WHEN r.state = 'open' AND r.newest AND EXISTS (SELECT FROM pg_catalog.pg_locks l"
	" WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted"
	" AND l.classid = 'iqm.keys'::regclass AND l.objid = k.id::oid"
	" AND l.database = (SELECT oid FROM pg_catalog.pg_database"
	" WHERE datname = pg_catalog.current_database()))"
	" THEN 'busy' ELSE r.state END AS state,"
	" r.service, r.workspace, r.operation, r.report_id,"
	" r.price::numeric AS price, r.cost::numeric AS cost,"
	" timestamptz 'epoch' + r.sent * interval '1 ms' AS sent,"
	" r.host, r.process, r.note, r.settled_by,"
	" timestamptz 'epoch' + r.settled * interval '1 ms' AS settled, r.request"
	" FROM iqm.records r JOIN iqm.keys k ON k.id = r.key_id ORDER BY r.id;"

	/* What may have bought counts, as it does against a budget. Months are of UTC. */
	"CREATE VIEW iqm.spend_by_month AS SELECT service, workspace,"
	" pg_catalog.to_char(sent AT TIME ZONE 'UTC', 'YYYY-MM') AS month,"
	" pg_catalog.count(*) AS purchases,"
	" pg_catalog.count(*) FILTER (WHERE state <> 'bought') AS open,"
	" pg_catalog.count(*) FILTER (WHERE COALESCE(cost, price) IS NULL) AS unpriced,"
	" COALESCE(pg_catalog.sum(COALESCE(cost, price)), 0) AS spend"
	" FROM iqm.purchases WHERE state IN ('busy', 'open', 'unknown', 'bought')"
	" GROUP BY service, workspace, month ORDER BY month, service, workspace;";
