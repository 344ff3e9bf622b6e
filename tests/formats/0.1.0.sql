SET check_function_bodies = false;
CREATE SCHEMA iqm;
CREATE FUNCTION iqm.acquire_permit(which text, served_by text, request bigint, most integer, lease bigint, span bigint, OUT wait bigint, OUT bound bigint, OUT ask bigint) RETURNS record
    LANGUAGE plpgsql
    AS $$DECLARE l iqm.limiters; own iqm.permits; clock bigint; place integer; frees bigint[]; ends bigint[];BEGIN SELECT * INTO l FROM iqm.limiters WHERE name = which FOR UPDATE; IF NOT FOUND THEN  INSERT INTO iqm.limiters (name, server) VALUES (which, served_by)   ON CONFLICT DO NOTHING;  SELECT * INTO STRICT l FROM iqm.limiters WHERE name = which FOR UPDATE; END IF; clock := iqm.clock_ms(); IF l.server <> served_by OR l.blocked_until > clock + 600000 THEN  l.blocked_until := CASE WHEN l.blocked_until > clock + 600000 THEN clock + span   ELSE GREATEST(l.blocked_until, clock + span) END;  UPDATE iqm.limiters SET server = served_by, blocked_until = l.blocked_until   WHERE name = which; END IF; UPDATE iqm.permits SET until = iqm.clock_ms() + span WHERE limiter = which  AND until > iqm.clock_ms() + span + CASE WHEN acquired AND NOT ended  THEN 300000 ELSE 0 END; SELECT * INTO own FROM iqm.permits  WHERE limiter = which AND id = request AND NOT ended AND until > clock; SELECT 1 + count(*) FILTER (WHERE NOT acquired AND turn < COALESCE(own.turn, turn + 1)),  COALESCE(array_agg(CASE WHEN ended THEN until ELSE clock + span END   ORDER BY ended DESC, until) FILTER (WHERE acquired), '{}'),  COALESCE(array_agg(until ORDER BY until) FILTER (WHERE acquired AND ended), '{}')  INTO place, frees, ends FROM iqm.permits WHERE limiter = which AND until > clock; IF own.acquired OR  (cardinality(frees) + place <= most AND l.blocked_until <= clock) THEN  wait := 0; bound := 0; ask := 0;  IF request IS NOT NULL THEN   PERFORM iqm.write_permit(which, request, true, clock + lease + span);  END IF;  RETURN; END IF; wait := GREATEST(clock, l.blocked_until,  frees[1 + (place - 1) % most - most + cardinality(frees)])  + (place - 1) / most * span - clock; bound := GREATEST(clock, l.blocked_until, ends[1 - most + cardinality(ends)]) - clock; ask := LEAST(wait, GREATEST(wait / 2, 1000), 5000 * place, 30000); IF request IS NOT NULL THEN  PERFORM iqm.write_permit(which, request, false, clock + ask + 5000); END IF; PERFORM pg_catalog.set_config('synchronous_commit', 'off', true);END$$;
CREATE FUNCTION iqm.block_permits(which text, served_by text, blocked bigint) RETURNS void
    LANGUAGE sql
    AS $$ INSERT INTO iqm.limiters VALUES (which, served_by, iqm.clock_ms() + LEAST(blocked, 600000))  ON CONFLICT (name) DO UPDATE  SET blocked_until = GREATEST(limiters.blocked_until, EXCLUDED.blocked_until)$$;
CREATE FUNCTION iqm.clock_ms() RETURNS bigint
    LANGUAGE sql
    AS $$ SELECT pg_catalog.floor(EXTRACT(EPOCH FROM pg_catalog.clock_timestamp()) * 1000)::bigint$$;
