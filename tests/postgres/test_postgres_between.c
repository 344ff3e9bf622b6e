/* SPDX-License-Identifier: MIT */
/* What happens in the database between two statements of one act, or to one of them. */
#include "database.h"

#include "support/journal_cases.h"
#include "support/suite.h"

#include <string.h>

static struct iqm_postgres *store;
static const struct iqm_journal *j;
static struct iqm_purchase p;
static struct iqm_call call;

/* A purchase under this key, recorded, and claimed; then it is to have bought report `id`. */
static struct iqm_purchase record(const char *key, int64_t id)
{
	struct iqm_purchase one = { .key = key,
				    .service = "https://h",
				    .workspace = "7",
				    .operation = "pld.generate",
				    .order = key,
				    .sent = iqm_ms(1) };

	ck_assert_int_eq(j->claim(j->context, key, &call), 0);
	ck_assert_int_eq(j->intent(j->context, &one, 0, &call), 0);
	one.state = IQM_PURCHASE_BOUGHT;
	one.report_id = iqm_int(id);
	return one;
}

static void setup(void)
{
	store = pg_new_store();
	j = iqm_postgres_journal(store);
	call = (struct iqm_call){ .timeout_ms = 10000 };
	p = record("k", 5);
}

static void teardown(void)
{
	iqm_postgres_close(store);
}

