/* SPDX-License-Identifier: MIT */
/* The limiter that hosts share: the rules of every limiter, by the database's clock, and its queue.
 */
#include "clock.h"
#include "database.h"
#include "limiter/limiter.h"
#include "support/limiter_rules.h"
#include "support/mock.h"
#include "support/suite.h"

#include <stdio.h>
#include <string.h>

#define WINDOW 60050 /* with what clocks may drift apart */
#define MINUTES 30

static struct iqm_postgres *store;
static struct pg_limiters *limiters;
static struct sim sim;

/* Another for each test, whatever else is in the database. */
static const char *new_name(void)
{
	static char name[32];

	pg_sql("CREATE SEQUENCE IF NOT EXISTS public.names");
	snprintf(name, sizeof(name), "limiter %ld", pg_number("SELECT nextval('public.names')"));
	return name;
}

/* However slow this machine is, a request ends in virtual time. */
static void open_limiters(struct sim *of)
{
	struct iqm_clock clock = sim_clock(of);

	store = pg_store();
	pg_clock_hold();
	ck_assert_int_eq(iqm_pg_limiters_open(&limiters, pg_url(), &clock, PG_SPAN_MS, NULL), 0);
}

static void close_limiters(void)
{
	pg_clock_free();
	iqm_pg_limiters_close(limiters);
	iqm_postgres_close(store);
}

static struct iqm_limiter open_named(const char *name)
{
	struct iqm_limiter l;

	ck_assert_int_eq(iqm_pg_limiters_get(limiters, name, &l), 0);
	return pg_simulated(&l, &sim);
}

static void setup(void)
{
	sim_open(&sim, 1, 0);
	open_limiters(&sim);
}

static void teardown(void)
{
	close_limiters();
	sim_close(&sim);
}

/* ---- the rules ------------------------------------------------------------------------------ */

static struct iqm_limiter open_kind(struct sim *of)
{
	struct iqm_limiter l;

	open_limiters(of);
	ck_assert_int_eq(iqm_pg_limiters_get(limiters, new_name(), &l), 0);
	return pg_simulated(&l, of);
}

static const struct limiter_kind kinds[] = { { .open = open_kind, .close = close_limiters } };

/* ---- the queue ------------------------------------------------------------------------------ */

/* A request that asks when it is told to. */
struct waiter {
	struct iqm_permit permit;
	int64_t due;
	bool acquired;
};

static long ask(const struct iqm_limiter *l, struct waiter *w)
{
	long wait;

	w->permit.limit = LIMIT;
	w->permit.timeout_ms = 600000;
	w->permit.sure = false;
	w->permit.ask_ms = 0;
	wait = l->acquire(l->context, &w->permit);
	ck_assert_msg(wait >= 0, "%s", w->permit.why);
	w->acquired = !wait;
	if (wait)
		ck_assert_int_gt(w->permit.ask_ms, 0);
	w->due = sim.now + w->permit.ask_ms;
	return wait;
}

static void take_all(const struct iqm_limiter *l, struct waiter *of)
{
	for (int i = 0; i < LIMIT; i++)
		ck_assert_int_eq(ask(l, &of[i]), 0);
}

static void release_all(const struct iqm_limiter *l, const struct waiter *of, long apart_ms)
{
	for (int i = 0; i < LIMIT; i++) {
		l->release(l->context, of[i].permit.id, true);
		sim.now += apart_ms;
	}
}

/* They ask as they are told to until all but those that died have their permits, and release them
 * at once. What is first in `order` was first. */
static int run_queue(const struct iqm_limiter *l, struct waiter *w, int len, int *order, int alive)
{
	int asks = 0, served = 0;

	while (served < alive) {
		int next = -1;

		for (int i = 0; i < len; i++)
			if (!w[i].acquired && w[i].due && (next < 0 || w[i].due < w[next].due))
				next = i;
		sim.now = w[next].due > sim.now ? w[next].due : sim.now;
		asks++;
		if (ask(l, &w[next]))
			continue;
		order[served++] = next;
		l->release(l->context, w[next].permit.id, true);
	}
	return asks;
}

