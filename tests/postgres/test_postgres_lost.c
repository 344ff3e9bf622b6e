/* SPDX-License-Identifier: MIT */
/* Sessions, statements and answers that are lost: nothing is bought twice, and nothing is stuck. */
#include "database.h"
#include "proxy.h"

#include "support/journal_cases.h"
#include "support/suite.h"

#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define INTENT "INSERT INTO iqm.records"

/* A shop, and a client of it over a database, maybe through a network that loses things. */
struct market {
	struct shop shop;
	struct proxy *proxy;
	struct iqm_postgres *store;
	struct iqm_client *client;
};

static struct iqm_postgres *open_at(const char *url)
{
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_postgres *store;

	ck_assert_msg(!iqm_postgres_open(url, &store, &call), "%s", call.error.message);
	return store;
}

static void market_open(struct market *m)
{
	*m = (struct market){ .proxy = proxy_open() };
	iqm_postgres_close(pg_new_store());
	shop_open(&m->shop);
	m->store = open_at(proxy_url(m->proxy));
	m->client = journal_client(&m->shop, iqm_postgres_journal(m->store));
}

static void market_close(struct market *m)
{
	iqm_client_close(m->client);
	iqm_postgres_close(m->store);
	shop_close(&m->shop);
	proxy_close(m->proxy);
}

static void end_sessions(struct shop *s)
{
	s->while_asked = NULL;
	s->while_selling = NULL;
	pg_sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
	       " WHERE application_name = 'iqm'");
}

static const char *states(void)
{
	return pg_sql("SELECT string_agg(state, ',' ORDER BY id) FROM iqm.records");
}

/* ---- sessions ------------------------------------------------------------------------------ */

