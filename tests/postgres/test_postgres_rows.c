/* SPDX-License-Identifier: MIT */
/* What anybody may have written into the tables: it is read, or named; it never crashes, and never
 * buys. */
#include "database.h"

#include "support/journal_cases.h"
#include "support/suite.h"

#include <string.h>

#define AS_TEXT(column)                                                                            \
	"DROP VIEW iqm.purchases CASCADE; ALTER TABLE iqm.records ALTER " column " TYPE text;"     \
	" UPDATE iqm.records SET " column " = 'abc'"

static const struct odd {
	const char *sql;
	const char *says; /* NULL: it can be read */
} odds[] = {
	{ "UPDATE iqm.records SET state = 'sold'", "no state" },
	{ "UPDATE iqm.records SET state = ''", "no state" },
	{ "UPDATE iqm.records SET number = 0", "no number" },
	{ "UPDATE iqm.records SET number = -1", "no number" },
	{ AS_TEXT("price"), "no price" },
	{ AS_TEXT("report_id"), "no report_id" },
	{ "UPDATE iqm.keys SET key = ''", NULL },
	{ "UPDATE iqm.keys SET key = repeat('k', 64)", NULL },
	{ "UPDATE iqm.keys SET key = E'k\\x01'", NULL },
	{ "UPDATE iqm.records SET price = 'NaN', cost = 'NaN'", NULL },
	{ "UPDATE iqm.records SET price = 'Infinity', cost = '-Infinity'", NULL },
	{ "UPDATE iqm.records SET price = 1e308, cost = 4.9e-324", NULL },
	{ "UPDATE iqm.records SET note = repeat('x', 5000000)", NULL },
	{ "UPDATE iqm.records SET operation = NULL, request = NULL, same_order = NULL", NULL },
	{ "UPDATE iqm.records SET service = NULL, workspace = NULL, host = NULL, sent = NULL,"
	  " intent_time = NULL, process = NULL, note = NULL",
	  NULL },
	{ "UPDATE iqm.records SET report_id = -9223372036854775808, settled_by = '',"
	  " settled_whole = true, settled_rows = 9223372036854775807",
	  NULL },
	{ "UPDATE iqm.records SET newest = false", NULL },
	{ "DELETE FROM iqm.records", NULL },
};

#define ODDS ((int)(sizeof(odds) / sizeof(odds[0])))

START_TEST(test_odd_rows)
{
	const struct odd *odd = &odds[_i];
	struct iqm_postgres *store = pg_new_store();
	struct iqm_purchases *all;
	struct iqm_client *client;
	struct iqm_purchase *one;
	struct iqm_call call;
	struct shop s;
	int err;

	shop_open(&s);
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	pg_sql("ALTER TABLE iqm.records DROP CONSTRAINT records_state_check");
	pg_sql("ALTER TABLE iqm.records DROP CONSTRAINT records_number_check");
	pg_sql("ALTER TABLE iqm.keys DROP CONSTRAINT keys_key_check");
	pg_sql("%s", odd->sql);
	call = (struct iqm_call){ .timeout_ms = 30000 };
	err = iqm_journal_list(client, &all, &call);
	ck_assert(!err || strstr(call.error.message, odd->says ? odd->says : "key"));
	iqm_free(all);
	err = iqm_journal_get(client, "k", &one, &call);
	ck_assert(!err || (odd->says && strstr(call.error.message, odd->says)));
	iqm_free(one);
	if (odd->says) {
		ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
		ck_assert_int_eq(s.sold, 1);
	}
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

/* Of an order that is not there nothing is found, and nothing proved. */
START_TEST(test_order_that_is_lost)
{
	struct iqm_postgres *store = pg_new_store();
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_client *client;
	struct iqm_found found;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	pg_sql("UPDATE iqm.records SET state = 'open', report_id = NULL, request = NULL");
	call = (struct iqm_call){ .timeout_ms = 30000, .key = "k" };
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_msg(strstr(call.error.message, "what was ordered is not known"), "%s",
		      call.error.message);
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_UNKNOWN_OUTCOME);
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

static int check_price(void *to, const struct iqm_purchase *p)
{
	*(struct iqm_purchase *)to = *p;
	return 0;
}

/* Numbers and texts come back as they went. */
START_TEST(test_round_trip)
{
	static const double prices[] = { 0.1, 1e22, 5e-324, 123456.789, 0, 1.0 / 3 };
	struct iqm_postgres *store = pg_new_store();
	const struct iqm_journal *j = iqm_postgres_journal(store);

	for (size_t i = 0; i < sizeof(prices) / sizeof(prices[0]); i++) {
		struct iqm_call call = { .timeout_ms = 30000 };
		struct iqm_purchase got = { .number = 0 }, p = {
			.state = IQM_PURCHASE_OPEN,
			.key = "it's \"a\" \\key; --",
			.service = "https://h/\xc3\xa4",
			.workspace = "7",
			.operation = "pld.generate",
			.request = "{\"a\":\"\\u0000 '\\\\ \xf0\x9f\x98\x80\"}",
			.intent = { .highest_id = iqm_int(INT64_MAX), .time = iqm_ms(-1) },
			.sent = iqm_ms(INT64_MIN),
			.price = iqm_num(prices[i]),
			.process = iqm_int(0),
		};

		ck_assert_int_eq(j->claim(j->context, p.key, &call), 0);
		ck_assert_int_eq(j->intent(j->context, &p, 0, &call), 0);
		p.state = IQM_PURCHASE_REFUSED;
		p.cost = iqm_num(prices[i]);
		ck_assert_int_eq(j->outcome(j->context, &p, &call), 0);
		j->release(j->context, p.key);
		ck_assert_int_eq(j->get(j->context, p.key, check_price, &got, &call), 0);
		ck_assert_int_eq(got.number, (int)i + 1);
		ck_assert(got.price.set && got.price.value == prices[i]);
		ck_assert(got.cost.set && got.cost.value == prices[i]);
		ck_assert(got.sent.value == INT64_MIN && got.intent.time.value == -1);
		ck_assert(got.intent.highest_id.value == INT64_MAX && got.process.set);
		ck_assert(!got.report_id.set && !got.settlement.rows.set);
	}
	iqm_postgres_close(store);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("rows");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, test_odd_rows, 0, ODDS);
	tcase_add_test(tcase, test_order_that_is_lost);
	tcase_add_test(tcase, test_round_trip);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