/* Whoever asked first is first, each as soon as a permit is free, and with few asks. */
START_TEST(test_queue_is_in_order)
{
	struct iqm_limiter l = open_named(new_name());
	struct waiter used[LIMIT] = { 0 }, w[50] = { 0 };
	int order[50], asks;
	int64_t began;

	take_all(&l, used);
	release_all(&l, used, 1000);
	for (int i = 0; i < 50; i++) {
		ck_assert_int_gt(ask(&l, &w[i]), 0);
		sim.now += 10;
	}
	began = sim.now - 50 * 10 - LIMIT * 1000; /* the first release */
	asks = run_queue(&l, w, 50, order, 50);
	for (int i = 0; i < 50; i++)
		ck_assert_int_eq(order[i], i);
	/* The 50th is the 10th of the third round. */
	ck_assert_int_ge(sim.now, began + 3 * WINDOW + 9 * 1000);
	ck_assert_int_le(sim.now, began + 3 * WINDOW + 9 * 1000 + 100);
	ck_assert_int_le(asks, 50 * 20);
	l.close(l.context);
}
END_TEST

/* A place whose request died, or was cancelled, is not waited for: not at all, or for some seconds.
 */
START_TEST(test_queue_without_some)
{
	const char *name = new_name();
	struct iqm_limiter l = open_named(name);
	struct waiter used[LIMIT] = { 0 }, w[10] = { 0 };
	int order[10];
	int64_t began;

	take_all(&l, used);
	release_all(&l, used, 0);
	began = sim.now;
	for (int i = 0; i < 10; i++)
		ck_assert_int_gt(ask(&l, &w[i]), 0);
	l.release(l.context, w[0].permit.id, false);
	w[0].due = 0;
	w[5].due = 0; /* it died */
	run_queue(&l, w, 10, order, 8);
	ck_assert_int_eq(order[0], 1);
	ck_assert_int_eq(order[7], 9);
	ck_assert_int_le(sim.now, began + WINDOW + 100);
	ck_assert_int_eq(pg_number("SELECT waiting FROM iqm.rate_limits WHERE name = '%s'", name),
			 0);
	l.close(l.context);
}
END_TEST

START_TEST(test_dead_place_at_the_front)
{
	const char *name = new_name();
	struct iqm_limiter l = open_named(name);
	struct waiter used[LIMIT] = { 0 }, w[2] = { 0 };
	int order[2];
	int64_t began;

	take_all(&l, used);
	l.release(l.context, used[0].permit.id, true); /* all others stay under way */
	began = sim.now;
	ck_assert_int_gt(ask(&l, &w[0]), 0);
	ck_assert_int_gt(ask(&l, &w[1]), 0);
	while (w[0].due < began + WINDOW - 100) { /* it asks, and dies right before its turn */
		sim.now = w[0].due < w[1].due ? w[0].due : w[1].due;
		ask(&l, w[0].due < w[1].due ? &w[0] : &w[1]);
	}
	w[0].due = 0;
	run_queue(&l, w, 2, order, 1);
	ck_assert_int_ge(sim.now, began + WINDOW);
	ck_assert_int_le(sim.now, began + WINDOW + 16000);
	l.close(l.context);
}
END_TEST

/* Nobody who comes later takes what others wait for. */
START_TEST(test_no_overtaking)
{
	struct iqm_limiter l = open_named(new_name());
	struct waiter used[LIMIT] = { 0 }, first = { 0 }, late = { 0 };

	take_all(&l, used);
	ck_assert_int_gt(ask(&l, &first), 0);
	l.release(l.context, used[0].permit.id, false);
	ck_assert_int_gt(ask(&l, &late), 0);
	ck_assert_int_eq(ask(&l, &first), 0);
	l.release(l.context, used[1].permit.id, false);
	ck_assert_int_eq(ask(&l, &late), 0);
	l.close(l.context);
}
END_TEST

/* The answer was lost: the same permit, and no second one. */
START_TEST(test_asked_twice)
{
	const char *name = new_name();
	struct iqm_limiter l = open_named(name);
	struct waiter used[LIMIT] = { 0 };

	take_all(&l, used);
	take_all(&l, used);
	ck_assert_int_eq(pg_number("SELECT under_way FROM iqm.rate_limits WHERE name = '%s'", name),
			 LIMIT);
	l.close(l.context);
}
END_TEST

