/* SPDX-License-Identifier: MIT */
/* A long journal, and a lock that is held, against a call's deadline. */
#include "support/journal_fixture.h"
#include "support/mock.h"
#include "support/suite.h"
#include "support/sync_fixture.h"

#include "base/base.h"

#include <iqm/transport.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- a clock of its own ---------------------------------------------------------------------- */

struct time {
	int64_t now;
	int64_t step;       /* of each look at it */
	int64_t release_at; /* then `lock` is closed */
	int lock;           /* another process's, as it were; -1: none */
	const char *cut;    /* a file that is cut when it is looked at ... */
	int cut_after;      /* so often */
};

static int64_t now_ms(void *context)
{
	struct time *t = context;

	if (t->cut && !t->cut_after--)
		ck_assert_int_eq(truncate(t->cut, 100), 0);
	return t->now += t->step;
}

static void wait_ms(void *context, long ms)
{
	struct time *t = context;

	t->now += ms;
	if (t->lock < 0 || t->now < t->release_at)
		return;
	close(t->lock);
	t->lock = -1;
}

static struct iqm_client *open_client(struct shop *s, struct time *t)
{
	const struct iqm_clock clock = {
		.now_ms = now_ms, .realtime_ms = now_ms, .wait_ms = wait_ms, .context = t
	};
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_msg(!shop_client(s, (struct iqm_settings){ .clock = &clock }, &client, &error),
		      "%s", error.message);
	return client;
}

/* ---- a long journal -------------------------------------------------------------------------- */

#define PURCHASES 4000

/* A megabyte and more; one of one purchase where it is not to be long. */
static void write_journal(struct shop *s, int purchases)
{
	size_t size = (size_t)PURCHASES * 600;
	char *text = malloc(size);
	size_t len = (size_t)snprintf(text, size, "iqm-journal 2\n");

	for (int i = 0; i < purchases; i++) {
		char json[400];

		snprintf(json, sizeof(json),
			 "{\"event\":\"intent\",\"format\":\"2\",\"key\":\"%d\",\"service\":\"%s\","
			 "\"workspace\":\"7\",\"operation\":\"pld.generate\",\"request\":\"{}\","
			 "\"time\":\"1\",\"sent\":\"1\"}",
			 i, MOCK_BASE_URL);
		len += shop_line(text + len, size - len, json);
		snprintf(
			json, sizeof(json),
			"{\"event\":\"bought\",\"format\":\"2\",\"key\":\"%d\",\"reportId\":\"5\"}",
			i);
		len += shop_line(text + len, size - len, json);
	}
	shop_write(s, text, len);
	free(text);
}

static int get(struct iqm_client *client)
{
	struct iqm_call call = { .timeout_ms = 400 };
	struct iqm_purchase *p;
	int err = iqm_journal_get(client, "0", &p, &call);

	iqm_free(p);
	return err;
}

static int list(struct iqm_client *client)
{
	struct iqm_call call = { .timeout_ms = 400 };
	struct iqm_purchases *all;
	int err = iqm_journal_list(client, &all, &call);

	iqm_free(all);
	return err;
}

