/* SPDX-License-Identifier: MIT */
/* Servers and databases that cannot keep what a journal promises, or are not the journal's. */
#include "database.h"
#include "proxy.h"

#include "support/journal_cases.h"
#include "support/suite.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- refused ------------------------------------------------------------------------------- */

static void refuses(const char *url, int status, const char *says)
{
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_postgres *store = (void *)&call;

	ck_assert_int_eq(iqm_postgres_open(url, &store, &call), status);
	ck_assert_ptr_null(store);
	ck_assert_int_eq(call.error.status, status);
	ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
	ck_assert_ptr_null(strstr(call.error.message, "hidden"));
}

START_TEST(test_urls)
{
	struct iqm_call call = { .timeout_ms = -1 };
	struct iqm_postgres *store;

	refuses(NULL, IQM_E_USAGE, "url is NULL");
	refuses("mysql://a:hidden@b/c", IQM_E_CONFIG, "expected postgresql://");
	refuses("host=b password=hidden", IQM_E_CONFIG, "expected postgresql://");
	refuses("postgresql://a:hidden@b@c/d", IQM_E_CONFIG, "percent-encoded");
	refuses("postgresql://a:hidden/@c/d", IQM_E_CONFIG, "percent-encoded");
	refuses("postgresql://a:hidden@c/d?nothing=1", IQM_E_CONFIG, "cannot be read");
	refuses("postgresql://a:hidden@127.0.0.1:1/d", IQM_E_JOURNAL, "Connection refused; ");
	ck_assert_int_eq(iqm_postgres_open("postgresql://a", NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_postgres_open("postgresql://a", &store, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_postgres_check(NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_postgres_accept(NULL, NULL), IQM_E_USAGE);
	iqm_postgres_close(NULL);
}
END_TEST

static void set_server(const char *name, const char *value)
{
	pg_sql("ALTER SYSTEM SET %s = '%s'", name, value);
	pg_sql("SELECT pg_reload_conf()");
	for (int i = 0; i < 500 && strcmp(pg_sql("SHOW %s", name), value) != 0; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
}

/* No session but those that a test makes. */
static void use_files(void)
{
	shop_journal = NULL;
}

static void reset_server(void)
{
	pg_sql("ALTER SYSTEM RESET ALL");
	pg_sql("SELECT pg_reload_conf()");
	pg_sql("ALTER DATABASE iqm RESET ALL");
}

/* Also of a session that is there already. */
START_TEST(test_no_fsync)
{
	struct iqm_postgres *store = pg_new_store();
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, iqm_postgres_journal(store));
	set_server("fsync", "off");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "fsync is off"));
	refuses(pg_url(), IQM_E_JOURNAL, "fsync is off");
	set_server("fsync", "on");
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	ck_assert_int_eq(s.sold, 1);
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

/* What a database or role is set to does not make a commit less than one. */
START_TEST(test_asynchronous_commits)
{
	struct iqm_postgres *store;
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	iqm_postgres_close(pg_new_store());
	pg_sql("ALTER DATABASE iqm SET synchronous_commit = off");
	pg_sql("ALTER TABLE iqm.records ADD COLUMN how text DEFAULT"
	       " current_setting('synchronous_commit')");
	shop_open(&s);
	store = pg_store();
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	ck_assert_str_eq(pg_sql("SELECT how FROM iqm.records"), "on");
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

static void *cancel_commit(void *context)
{
	(void)context;
	while (!pg_number("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity"
			  " WHERE wait_event = 'SyncRep'"))
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	return NULL;
}

static pthread_t canceller;

/* The key is claimed: the next that is committed is the intent. */
static void lose_standby(struct shop *s)
{
	s->while_asked = NULL;
	set_server("synchronous_standby_names", "nobody");
	ck_assert_int_eq(pthread_create(&canceller, NULL, cancel_commit, NULL), 0);
}

/* A standby is waited for, and somebody ends the wait: it is committed, but maybe not there. The
 * server says so whatever the database is set to. */
START_TEST(test_standby_that_did_not_get_it)
{
	struct iqm_postgres *store;
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	pg_sql("ALTER DATABASE iqm SET client_min_messages = error");
	store = pg_new_store();
	shop_open(&s);
	client = journal_client(&s, iqm_postgres_journal(store));
	s.while_asked = lose_standby;
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, "may not be durable") != NULL, "%s",
		      call.error.message);
	ck_assert_int_eq(s.sold, 0);
	pthread_join(canceller, NULL);
	set_server("synchronous_standby_names", "");
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_NOT_BOUGHT);
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

START_TEST(test_read_only)
{
	iqm_postgres_close(pg_new_store());
	pg_sql("ALTER DATABASE iqm SET default_transaction_read_only = on");
	refuses(pg_url(), IQM_E_JOURNAL, "read-only");
	pg_sql("SET default_transaction_read_only = off");
	pg_sql("ALTER DATABASE iqm RESET ALL");
}
END_TEST

START_TEST(test_pooler)
{
	struct proxy *proxy = proxy_open();

	proxy_lose(proxy, POOLER, NULL);
	refuses(proxy_url(proxy), IQM_E_JOURNAL, "pooler");
	proxy_close(proxy);
}
END_TEST

START_TEST(test_encoding)
{
	char url[200];

	pg_sql("DROP DATABASE IF EXISTS latin");
	pg_sql("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
	snprintf(url, sizeof(url), "%.*s/latin", (int)(strrchr(pg_url(), '/') - pg_url()),
		 pg_url());
	refuses(url, IQM_E_JOURNAL, "expected UTF8");
	pg_sql("DROP DATABASE latin");
}
END_TEST

START_TEST(test_later_schema)
{
	struct iqm_postgres *store = pg_new_store();
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, iqm_postgres_journal(store));
	pg_sql("UPDATE iqm.store SET schema = 99");
	refuses(pg_url(), IQM_E_JOURNAL, "later release");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(s.sold, 0);
	pg_sql("DELETE FROM iqm.store");
	refuses(pg_url(), IQM_E_JOURNAL, "expected one row");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(s.sold, 0);
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

/* ---- made ---------------------------------------------------------------------------------- */

START_TEST(test_made_by_many)
{
	pg_sql("DROP SCHEMA IF EXISTS iqm CASCADE");
	for (int i = 0; i < 8; i++)
		if (!fork()) {
			struct iqm_postgres *store;
			int err = iqm_postgres_open(pg_url(), &store, NULL);

			iqm_postgres_close(store);
			_exit(err ? 1 : 0);
		}
	for (int i = 0; i < 8; i++) {
		int status;

		ck_assert_int_gt(wait(&status), 0);
		ck_assert_int_eq(status, 0);
	}
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.store"), 1);
}
END_TEST

/* Who may make a schema needs no other right. */
START_TEST(test_ordinary_role)
{
	struct iqm_postgres *store;
	struct iqm_client *client;
	struct iqm_call call;
	char url[200];
	struct shop s;

	pg_sql("DROP SCHEMA IF EXISTS iqm CASCADE");
	pg_sql("DROP ROLE IF EXISTS plain");
	pg_sql("CREATE ROLE plain LOGIN");
	snprintf(url, sizeof(url), "postgresql://plain%s", strchr(pg_url(), '@'));
	refuses(url, IQM_E_JOURNAL, "role 'plain' needs CREATE on the database");
	pg_sql("GRANT CREATE ON DATABASE iqm TO plain");
	shop_open(&s);
	ck_assert_int_eq(iqm_postgres_open(url, &store, NULL), 0);
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_BOUGHT);
	iqm_client_close(client);
	iqm_postgres_close(store);
	pg_sql("DROP OWNED BY plain");
	pg_sql("DROP ROLE plain");
	shop_close(&s);
}
END_TEST

/* ---- another database ----------------------------------------------------------------------- */

static void refuses_to_buy(struct shop *s, const char *url, const char *says)
{
	struct iqm_call call = { .timeout_ms = 30000 };
	struct iqm_postgres *store;
	struct iqm_client *client;
	struct iqm_found found;
	int sold = s->sold;

	ck_assert_int_eq(iqm_postgres_open(url, &store, &call), 0);
	client = journal_client(s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy(client, "new", &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, says) != NULL, "%s", call.error.message);
	ck_assert_int_eq(iqm_postgres_check(store, NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(s->sold, sold);
	/* What was bought can be ended. */
	call = (struct iqm_call){ .key = "k" };
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), 0);
	ck_assert_int_eq(iqm_journal_settle(client, "k", 78, &call), 0);
	ck_assert_int_eq(iqm_postgres_accept(store, NULL), 0);
	ck_assert_int_eq(iqm_postgres_check(store, NULL), 0);
	call = (struct iqm_call){ .key = "new", .allow_duplicate = true };
	ck_assert_int_eq(shop_buy(client, "new", NULL), 0);
	ck_assert_int_eq(s->sold, sold + 1);
	iqm_client_close(client);
	iqm_postgres_close(store);
}

static void buy_open(struct shop *s)
{
	struct iqm_postgres *store = pg_new_store();
	struct iqm_client *client = journal_client(s, iqm_postgres_journal(store));
	struct iqm_call call;

	s->fail = IQM_E_NETWORK;
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	s->fail = 0;
	iqm_client_close(client);
	iqm_postgres_close(store);
}

/* As after a restore from another server's backup. */
START_TEST(test_another_server)
{
	struct shop s;

	shop_open(&s);
	buy_open(&s);
	pg_sql("UPDATE iqm.store SET identity = '1' || identity");
	refuses_to_buy(&s, pg_url(), "another database");
	ck_assert_str_ne(pg_sql("SELECT accepted_by FROM iqm.store"), "");
	shop_close(&s);
}
END_TEST

/* Beside the journal's, on the same server. */
START_TEST(test_copy_of_the_database)
{
	struct shop s;
	char url[200];

	shop_open(&s);
	buy_open(&s);
	pg_copy_database("copy");
	snprintf(url, sizeof(url), "%.*s/copy", (int)(strrchr(pg_url(), '/') - pg_url()), pg_url());
	refuses_to_buy(&s, url, "another database");
	pg_sql("DROP DATABASE copy");
	shop_close(&s);
}
END_TEST

/* An older dump was put back while clients use the database: its table is another one. */
START_TEST(test_older_dump)
{
	struct shop s;

	shop_open(&s);
	buy_open(&s);
	pg_sql("CREATE TABLE iqm.copy AS TABLE iqm.store");
	pg_sql("DROP TABLE iqm.store");
	pg_sql("ALTER TABLE iqm.copy RENAME TO store");
	refuses_to_buy(&s, pg_url(), "another database");
	shop_close(&s);
}
END_TEST

/* Rows of an older state: who has seen a newer one notices. */
START_TEST(test_older_rows)
{
	struct iqm_postgres *store = pg_new_store();
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(journal_buy(client, "k", &call), 0);
	pg_sql("DELETE FROM iqm.records");
	pg_sql("UPDATE iqm.store SET change = 0");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "older copy"));
	ck_assert_int_eq(s.sold, 1);
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