/* What is sure depends on what the call has: it ends at once, or waits for its turn. */
START_TEST(test_sure)
{
	struct iqm_limiter l = open_named(new_name());
	struct iqm_permit permit = { .limit = LIMIT, .timeout_ms = 30000 };
	struct waiter used[LIMIT] = { 0 };

	take_all(&l, used);
	ck_assert_int_gt(l.acquire(l.context, &permit), 0);
	ck_assert(!permit.sure); /* those under way may not have been sent */
	release_all(&l, used, 0);
	ck_assert_int_eq(l.acquire(l.context, &permit), WINDOW);
	ck_assert(permit.sure);
	sim.now += 40000;
	l.block(l.context, 40000);
	ck_assert_int_eq(l.acquire(l.context, &permit), 40000);
	ck_assert(permit.sure);
	l.close(l.context);
}
END_TEST

/* ---- the database --------------------------------------------------------------------------- */

START_TEST(test_hosts_share_it)
{
	const char *name = new_name();
	struct iqm_limiter a = open_named(name), b, c;
	struct waiter used[LIMIT] = { 0 }, w = { 0 };

	ck_assert_int_eq(iqm_postgres_limiter(store, name, &b), 0); /* another session */
	b = pg_simulated(&b, &sim);
	take_all(&a, used);
	ck_assert_int_gt(ask(&b, &w), 0);
	b.release(b.context, w.permit.id, false);
	c = open_named("another limiter altogether");
	w = (struct waiter){ 0 };
	ck_assert_int_eq(ask(&c, &w), 0);
	c.release(c.context, w.permit.id, false);
	release_all(&a, used, 0);
	b.block(b.context, 100000);
	w = (struct waiter){ 0 };
	ck_assert_int_gt(ask(&b, &w), 90000); /* now it is told, however slow this machine is */
	memset(used, 0, sizeof(used));
	ck_assert_int_gt(ask(&a, &used[0]), 90000);
	a.close(a.context);
	b.close(b.context);
	c.close(c.context);
}
END_TEST

/* Of whom they are: one without a name, one of each name. */
START_TEST(test_names)
{
	struct waiter used[LIMIT] = { 0 }, w = { 0 };
	struct iqm_limiter l;

	ck_assert_int_eq(iqm_postgres_limiter(NULL, NULL, &l), IQM_E_USAGE);
	ck_assert_int_eq(iqm_postgres_limiter(store, NULL, NULL), IQM_E_USAGE);
	ck_assert_int_eq(iqm_postgres_limiter(store, "\xff", &l), IQM_E_USAGE);
	pg_sql("DELETE FROM iqm.permits WHERE limiter = 'default'");
	ck_assert_int_eq(iqm_postgres_limiter(store, NULL, &l), 0);
	l = pg_simulated(&l, &sim);
	take_all(&l, used);
	l.close(l.context);
	ck_assert_int_eq(iqm_postgres_limiter(store, NULL, &l), 0);
	l = pg_simulated(&l, &sim);
	ck_assert_int_gt(ask(&l, &w), 0);
	l.close(l.context);
	l = open_named(new_name());
	w = (struct waiter){ 0 };
	ck_assert_int_eq(ask(&l, &w), 0);
	l.close(l.context);
}
END_TEST

/* Nobody waits for a time that a wrong clock wrote. */
START_TEST(test_clock_set_back)
{
	struct iqm_limiter l = open_named(new_name());
	struct waiter used[LIMIT] = { 0 }, w = { 0 };

	take_all(&l, used);
	release_all(&l, used, 0);
	l.block(l.context, 100000);
	sim.now -= 30LL * 24 * 3600 * 1000;
	ck_assert_int_eq(ask(&l, &w), WINDOW);
	sim.now += 50000; /* counted from then, not from each ask */
	ck_assert_int_eq(ask(&l, &w), 10050);
	l.release(l.context, w.permit.id, false);
	sim.now += 10050;
	memset(used, 0, sizeof(used));
	take_all(&l, used); /* under way: the same */
	sim.now -= 30LL * 24 * 3600 * 1000;
	w = (struct waiter){ 0 };
	ck_assert_int_gt(ask(&l, &w), 0);
	l.release(l.context, w.permit.id, false);
	sim.now += WINDOW - 1;
	w = (struct waiter){ 0 };
	ck_assert_int_gt(ask(&l, &w), 0);
	l.release(l.context, w.permit.id, false);
	sim.now++;
	memset(used, 0, sizeof(used));
	take_all(&l, used);
	l.close(l.context);
}
END_TEST

