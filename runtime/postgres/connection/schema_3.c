/* SPDX-License-Identifier: MIT */
/* The schema's third step: what is done with the permits of the rate limit. */
#include "connection/parts.h"

/*
 * Who asks and must wait gets a place in the queue, and keeps it as long as it asks in time. Each
 * ask is one statement under the lock of the limiter's row, and what it reads was committed by
 * whoever had the lock before.
 */
const char iqm_pg_schema_3[] =
	/* The row of a request: its own, or one that nobody needs. */
	"CREATE FUNCTION iqm.write_permit(which text, request bigint, has boolean, last bigint)"
	" RETURNS void LANGUAGE plpgsql AS '"
	"DECLARE clock bigint := iqm.clock_ms(); slot tid; next bigint;"
	"BEGIN"
	" UPDATE iqm.permits SET acquired = has, until = last"
	"  WHERE limiter = which AND id = request AND NOT ended AND until > clock;"
	" IF FOUND THEN RETURN; END IF;"
	" SELECT 1 + COALESCE(max(turn), 0), (array_agg(ctid) FILTER (WHERE until <= clock))[1]"
	"  INTO next, slot FROM iqm.permits WHERE limiter = which;"
	" UPDATE iqm.permits SET id = request, turn = next, acquired = has, ended = false,"
	"  until = last WHERE ctid = slot AND until <= clock;"
	" IF NOT FOUND THEN"
	"  INSERT INTO iqm.permits VALUES (which, request, next, has, false, last);"
	" END IF;"
	"END';"

	/*
	 * `wait` 0: acquired, until the lease ends. Else: when it is expected to be; `bound`: that
	 * it cannot be before, whatever the others do; `ask`: when to ask once more. `request` NULL
	 * asks and gets no place. One that already has its permit, since its client did not hear of
	 * it, gets it again.
	 */
	"CREATE FUNCTION iqm.acquire_permit(which text, served_by text, request bigint,"
	" most integer, lease bigint, span bigint,"
	" OUT wait bigint, OUT bound bigint, OUT ask bigint) LANGUAGE plpgsql AS '"
	"DECLARE l iqm.limiters; own iqm.permits; clock bigint; place integer;"
	" frees bigint[]; ends bigint[];"
	"BEGIN"
	" SELECT * INTO l FROM iqm.limiters WHERE name = which FOR UPDATE;"
	" IF NOT FOUND THEN"
	"  INSERT INTO iqm.limiters (name, server) VALUES (which, served_by)"
	"   ON CONFLICT DO NOTHING;"
	"  SELECT * INTO STRICT l FROM iqm.limiters WHERE name = which FOR UPDATE;"
	" END IF;"
	" clock := iqm.clock_ms();"
	/* A standby that took over, or a copy, may lack the newest: as if all were used now. And
	 * whatever is too far ahead is from before the clock was set back. */
	" IF l.server <> served_by OR l.blocked_until > clock + 600000 THEN"
	"  l.blocked_until := CASE WHEN l.blocked_until > clock + 600000 THEN clock + span"
	"   ELSE GREATEST(l.blocked_until, clock + span) END;"
	"  UPDATE iqm.limiters SET server = served_by, blocked_until = l.blocked_until"
	"   WHERE name = which;"
	" END IF;"
	" UPDATE iqm.permits SET until = iqm.clock_ms() + span WHERE limiter = which"
	"  AND until > iqm.clock_ms() + span + CASE WHEN acquired AND NOT ended"
	"  THEN 300000 ELSE 0 END;"
	" SELECT * INTO own FROM iqm.permits"
	"  WHERE limiter = which AND id = request AND NOT ended AND until > clock;"
	" SELECT 1 + count(*) FILTER (WHERE NOT acquired AND turn < COALESCE(own.turn, turn + 1)),"
	"  COALESCE(array_agg(CASE WHEN ended THEN until ELSE clock + span END"
	"   ORDER BY ended DESC, until) FILTER (WHERE acquired), ''{}''),"
	"  COALESCE(array_agg(until ORDER BY until) FILTER (WHERE acquired AND ended), ''{}'')"
	"  INTO place, frees, ends FROM iqm.permits WHERE limiter = which AND until > clock;"
	" IF own.acquired OR"
	"  (cardinality(frees) + place <= most AND l.blocked_until <= clock) THEN"
	"  wait := 0; bound := 0; ask := 0;"
	"  IF request IS NOT NULL THEN"
	"   PERFORM iqm.write_permit(which, request, true, clock + lease + span);"
	"  END IF;"
	"  RETURN;"
	" END IF;"
	/* The permits become free one after the other, and so on after each span. An element that
	 * is not there is NULL: free now. */
	" wait := GREATEST(clock, l.blocked_until,"
	"  frees[1 + (place - 1) % most - most + cardinality(frees)])"
	"  + (place - 1) / most * span - clock;"
	" bound := GREATEST(clock, l.blocked_until, ends[1 - most + cardinality(ends)]) - clock;"
	/* Who is near the front asks more often: one before it may give up or die. */
	" ask := LEAST(wait, GREATEST(wait / 2, 1000), 5000 * place, 30000);"
	" IF request IS NOT NULL THEN"
	"  PERFORM iqm.write_permit(which, request, false, clock + ask + 5000);"
	" END IF;"
	/* Such a place may be lost with the server. */
	" PERFORM pg_catalog.set_config(''synchronous_commit'', ''off'', true);"
	"END';"

	/* `ago`: ms since the request ended. One that was not sent never was. If the server loses
	 * this, the lease ends the permit. */
	"CREATE FUNCTION iqm.release_permit(which text, request bigint, sent boolean, ago bigint,"
	" span bigint) RETURNS void LANGUAGE plpgsql AS '"
	"BEGIN"
	" UPDATE iqm.permits SET ended = true,"
	"  until = CASE WHEN sent THEN iqm.clock_ms() - ago + span ELSE 0 END"
	"  WHERE limiter = which AND id = request AND NOT ended AND until > iqm.clock_ms();"
	" PERFORM pg_catalog.set_config(''synchronous_commit'', ''off'', true);"
	"END';"

	"CREATE FUNCTION iqm.block_permits(which text, served_by text, blocked bigint)"
	" RETURNS void LANGUAGE sql AS '"
	" INSERT INTO iqm.limiters VALUES (which, served_by, iqm.clock_ms() + LEAST(blocked, 600000))"
	"  ON CONFLICT (name) DO UPDATE"
	"  SET blocked_until = GREATEST(limiters.blocked_until, EXCLUDED.blocked_until)"
	"';";