/* Time goes on while it is read. */
START_TEST(test_long_journal)
{
	struct time time = { .now = 1000, .step = 40, .lock = -1 };
	struct iqm_call call = { .timeout_ms = 400 };
	struct iqm_client *client;
	struct shop s;
	size_t moved;
	int calls = 1;

	shop_open(&s);
	client = open_client(&s, &time);
	write_journal(&s, 1);
	ck_assert_int_eq(get(client), 0);
	ck_assert_int_eq(list(client), 0);
	write_journal(&s, PURCHASES);
	ck_assert_int_eq(get(client), IQM_E_TIMEOUT);
	while (calls++ < 20 && get(client)) /* each goes on where the one before has ended */
		;
	ck_assert_int_lt(calls, 20);
	ck_assert_int_eq(list(client), IQM_E_TIMEOUT);
	ck_assert_int_eq(iqm_journal_archive(client, iqm_ms(INT64_MAX), &moved, &call),
			 IQM_E_TIMEOUT);
	ck_assert_uint_eq(moved, 0);
	time.step = 0;
	ck_assert_int_eq(list(client), 0);
	ck_assert_int_eq(iqm_journal_archive(client, iqm_ms(INT64_MAX), &moved, &call), 0);
	ck_assert_uint_eq(moved, PURCHASES);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* Somebody cuts it meanwhile: what was read of it is not all that was known. */
START_TEST(test_cut_while_it_is_read)
{
	struct time time = { .now = 1000, .lock = -1 };
	struct iqm_call call = { .timeout_ms = 400 };
	struct iqm_client *client;
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	client = open_client(&s, &time);
	write_journal(&s, PURCHASES);
	time.cut = s.path;
	time.cut_after = 10;
	ck_assert_int_eq(iqm_journal_get(client, "0", &p, &call), IQM_E_JOURNAL);
	ck_assert_msg(strstr(call.error.message, "it has become shorter") != NULL, "%s",
		      call.error.message);
	iqm_client_close(client);
	shop_close(&s);
}
END_TEST

/* ---- a lock that is held --------------------------------------------------------------------- */

static struct time *shop_time;

/* Another process archives, say, when the response comes. */
static void hold_lock(struct shop *s)
{
	char path[160];

	s->while_selling = NULL;
	snprintf(path, sizeof(path), "%s.lock", s->path);
	shop_time->lock = open(path, O_RDWR);
	ck_assert_int_eq(iqm_lock(shop_time->lock, 0), 0);
	shop_time->now += 990; /* of the call's second */
	shop_time->release_at = shop_time->now + 100;
}

/* A purchase whose response comes, or fails, while `meanwhile` is done, and how it ends. */
static void buy_while(struct time *time, void (*meanwhile)(struct shop *s), int fails, int status,
		      enum iqm_purchase_state state)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(1) };
	struct iqm_call call = { .timeout_ms = 1000, .key = "k" };
	struct iqm_pld_order_response *rsp;
	struct iqm_client *client;
	struct shop s;

	shop_open(&s);
	shop_time = time;
	client = open_client(&s, time);
	s.while_selling = meanwhile;
	s.fail = fails;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), status);
	iqm_free(rsp);
	ck_assert_int_eq(shop_state(s.client, "k"), state);
	iqm_client_close(client);
	shop_close(&s);
}

/* _i: no response came. A record waits for the lock, also where the call has no time left. */
START_TEST(test_outcome_behind_a_lock)
{
	struct time time = { .now = 1000, .lock = -1 };

	buy_while(&time, hold_lock, _i ? IQM_E_NETWORK : 0, _i ? IQM_E_UNKNOWN_OUTCOME : 0,
		  _i ? IQM_PURCHASE_UNKNOWN : IQM_PURCHASE_BOUGHT);
	ck_assert_int_le(time.now, 1000 + 1000 + 250);
	ck_assert_int_eq(time.lock, -1);
}
END_TEST

static void stop_time(struct shop *s)
{
	(void)s;
	shop_time->step = 1000; /* as much as the call has */
}

/* What a look at the journal needs is there, and the outcome is recorded whatever the time. */
START_TEST(test_outcome_without_time)
{
	struct time time = { .now = 1000, .lock = -1 };

	buy_while(&time, stop_time, 0, 0, IQM_PURCHASE_BOUGHT);
}
END_TEST

static void setup(void)
{
	sync_begin(SYNC_NOTE);
}

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("time");

	tcase_add_checked_fixture(tcase, setup, NULL);
	tcase_add_test(tcase, test_long_journal);
	tcase_add_test(tcase, test_cut_while_it_is_read);
	tcase_add_test(tcase, test_outcome_without_time);
	tcase_add_loop_test(tcase, test_outcome_behind_a_lock, 0, 2);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