/* A standby that took over may lack the newest permits: all count as used when it is first asked.
 */
START_TEST(test_another_server)
{
	const char *name = new_name();
	struct iqm_limiter l = open_named(name);
	struct waiter w = { 0 };

	ck_assert_int_eq(ask(&l, &w), 0);
	l.release(l.context, w.permit.id, false);
	pg_sql("UPDATE iqm.limiters SET server = 'another' WHERE name = '%s'", name);
	w = (struct waiter){ 0 };
	ck_assert_int_eq(ask(&l, &w), WINDOW);
	sim.now += WINDOW;
	ck_assert_int_eq(ask(&l, &w), 0);
	l.close(l.context);
}
END_TEST

/* As many rows as there were requests at a time, whatever became of them, and nothing to vacuum. */
START_TEST(test_table_does_not_grow)
{
	const char *name = new_name();
	struct iqm_limiter l = open_named(name);
	struct waiter used[LIMIT];
	long size = 0;

	pg_sql("ALTER TABLE iqm.permits SET (autovacuum_enabled = off)");
	for (int i = 0; i < 200; i++) {
		if (i == 10)
			size = pg_number("SELECT pg_relation_size('iqm.permits')");
		memset(used, 0, sizeof(used));
		take_all(&l, used);
		release_all(&l, used, 0);
		sim.now += WINDOW;
	}
	ck_assert_int_eq(pg_number("SELECT count(*) FROM iqm.permits WHERE limiter = '%s'", name),
			 LIMIT);
	ck_assert_int_le(pg_number("SELECT pg_relation_size('iqm.permits')"), 2 * size);
	pg_sql("ALTER TABLE iqm.permits RESET (autovacuum_enabled)");
	l.close(l.context);
}
END_TEST

/* ---- calls ---------------------------------------------------------------------------------- */

/* Half an hour of callers that never rest: all is used that may be. */
START_TEST(test_half_an_hour)
{
	struct iqm_limiter limiter = open_named(new_name());
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_settings settings = { .base_url = MOCK_BASE_URL,
					 .token = "token-1",
					 .transport = &transport,
					 .clock = &clock,
					 .limiter = &limiter,
					 .timeout_ms = 600000,
					 .max_attempts = 1 };
	struct iqm_client *client;
	struct iqm_error error;

	sim.threads = 8;
	sim.latency_ms = 800;
	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	sim_run(&sim, client, sim.now + MINUTES * IQM_RATE_WINDOW_MS);
	ck_assert_uint_eq(sim.failed, 0);
	ck_assert_uint_le(sim_worst(sim.arrivals, sim.len), LIMIT);
	ck_assert_double_ge(
		sim_used(sim.arrivals, sim.len, MINUTES * (int64_t)IQM_RATE_WINDOW_MS, LIMIT),
		0.95);
	iqm_client_close(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("queue");

	limiter_rules_add(suite, kinds, 1);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_set_timeout(tcase, 120);
	tcase_add_test(tcase, test_queue_is_in_order);
	tcase_add_test(tcase, test_queue_without_some);
	tcase_add_test(tcase, test_dead_place_at_the_front);
	tcase_add_test(tcase, test_no_overtaking);
	tcase_add_test(tcase, test_asked_twice);
	tcase_add_test(tcase, test_sure);
	tcase_add_test(tcase, test_hosts_share_it);
	tcase_add_test(tcase, test_names);
	tcase_add_test(tcase, test_clock_set_back);
	tcase_add_test(tcase, test_another_server);
	tcase_add_test(tcase, test_table_does_not_grow);
	tcase_add_test(tcase, test_half_an_hour);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