/* ---- two clocks ---------------------------------------------------------------------------- */

static int64_t two_hours_ahead(void *context)
{
	struct timespec now;

	(void)context;
	clock_gettime(CLOCK_REALTIME, &now);
	return ((int64_t)now.tv_sec + 7200) * 1000;
}

static int64_t now_ms(void *context)
{
	struct timespec now;

	(void)context;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wait_ms(void *context, long ms)
{
	(void)context;
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

/* Where a host takes a purchase for old since its clock is fast, the database's says that its
 * report may still come. */
START_TEST(test_host_whose_clock_is_fast)
{
	const struct iqm_clock fast = { .now_ms = now_ms,
					.realtime_ms = two_hours_ahead,
					.wait_ms = wait_ms };
	struct iqm_postgres *store;
	struct iqm_settings settings = { .clock = &fast };
	struct iqm_call call = { .key = "k", .person_confirmed = true };
	struct iqm_client *client;
	struct iqm_error error;
	struct shop s;

	shop_open(&s);
	buy_open(&s);
	store = pg_store();
	settings.journal_store = iqm_postgres_journal(store);
	ck_assert_int_eq(shop_client(&s, settings, &client, &error), 0);
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_msg(strstr(call.error.message, "database's clock") != NULL, "%s",
		      call.error.message);
	pg_sql("UPDATE iqm.records SET recorded = recorded - 3600000");
	call = (struct iqm_call){ .key = "k", .person_confirmed = true };
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
	iqm_client_close(client);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("server");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, use_files, reset_server);
	tcase_add_test(tcase, test_urls);
	tcase_add_test(tcase, test_no_fsync);
	tcase_add_test(tcase, test_asynchronous_commits);
	tcase_add_test(tcase, test_standby_that_did_not_get_it);
	tcase_add_test(tcase, test_read_only);
	tcase_add_test(tcase, test_pooler);
	tcase_add_test(tcase, test_encoding);
	tcase_add_test(tcase, test_later_schema);
	tcase_add_test(tcase, test_made_by_many);
	tcase_add_test(tcase, test_ordinary_role);
	tcase_add_test(tcase, test_another_server);
	tcase_add_test(tcase, test_copy_of_the_database);
	tcase_add_test(tcase, test_older_dump);
	tcase_add_test(tcase, test_older_rows);
	tcase_add_test(tcase, test_host_whose_clock_is_fast);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