CREATE FUNCTION iqm.release_permit(which text, request bigint, sent boolean, ago bigint, span bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$BEGIN UPDATE iqm.permits SET ended = true,  until = CASE WHEN sent THEN iqm.clock_ms() - ago + span ELSE 0 END  WHERE limiter = which AND id = request AND NOT ended AND until > iqm.clock_ms(); PERFORM pg_catalog.set_config('synchronous_commit', 'off', true);END$$;
CREATE FUNCTION iqm.write_permit(which text, request bigint, has boolean, last bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$DECLARE clock bigint := iqm.clock_ms(); slot tid; next bigint;BEGIN UPDATE iqm.permits SET acquired = has, until = last  WHERE limiter = which AND id = request AND NOT ended AND until > clock; IF FOUND THEN RETURN; END IF; SELECT 1 + COALESCE(max(turn), 0), (array_agg(ctid) FILTER (WHERE until <= clock))[1]  INTO next, slot FROM iqm.permits WHERE limiter = which; UPDATE iqm.permits SET id = request, turn = next, acquired = has, ended = false,  until = last WHERE ctid = slot AND until <= clock; IF NOT FOUND THEN  INSERT INTO iqm.permits VALUES (which, request, next, has, false, last); END IF;END$$;
CREATE TABLE iqm.keys (
    id integer NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT keys_key_check CHECK ((key ~ '^[ -~]{1,63}$'::text))
);
ALTER TABLE iqm.keys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME iqm.keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE iqm.limiters (
    name text NOT NULL COLLATE pg_catalog."C",
    server text NOT NULL,
    blocked_until bigint DEFAULT 0 NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE iqm.permits (
    limiter text NOT NULL COLLATE pg_catalog."C",
    id bigint NOT NULL,
    turn bigint NOT NULL,
    acquired boolean NOT NULL,
    ended boolean NOT NULL,
    until bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE iqm.records (
    id bigint NOT NULL,
    token text NOT NULL COLLATE pg_catalog."C",
    key_id integer NOT NULL,
    number integer NOT NULL,
    newest boolean DEFAULT true NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    service text COLLATE pg_catalog."C",
    workspace text COLLATE pg_catalog."C",
    operation text COLLATE pg_catalog."C",
    request text COLLATE pg_catalog."C",
    same_order text COLLATE pg_catalog."C",
    intent_highest_id bigint,
    intent_time bigint,
    intent_state bigint,
    sent bigint,
    recorded bigint NOT NULL,
    report_id bigint,
    price double precision,
    cost double precision,
    note text,
    host text,
    process bigint,
    settled_by text,
    settled_process bigint,
    settled bigint,
    settled_rows bigint,
    settled_candidates bigint,
    settled_whole boolean,
    CONSTRAINT records_number_check CHECK ((number > 0)),
    CONSTRAINT records_state_check CHECK ((state = ANY (ARRAY['open'::text, 'unknown'::text, 'bought'::text, 'not bought'::text, 'refused'::text])))
);
CREATE VIEW iqm.purchases AS
 SELECT k.key,
    r.number,
        CASE
            WHEN ((r.state = 'open'::text) AND r.newest AND (EXISTS ( SELECT
               FROM pg_locks l
              WHERE ((l.locktype = 'advisory'::text) AND (l.objsubid = 2) AND l.granted AND (l.classid = ('iqm.keys'::regclass)::oid) AND (l.objid = (k.id)::oid) AND (l.database = ( SELECT pg_database.oid
                       FROM pg_database
                      WHERE (pg_database.datname = current_database()))))))) THEN 'busy'::text
            ELSE r.state
        END AS state,
    r.service,
    r.workspace,
    r.operation,
    r.report_id,
    (r.price)::numeric AS price,
    (r.cost)::numeric AS cost,
    ('1970-01-01 00:00:00+00'::timestamp with time zone + ((r.sent)::double precision * '00:00:00.001'::interval)) AS sent,
    r.host,
    r.process,
    r.note,
    r.settled_by,
    ('1970-01-01 00:00:00+00'::timestamp with time zone + ((r.settled)::double precision * '00:00:00.001'::interval)) AS settled,
    r.request
   FROM (iqm.records r
     JOIN iqm.keys k ON ((k.id = r.key_id)))
  ORDER BY r.id;
CREATE VIEW iqm.rate_limits AS
 SELECT l.name,
    count(*) FILTER (WHERE (p.acquired AND (NOT p.ended))) AS under_way,
    count(*) FILTER (WHERE (p.acquired AND p.ended)) AS ended_in_last_minute,
    count(*) FILTER (WHERE (NOT p.acquired)) AS waiting,
        CASE
            WHEN (l.blocked_until > iqm.clock_ms()) THEN ('1970-01-01 00:00:00+00'::timestamp with time zone + ((l.blocked_until)::double precision * '00:00:00.001'::interval))
            ELSE NULL::timestamp with time zone
        END AS blocked_until
   FROM (iqm.limiters l
     LEFT JOIN iqm.permits p ON (((p.limiter = l.name) AND (p.until > iqm.clock_ms()))))
  GROUP BY l.name, l.blocked_until
  ORDER BY l.name;
ALTER TABLE iqm.records ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME iqm.records_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW iqm.spend_by_month AS
 SELECT purchases.service,
    purchases.workspace,
    to_char((purchases.sent AT TIME ZONE 'UTC'::text), 'YYYY-MM'::text) AS month,
    count(*) AS purchases,
    count(*) FILTER (WHERE (purchases.state <> 'bought'::text)) AS open,
    count(*) FILTER (WHERE (COALESCE(purchases.cost, purchases.price) IS NULL)) AS unpriced,
    COALESCE(sum(COALESCE(purchases.cost, purchases.price)), (0)::numeric) AS spend
   FROM iqm.purchases
  WHERE (purchases.state = ANY (ARRAY['busy'::text, 'open'::text, 'unknown'::text, 'bought'::text]))
  GROUP BY purchases.service, purchases.workspace, (to_char((purchases.sent AT TIME ZONE 'UTC'::text), 'YYYY-MM'::text))
  ORDER BY (to_char((purchases.sent AT TIME ZONE 'UTC'::text), 'YYYY-MM'::text)), purchases.service, purchases.workspace;
CREATE TABLE iqm.store (
    one boolean DEFAULT true NOT NULL,
    schema integer NOT NULL,
    change bigint DEFAULT 0 NOT NULL,
    identity text,
    accepted_by text,
    accepted timestamp with time zone,
    CONSTRAINT store_one_check CHECK (one)
);
INSERT INTO iqm.keys OVERRIDING SYSTEM VALUE VALUES (1, 'bought');
INSERT INTO iqm.keys OVERRIDING SYSTEM VALUE VALUES (2, 'unknown');
INSERT INTO iqm.limiters VALUES ('default', '7714023590834127770/1/16384/16386', 0);
INSERT INTO iqm.permits VALUES ('default', 7651590545585080659, 1, true, true, 1796061145075);
INSERT INTO iqm.permits VALUES ('default', 3738780583529337157, 2, true, true, 1796061145126);
INSERT INTO iqm.permits VALUES ('default', 756382764921733735, 3, true, true, 1796061145214);
INSERT INTO iqm.permits VALUES ('default', 3227026263486642141, 4, true, true, 1796061145258);
INSERT INTO iqm.permits VALUES ('default', 2117101599876624277, 5, true, true, 1796061146111);
INSERT INTO iqm.permits VALUES ('default', 7709593296743619139, 6, true, true, 1796061146155);
INSERT INTO iqm.permits VALUES ('default', 5284922143768112487, 7, true, true, 1796061146215);
INSERT INTO iqm.permits VALUES ('default', 7047734055586921931, 8, true, true, 1796061146257);
INSERT INTO iqm.records OVERRIDING SYSTEM VALUE VALUES (1, '76ece3599cf9f93c18671cf5b7747006', 1, 1, true, 'bought', 'http://127.18.7.3:18407', '200001', 'pld.generate', '{"campaignId":451351,"pldStartDate":1730606400000,"pldEndDate":1730696399000}', '18e003028c8f099f', 50, 1796061085047, NULL, 1796061085105, 1796061085113, 51, 17.5, 17.5, '{"format":1,"done":true}', 'vm', 21711, '0@vm', 21711, 1796061085248, 6, 1, true);
INSERT INTO iqm.records OVERRIDING SYSTEM VALUE VALUES (2, '6ad9468d6b62472af4ed1b85ed76c053', 2, 1, true, 'unknown', 'http://127.18.7.3:18407', '200001', 'pld.generate', '{"campaignId":451351,"pldStartDate":1730955600000,"pldEndDate":1731041999000}', '9ce6574dab14836b', 51, 1796061086080, NULL, 1796061086113, 1796061086126, NULL, 16.8, NULL, '{"format":1}', 'vm', 21820, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO iqm.store VALUES (true, 3, 8, '7714023590834127770/1/16384/16386', NULL, NULL);
SELECT pg_catalog.setval('iqm.keys_id_seq', 2, true);
SELECT pg_catalog.setval('iqm.records_id_seq', 2, true);
ALTER TABLE ONLY iqm.keys
    ADD CONSTRAINT keys_key_key UNIQUE (key);
ALTER TABLE ONLY iqm.keys
    ADD CONSTRAINT keys_pkey PRIMARY KEY (id);
ALTER TABLE ONLY iqm.limiters
    ADD CONSTRAINT limiters_pkey PRIMARY KEY (name);
ALTER TABLE ONLY iqm.records
    ADD CONSTRAINT records_key_id_number_key UNIQUE (key_id, number);
ALTER TABLE ONLY iqm.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (id);
ALTER TABLE ONLY iqm.records
    ADD CONSTRAINT records_token_key UNIQUE (token);
ALTER TABLE ONLY iqm.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (one);
CREATE UNIQUE INDEX records_newest ON iqm.records USING btree (key_id) WHERE newest;
CREATE INDEX records_order ON iqm.records USING btree (same_order) WHERE newest;
CREATE INDEX records_report ON iqm.records USING btree (report_id) WHERE newest;
CREATE INDEX records_sent ON iqm.records USING btree (GREATEST(sent, recorded));
ALTER TABLE ONLY iqm.records
    ADD CONSTRAINT records_key_id_fkey FOREIGN KEY (key_id) REFERENCES iqm.keys(id);
