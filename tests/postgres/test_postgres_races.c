/* SPDX-License-Identifier: MIT */
/* Clients of many hosts at once: processes and threads over one database. */
#include "database.h"

#include "support/journal_cases.h"
#include "support/suite.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define USERS 6
#define ROUNDS 4

/* What a database or a role may have been set to. */
static const char *const levels[] = { "read committed", "repeatable read", "serializable" };

static void set_level(const char *level)
{
	pg_sql("ALTER DATABASE iqm SET default_transaction_isolation = '%s'", level);
}

static int job_same_key(struct iqm_client *client, int user)
{
	struct iqm_call call;

	(void)user;
	return journal_buy(client, "k", &call);
}

static int job_same_order(struct iqm_client *client, int user)
{
	struct iqm_call call;
	char key[16];

	snprintf(key, sizeof(key), "k%d", user);
	return journal_buy(client, key, &call);
}

/* Three fit. */
static int job_budget(struct iqm_client *client, int user)
{
	struct iqm_call call;

	(void)user;
	return journal_buy_within(client, 35, &call);
}

/* Its exit status: 0 where it bought, 1 where it was refused as it should be. */
static pid_t start(struct shop *s, int user, int (*job)(struct iqm_client *, int), int refused)
{
	pid_t pid = fork();

	if (!pid) {
		struct iqm_postgres *store = pg_store();
		struct iqm_client *client = journal_client(s, iqm_postgres_journal(store));
		int err = job(client, user);

		iqm_client_close(client);
		iqm_postgres_close(store);
		_exit(!err ? 0 : err == refused ? 1 : 2);
	}
	ck_assert_int_gt(pid, 0);
	return pid;
}

static void race(int (*job)(struct iqm_client *, int), int refused, int bought)
{
	struct shop s;

	shop_open(&s);
	iqm_postgres_close(pg_new_store());
	for (int i = 0; i < USERS; i++)
		start(&s, i, job, refused);
	for (int i = 0; i < USERS; i++) {
		int status;

		ck_assert_int_gt(wait(&status), 0);
		ck_assert(WIFEXITED(status));
		ck_assert_int_le(WEXITSTATUS(status), 1);
		bought -= !WEXITSTATUS(status);
	}
	ck_assert_int_eq(bought, 0);
	shop_close(&s);
}

static void reset(void)
{
	pg_sql("ALTER DATABASE iqm RESET ALL");
}

START_TEST(test_same_key)
{
	set_level(levels[_i]);
	for (int i = 0; i < ROUNDS; i++)
		race(job_same_key, IQM_E_KEY_USED, 1);
}
END_TEST

START_TEST(test_same_order)
{
	set_level(levels[_i]);
	for (int i = 0; i < ROUNDS; i++)
		race(job_same_order, IQM_E_DUPLICATE, 1);
}
END_TEST

START_TEST(test_budget)
{
	set_level(levels[_i]);
	for (int i = 0; i < ROUNDS; i++)
		race(job_budget, IQM_E_PRICE, 3);
}
END_TEST

/* ---- threads ------------------------------------------------------------------------------- */

static void *buy_five(void *client)
{
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(shop_buy(client, NULL, NULL), 0);
	return NULL;
}

/* Two clients of one store, each of several threads. */
START_TEST(test_threads)
{
	struct iqm_postgres *store = pg_new_store();
	struct iqm_client *clients[2];
	pthread_t threads[USERS];
	struct shop s;

	shop_open(&s);
	for (int i = 0; i < 2; i++)
		clients[i] = journal_client(&s, iqm_postgres_journal(store));
	for (int i = 0; i < USERS; i++)
		pthread_create(&threads[i], NULL, buy_five, clients[i % 2]);
	for (int i = 0; i < USERS; i++)
		pthread_join(threads[i], NULL);
	ck_assert_int_eq(s.sold, USERS * 5);
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.purchases WHERE state = 'bought'"),
			 USERS * 5);
	for (int i = 0; i < 2; i++)
		iqm_client_close(clients[i]);
	iqm_postgres_close(store);
	shop_close(&s);
}
END_TEST

/* ---- claims -------------------------------------------------------------------------------- */

START_TEST(test_claims)
{
	struct iqm_postgres *stores[2] = { pg_new_store(), pg_store() };
	struct iqm_client *clients[3];
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	for (int i = 0; i < 3; i++) /* two of them share a store */
		clients[i] = journal_client(&s, iqm_postgres_journal(stores[i / 2]));
	ck_assert_int_eq(iqm_journal_claim(clients[0], "k", NULL), 0);
	for (int i = 1; i < 3; i++) {
		ck_assert_int_eq(iqm_journal_claim(clients[i], "k", NULL), IQM_E_KEY_USED);
		ck_assert_int_eq(journal_buy(clients[i], "k", &call), IQM_E_KEY_USED);
		ck_assert_int_eq(iqm_journal_claim(clients[i], i == 1 ? "l" : "m", NULL), 0);
	}
	iqm_client_close(clients[0]); /* which gives back what it has claimed */
	ck_assert_int_eq(iqm_journal_claim(clients[1], "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(clients[2], "k", NULL), IQM_E_KEY_USED);
	iqm_client_close(clients[1]);
	ck_assert_int_eq(iqm_journal_claim(clients[2], "k", NULL), 0);
	ck_assert_int_eq(iqm_journal_claim(clients[2], "l", NULL), 0);
	iqm_client_close(clients[2]);
	ck_assert_int_eq(pg_number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), 0);
	iqm_postgres_close(stores[0]);
	iqm_postgres_close(stores[1]);
	shop_close(&s);
}
END_TEST

/* ---- a host that is killed ----------------------------------------------------------------- */

static int tell;

static void sell_for_ever(struct shop *s)
{
	(void)s;
	if (write(tell, "x", 1) == 1)
		pause();
}

/* Its purchase is busy for the others, and open once it is gone. */
START_TEST(test_killed_while_selling)
{
	struct iqm_postgres *store;
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;
	int fds[2];
	pid_t pid;
	char c;

	shop_open(&s);
	store = pg_new_store();
	client = journal_client(&s, iqm_postgres_journal(store));
	ck_assert_int_eq(pipe(fds), 0);
	tell = fds[1];
	s.while_selling = sell_for_ever;
	pid = start(&s, 0, job_same_key, 0);
	s.while_selling = NULL;
	ck_assert_int_eq(read(fds[0], &c, 1), 1);
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_BUSY);
	ck_assert_str_eq(pg_sql("SELECT state FROM iqm.purchases"), "busy");
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_KEY_USED);
	ck_assert_int_eq(journal_buy(client, "l", &call), IQM_E_DUPLICATE);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	for (int i = 0; i < 500 && shop_state(client, "k") == IQM_PURCHASE_BUSY; i++)
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_OPEN);
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(client, "k", 78, &call), 0);
	iqm_client_close(client);
	iqm_postgres_close(store);
	close(fds[0]);
	close(fds[1]);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("races");

	tcase_set_timeout(tcase, 300);
	tcase_add_checked_fixture(tcase, NULL, reset);
	tcase_add_loop_test(tcase, test_same_key, 0, 3);
	tcase_add_loop_test(tcase, test_same_order, 0, 3);
	tcase_add_loop_test(tcase, test_budget, 0, 3);
	tcase_add_test(tcase, test_threads);
	tcase_add_test(tcase, test_claims);
	tcase_add_test(tcase, test_killed_while_selling);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