static void fails(int err, const char *says)
{
	ck_assert_int_eq(err, IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
}

static const char *state(void)
{
	return pg_sql("SELECT state FROM iqm.records ORDER BY id LIMIT 1");
}

static void refuse(const char *check)
{
	pg_sql("ALTER TABLE iqm.records ADD CONSTRAINT refused CHECK (%s) NOT VALID", check);
}

static void allow(void)
{
	pg_sql("ALTER TABLE iqm.records DROP CONSTRAINT refused");
}

/* ---- settlements ----------------------------------------------------------------------------- */

/* Does it the first time that a settlement is checked: that asks for the database's clock. */
static void change_once(const char *sql)
{
	pg_sql("CREATE SEQUENCE iqm.times");
	pg_sql("CREATE OR REPLACE FUNCTION iqm.clock_ms() RETURNS bigint LANGUAGE plpgsql AS $$"
	       "BEGIN IF nextval('iqm.times') = 1 THEN"
	       " UPDATE iqm.store SET change = change + 1; %s;"
	       "END IF; RETURN 1800000000000; END $$",
	       sql);
}

START_TEST(test_a_change_under_a_settlement)
{
	change_once("UPDATE iqm.records SET note = 'changed'");
	ck_assert_msg(!j->settle(j->context, &p, 0, &call), "%s", call.error.message);
	ck_assert_str_eq(state(), "bought");
	ck_assert_int_eq(pg_number("SELECT last_value FROM iqm.times"), 2);
}
END_TEST

/* It was free when the settlement was checked. */
START_TEST(test_another_gets_the_report_under_a_settlement)
{
	record("other", 5);
	ck_assert_int_eq(j->settle(j->context, &p, IQM_JOURNAL_CHECK_ONLY, &call), 0);
	ck_assert_str_eq(state(), "open");
	change_once("UPDATE iqm.records SET report_id = 5, state = 'bought' WHERE id = 2");
	ck_assert_int_eq(j->settle(j->context, &p, 0, &call), IQM_E_KEY_USED);
	ck_assert_str_eq(state(), "open");
}
END_TEST

/* By the database's clock; a host's may be fast. */
START_TEST(test_a_settlement_after_an_hour)
{
	p.state = IQM_PURCHASE_NOT_BOUGHT;
	p.report_id.set = NULL;
	change_once("PERFORM 1");
	pg_sql("UPDATE iqm.records SET recorded = 1800000000001 - 3600000");
	ck_assert_int_eq(j->settle(j->context, &p, 0, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_str_eq(state(), "open");
	pg_sql("UPDATE iqm.records SET recorded = 1800000000000 - 3600000");
	ck_assert_int_eq(j->settle(j->context, &p, 0, &call), 0);
	ck_assert_str_eq(state(), "not bought");
}
END_TEST

START_TEST(test_a_settlement_that_is_refused)
{
	refuse("state = 'open'");
	fails(j->settle(j->context, &p, 0, &call), "refused");
	allow();
	ck_assert_str_eq(state(), "open");
	ck_assert_int_eq(j->settle(j->context, &p, 0, &call), 0);
	ck_assert_str_eq(state(), "bought");
}
END_TEST

START_TEST(test_a_settlement_that_cannot_be_checked)
{
	pg_sql("ALTER TABLE iqm.records RENAME COLUMN price TO gone");
	fails(j->settle(j->context, &p, 0, &call), "price");
	pg_sql("ALTER TABLE iqm.records RENAME COLUMN gone TO price");
	pg_sql("ALTER TABLE iqm.records DROP CONSTRAINT records_state_check");
	pg_sql("UPDATE iqm.records SET state = 'sold'");
	fails(j->settle(j->context, &p, 0, &call), "no state that can be read");
	ck_assert_str_eq(state(), "sold");
}
END_TEST

START_TEST(test_a_note_that_is_refused)
{
	refuse("note IS NULL");
	fails(j->note(j->context, "k", "a note", &call), "refused");
	allow();
	ck_assert_int_eq(j->note(j->context, "k", "a note", &call), 0);
}
END_TEST

/* ---- outcomes -------------------------------------------------------------------------------- */

/* Those are kept, stop nobody, and are recorded once the server takes them. */
START_TEST(test_outcomes_that_are_refused)
{
	struct iqm_purchase second = record("second", 6);
	struct iqm_purchase third = record("third", 7);

	refuse("state = 'open' OR report_id = 7");
	fails(j->outcome(j->context, &p, &call), "refused");
	fails(j->outcome(j->context, &second, &call), "refused");
	ck_assert_int_eq(j->outcome(j->context, &third, &call), 0);
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.records WHERE state = 'bought'"), 1);
	allow();
	ck_assert_int_eq(j->claim(j->context, "fourth", &call), 0);
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.records WHERE state = 'bought'"), 3);
}
END_TEST

/* What another concludes of it later stands. */
START_TEST(test_an_outcome_is_recorded_once)
{
	long change;

	ck_assert_int_eq(j->outcome(j->context, &p, &call), 0);
	change = pg_number("SELECT change FROM iqm.store");
	ck_assert_int_eq(j->claim(j->context, "l", &call), 0);
	ck_assert_int_eq(pg_number("SELECT change FROM iqm.store"), change);
}
END_TEST

/* The server ends the session while it inserts the record, and then refuses once what makes sure
 * that no record comes late: that is done later. */
START_TEST(test_a_fence_that_is_refused)
{
	long change;

	pg_sql("CREATE SEQUENCE iqm.times");
	pg_sql("CREATE FUNCTION iqm.end_session() RETURNS trigger LANGUAGE plpgsql AS $$"
	       "BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$");
	pg_sql("CREATE FUNCTION iqm.refuse_second() RETURNS trigger LANGUAGE plpgsql AS $$"
	       "BEGIN IF nextval('iqm.times') = 2 THEN RAISE 'refused'; END IF;"
	       "RETURN NEW; END $$");
	pg_sql("CREATE TRIGGER ends BEFORE INSERT ON iqm.records FOR EACH ROW"
	       " EXECUTE FUNCTION iqm.end_session()");
	pg_sql("CREATE TRIGGER refuses BEFORE UPDATE ON iqm.store FOR EACH ROW"
	       " EXECUTE FUNCTION iqm.refuse_second()");
	change = pg_number("SELECT change FROM iqm.store");
	ck_assert_int_eq(j->claim(j->context, "l", &call), 0);
	p.key = p.order = "l";
	fails(j->intent(j->context, &p, 0, &call), "connection was lost");
	ck_assert_int_eq(j->claim(j->context, "m", &call), 0);
	ck_assert_int_ge(pg_number("SELECT last_value FROM iqm.times"), 3);
	ck_assert_int_gt(pg_number("SELECT change FROM iqm.store"), change);
}
END_TEST

/* ---- claims ---------------------------------------------------------------------------------- */

/* Another client makes the key's number meanwhile: the insertion gives none. */
START_TEST(test_a_key_that_another_makes)
{
	pg_sql("CREATE SEQUENCE iqm.times");
	pg_sql("CREATE FUNCTION iqm.skip_once() RETURNS trigger LANGUAGE plpgsql AS $$"
	       "BEGIN RETURN CASE WHEN nextval('iqm.times') > 1 THEN NEW END; END $$");
	pg_sql("CREATE TRIGGER skip BEFORE INSERT ON iqm.keys FOR EACH ROW"
	       " EXECUTE FUNCTION iqm.skip_once()");
	ck_assert_msg(!j->claim(j->context, "new", &call), "%s", call.error.message);
	ck_assert_int_eq(pg_number("SELECT last_value FROM iqm.times"), 2);
	ck_assert_int_eq(pg_number("SELECT count(*) FROM pg_locks l JOIN iqm.keys k"
				   " ON l.objid = k.id WHERE locktype = 'advisory'"
				   " AND k.key = 'new'"),
			 1);
}
END_TEST

/* The next who begins gives it back, and can go on once that is possible. */
START_TEST(test_a_release_that_is_refused)
{
	struct iqm_postgres *another = pg_store();
	const struct iqm_journal *others = iqm_postgres_journal(another);

	pg_sql("ALTER TABLE iqm.keys RENAME COLUMN key TO gone");
	j->release(j->context, "k");
	fails(j->claim(j->context, "l", &call), "key");
	fails(j->settle(j->context, &p, 0, &call), "key");
	fails(j->intent(j->context, &p, 0, &call), "key");
	fails(j->outcome(j->context, &p, &call), "key");
	pg_sql("ALTER TABLE iqm.keys RENAME COLUMN gone TO key");
	ck_assert_int_eq(others->claim(others->context, "k", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(j->claim(j->context, "l", &call), 0);
	ck_assert_int_eq(others->claim(others->context, "k", &call), 0);
	fails(j->intent(j->context, &p, 0, &call), "is not claimed");
	others->release(others->context, "k");
	ck_assert_int_eq(j->claim(j->context, "k", &call), 0);
	iqm_postgres_close(another);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("between");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, test_a_change_under_a_settlement);
	tcase_add_test(tcase, test_another_gets_the_report_under_a_settlement);
	tcase_add_test(tcase, test_a_settlement_after_an_hour);
	tcase_add_test(tcase, test_a_settlement_that_is_refused);
	tcase_add_test(tcase, test_a_settlement_that_cannot_be_checked);
	tcase_add_test(tcase, test_a_note_that_is_refused);
	tcase_add_test(tcase, test_outcomes_that_are_refused);
	tcase_add_test(tcase, test_an_outcome_is_recorded_once);
	tcase_add_test(tcase, test_a_fence_that_is_refused);
	tcase_add_test(tcase, test_a_key_that_another_makes);
	tcase_add_test(tcase, test_a_release_that_is_refused);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