/* With the session goes the claim: another client may have the key by now. */
START_TEST(test_session_lost_before_the_intent)
{
	struct iqm_call call;
	struct market m;

	market_open(&m);
	m.shop.while_asked = end_sessions;
	ck_assert_int_eq(journal_buy(m.client, "k", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(m.shop.sold, 0);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	ck_assert_int_eq(m.shop.sold, 1);
	market_close(&m);
}
END_TEST

static struct iqm_client *other;
static int other_error;

/* Right after the session is lost another host takes the key. */
static void sell_to_another(struct shop *s)
{
	struct iqm_call call;

	end_sessions(s);
	other_error = journal_buy(other, "k", &call);
}

START_TEST(test_another_takes_the_key_of_a_lost_session)
{
	struct iqm_postgres *store;
	struct iqm_call call;
	struct market m;

	market_open(&m);
	store = pg_store();
	other = journal_client(&m.shop, iqm_postgres_journal(store));
	m.shop.while_asked = sell_to_another;
	ck_assert_int_eq(journal_buy(m.client, "k", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(other_error, 0);
	ck_assert_int_eq(m.shop.sold, 1);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(m.shop.sold, 1);
	iqm_client_close(other);
	iqm_postgres_close(store);
	market_close(&m);
}
END_TEST

/* The outcome needs no claim. */
START_TEST(test_session_lost_while_selling)
{
	struct iqm_call call;
	struct market m;

	market_open(&m);
	m.shop.while_selling = end_sessions;
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	ck_assert_str_eq(states(), "bought");
	market_close(&m);
}
END_TEST

static void kill_server(struct shop *s)
{
	s->while_selling = NULL;
	pg_server("crash");
}

/* It is recorded by the next who uses the store. */
START_TEST(test_server_killed_while_selling)
{
	struct iqm_call call;
	struct market m;

	market_open(&m);
	m.shop.while_selling = kill_server;
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	pg_server("start");
	ck_assert_str_eq(states(), "open");
	ck_assert_int_eq(shop_state(m.client, "k"), IQM_PURCHASE_BOUGHT);
	ck_assert_str_eq(states(), "bought");
	market_close(&m);
}
END_TEST

static void settle_and_lose(struct shop *s)
{
	end_sessions(s);
	pg_sql("UPDATE iqm.records SET state = 'not bought'");
}

/* A person may have concluded otherwise meanwhile; the response is sure. */
START_TEST(test_outcome_after_it_was_settled)
{
	struct iqm_call call;
	struct market m;

	market_open(&m);
	m.shop.while_selling = settle_and_lose;
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	ck_assert_str_eq(states(), "bought");
	m.shop.while_selling = settle_and_lose;
	m.shop.fail = IQM_E_NETWORK;
	call = (struct iqm_call){ .key = "l", .allow_duplicate = true };
	pg_sql("UPDATE iqm.records SET state = 'refused'");
	ck_assert_int_eq(journal_buy(m.client, "l", &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_str_eq(states(), "not bought,not bought");
	market_close(&m);
}
END_TEST

/* ---- the intent ---------------------------------------------------------------------------- */

/* It may be recorded, so nothing is sent; that becomes known, and the key may buy. */
START_TEST(test_answer_of_the_intent_is_lost)
{
	struct iqm_postgres *store;
	struct iqm_call call;
	struct market m;

	market_open(&m);
	store = pg_store();
	other = journal_client(&m.shop, iqm_postgres_journal(store));
	proxy_lose(m.proxy, LOSE_ANSWER, INTENT);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), IQM_E_JOURNAL);
	ck_assert(proxy_has_lost(m.proxy));
	ck_assert_int_eq(m.shop.sold, 0);
	/* Giving the claim back was the next use of the store, if it had the time. */
	ck_assert_int_eq(shop_state(m.client, "k"), IQM_PURCHASE_NOT_BOUGHT);
	ck_assert_int_eq(journal_buy(other, "k", &call), 0);
	ck_assert_int_eq(m.shop.sold, 1);
	ck_assert_str_eq(states(), "not bought,bought");
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.records WHERE newest"), 1);
	iqm_client_close(other);
	iqm_postgres_close(store);
	market_close(&m);
}
END_TEST

/* One that comes late, after its client has given it up, is refused. */
START_TEST(test_intent_that_comes_late)
{
	struct iqm_call call;
	struct market m;

	market_open(&m);
	proxy_lose(m.proxy, HOLD_REQUEST, INTENT);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(shop_state(m.client, "k"), IQM_PURCHASE_NONE);
	proxy_deliver(m.proxy);
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.records"), 0);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	ck_assert_int_eq(m.shop.sold, 1);
	market_close(&m);
}
END_TEST

static void wait_for_waiting(int sessions)
{
	static const char waiting[] = "SELECT count(*) FROM pg_locks WHERE NOT granted";

	for (int i = 0; i < 5000 && pg_number(waiting) < sessions; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

/* Once the intent waits for the lock that this thread's transaction has, and another behind it. */
static void *let_go(void *proxy)
{
	wait_for_waiting(1);
	proxy_accept(proxy);
	wait_for_waiting(2);
	pg_sql("COMMIT");
	return NULL;
}

/* One that is being recorded while its client, which has lost the answer, records that it was not
 * sent: that comes after it. */
START_TEST(test_intent_that_is_being_made)
{
	struct iqm_call call;
	pthread_t thread;
	struct market m;

	market_open(&m);
	proxy_lose(m.proxy, LOSE_CLIENT, INTENT);
	pg_sql("BEGIN");
	pg_sql("SELECT FROM iqm.store FOR UPDATE"); /* no new row: who waits first is next */
	ck_assert_int_eq(pthread_create(&thread, NULL, let_go, m.proxy), 0);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(shop_state(m.client, "k"), IQM_PURCHASE_NOT_BOUGHT);
	pthread_join(thread, NULL);
	proxy_deliver(m.proxy);
	ck_assert_int_eq(m.shop.sold, 0);
	market_close(&m);
}
END_TEST

/* Of an outcome: it is recorded once more, which changes nothing. */
START_TEST(test_answer_of_the_outcome_is_lost)
{
	struct iqm_call call;
	struct market m;

	market_open(&m);
	proxy_lose(m.proxy, LOSE_ANSWER, "UPDATE iqm.records SET state");
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	ck_assert(proxy_has_lost(m.proxy));
	ck_assert_str_eq(states(), "bought");
	market_close(&m);
}
END_TEST

/* It has succeeded, and says so; another report's outcome is no repetition. */
START_TEST(test_outcome_is_recorded_once_more)
{
	struct iqm_purchase p = { .key = "k", .order = "o", .sent = iqm_ms(1) };
	struct iqm_call call = { .timeout_ms = 10000 };
	const struct iqm_journal *journal;
	struct market m;

	market_open(&m);
	journal = iqm_postgres_journal(m.store);
	ck_assert_int_eq(journal->claim(journal->context, "k", &call), 0);
	ck_assert_int_eq(journal->intent(journal->context, &p, 0, &call), 0);
	p.state = IQM_PURCHASE_BOUGHT;
	p.report_id = iqm_int(78);
	proxy_lose(m.proxy, LOSE_ANSWER, "UPDATE iqm.records SET state");
	ck_assert_msg(!journal->outcome(journal->context, &p, &call), "%s", call.error.message);
	ck_assert(proxy_has_lost(m.proxy));
	p.report_id = iqm_int(79);
	ck_assert_int_eq(journal->outcome(journal->context, &p, &call), IQM_E_JOURNAL);
	ck_assert_int_eq(pg_number("SELECT report_id FROM iqm.records"), 78);
	journal->release(journal->context, "k");
	market_close(&m);
}
END_TEST

/* While a list is read, which takes longer than a release waits. */
static int release_meanwhile(void *to, const struct iqm_purchase *purchase)
{
	const struct iqm_journal *journal = to;
	struct iqm_call call = { .timeout_ms = 100 };

	journal->release(journal->context, purchase->key);
	ck_assert_int_eq(journal->claim(journal->context, "other", &call), IQM_E_TIMEOUT);
	return 0;
}

/* Other hosts need not wait until the process uses the journal once more. */
START_TEST(test_release_while_the_session_is_taken)
{
	struct iqm_purchase p = { .key = "k", .order = "o", .sent = iqm_ms(1) };
	struct iqm_call call = { .timeout_ms = 10000 };
	const struct iqm_journal *journal, *others;
	struct iqm_postgres *store;
	struct market m;

	market_open(&m);
	store = pg_store();
	journal = iqm_postgres_journal(m.store);
	others = iqm_postgres_journal(store);
	ck_assert_int_eq(journal->claim(journal->context, "k", &call), 0);
	ck_assert_int_eq(journal->intent(journal->context, &p, 0, &call), 0);
	ck_assert_int_eq(others->claim(others->context, "k", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(journal->list(journal->context, release_meanwhile,
				       (void *)(uintptr_t)journal, &call),
			 0);
	ck_assert_msg(!others->claim(others->context, "k", &call), "%s", call.error.message);
	others->release(others->context, "k");
	iqm_postgres_close(store);
	market_close(&m);
}
END_TEST

/* Whatever a client loses at whichever statement, it buys once, and ends. */
START_TEST(test_each_statement_lost)
{
	static const char *const texts[] = {
		"INSERT INTO iqm.keys",         "SELECT change",     "same_order = $2", INTENT,
		"UPDATE iqm.records SET state", "pg_advisory_unlock"
	};
	const char *text = texts[_i / 2];
	enum proxy_loss loss = _i % 2 ? HOLD_REQUEST : LOSE_ANSWER;
	struct iqm_call call;
	struct market m;
	int err;

	market_open(&m);
	proxy_lose(m.proxy, loss, text);
	err = journal_buy(m.client, "k", &call);
	ck_assert(proxy_has_lost(m.proxy) || !strcmp(text, "pg_advisory_unlock"));
	ck_assert_int_eq(m.shop.sold, !err);
	if (err && loss == HOLD_REQUEST)
		proxy_deliver(m.proxy); /* until then its session has the key */
	err = err ? journal_buy(m.client, "k", &call) : 0;
	for (int i = 0; i < 50 && err == IQM_E_KEY_USED; i++) {
		nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
		err = journal_buy(m.client, "k", &call);
	}
	ck_assert_int_eq(err, 0);
	ck_assert_int_eq(m.shop.sold, 1);
	ck_assert_int_eq(shop_state(m.client, "k"), IQM_PURCHASE_BOUGHT);
	market_close(&m);
}
END_TEST

/* ---- a server that does not answer --------------------------------------------------------- */

static void freeze_server(struct shop *s)
{
	s->while_asked = NULL;
	pg_server("freeze");
}

static int buy_in(struct iqm_client *client, const char *key, struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_order_response *rsp;
	int err;

	call->key = key;
	err = iqm_pld_generate(client, &req, &rsp, call);
	iqm_free(rsp);
	return err;
}

START_TEST(test_server_that_hangs)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_purchases *all;
	struct iqm_call call;
	struct market m;

	market_open(&m);
	m.shop.while_asked = freeze_server;
	call = (struct iqm_call){ .timeout_ms = 500 };
	ck_assert_int_eq(buy_in(m.client, "k", &call), IQM_E_TIMEOUT);
	iqm_cancel_calls(&cancel);
	call = (struct iqm_call){ .cancel = &cancel };
	ck_assert_int_eq(iqm_journal_list(m.client, &all, &call), IQM_E_CANCELLED);
	ck_assert_int_eq(m.shop.sold, 0);
	pg_server("thaw");
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	ck_assert_int_eq(m.shop.sold, 1);
	ck_assert_int_eq(shop_state(m.client, "k"), IQM_PURCHASE_BOUGHT);
	market_close(&m);
}
END_TEST

static struct timespec cancelled;
static struct iqm_cancel hanging;

static void freeze_and_cancel(struct shop *s)
{
	freeze_server(s);
	s->while_selling = NULL;
	clock_gettime(CLOCK_MONOTONIC, &cancelled);
	iqm_cancel_calls(&hanging);
}

static long ms_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - then->tv_sec) * 1000L + (now.tv_nsec - then->tv_nsec) / 1000000L;
}

/* The permit, the outcome and the claim are left to later calls, each after a while of its own. */
START_TEST(test_end_of_a_call_while_it_hangs)
{
	struct iqm_call call = { .cancel = &hanging };
	struct iqm_settings settings = { 0 };
	struct iqm_limiter limiter;
	struct iqm_client *client;
	struct market m;
	long ms;

	market_open(&m);
	settings.journal_store = iqm_postgres_journal(m.store);
	ck_assert_int_eq(iqm_postgres_limiter(m.store, NULL, &limiter), 0);
	settings.limiter = &limiter;
	settings.requests_per_minute = 20;
	ck_assert_msg(!shop_client(&m.shop, settings, &client, &call.error), "%s",
		      call.error.message);
	m.shop.while_selling = freeze_and_cancel;
	ck_assert_int_eq(buy_in(client, "k", &call), 0);
	ms = ms_since(&cancelled);
	pg_server("thaw");
	ck_assert_int_le(ms, suite_patience(400)); /* 250, and what a loaded machine takes */
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_BOUGHT);
	iqm_client_close(client);
	market_close(&m);
}
END_TEST

/* Its session is free once more: the key is given back at once. */
START_TEST(test_release_after_it_hung)
{
	static const char locks[] = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'";
	struct iqm_call call = { 0 };
	struct market m;

	market_open(&m);
	ck_assert_int_eq(iqm_journal_claim(m.client, "k", &call), 0);
	m.shop.while_selling = freeze_and_cancel;
	call = (struct iqm_call){ .cancel = &hanging };
	ck_assert_int_eq(buy_in(m.client, "k", &call), 0);
	pg_server("thaw");
	for (int i = 0; i < 5000 && strcmp(states(), "bought") != 0; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	ck_assert_int_eq(pg_number(locks), 1);
	nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL); /* its answer is under way */
	iqm_journal_release(m.client, "k");
	ck_assert_int_eq(pg_number(locks), 0);
	market_close(&m);
}
END_TEST

/* It takes the connection, and says nothing. */
START_TEST(test_connecting_to_a_server_that_hangs)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_call call = { .timeout_ms = 300 };
	struct iqm_postgres *store;

	pg_server("freeze");
	ck_assert_int_eq(iqm_postgres_open(pg_url(), &store, &call), IQM_E_TIMEOUT);
	ck_assert_ptr_null(store);
	iqm_cancel_calls(&cancel);
	call = (struct iqm_call){ .cancel = &cancel };
	ck_assert_int_eq(iqm_postgres_open(pg_url(), &store, &call), IQM_E_CANCELLED);
	pg_server("thaw");
	iqm_postgres_close(pg_store());
}
END_TEST

/* ---- processes ----------------------------------------------------------------------------- */

/* The store is its parent's. */
START_TEST(test_forked_child)
{
	struct iqm_call call;
	struct market m;
	int status;

	market_open(&m);
	if (!fork()) {
		int err = journal_buy(m.client, "k", &call);

		iqm_postgres_close(m.store);
		_exit(err == IQM_E_USAGE ? 0 : 1);
	}
	ck_assert_int_gt(wait(&status), 0);
	ck_assert_int_eq(status, 0);
	ck_assert_int_eq(journal_buy(m.client, "k", &call), 0);
	market_close(&m);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("lost");

	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_session_lost_before_the_intent);
	tcase_add_test(tcase, test_another_takes_the_key_of_a_lost_session);
	tcase_add_test(tcase, test_session_lost_while_selling);
	tcase_add_test(tcase, test_server_killed_while_selling);
	tcase_add_test(tcase, test_outcome_after_it_was_settled);
	tcase_add_test(tcase, test_answer_of_the_intent_is_lost);
	tcase_add_test(tcase, test_intent_that_comes_late);
	tcase_add_test(tcase, test_intent_that_is_being_made);
	tcase_add_test(tcase, test_answer_of_the_outcome_is_lost);
	tcase_add_test(tcase, test_outcome_is_recorded_once_more);
	tcase_add_test(tcase, test_release_while_the_session_is_taken);
	tcase_add_loop_test(tcase, test_each_statement_lost, 0, 12);
	tcase_add_test(tcase, test_server_that_hangs);
	tcase_add_test(tcase, test_end_of_a_call_while_it_hangs);
	tcase_add_test(tcase, test_release_after_it_hung);
	tcase_add_test(tcase, test_connecting_to_a_server_that_hangs);
	tcase_add_test(tcase, test_forked_child);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
