/* SPDX-License-Identifier: MIT */
/* A budget: what counts against it, and that no two purchases pass it together. */
#include "support/journal_fixture.h"
#include "support/suite.h"

#include <fcntl.h>
#include <iqm/transport.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/base.h"
#include "iqm_descriptors.h"
#include "support/mock.h"

#define SOLD_FOR(cost)                                                                             \
	"{\"success\":true,\"data\":{\"pldReportCreated\":true,\"pldId\":78,"                      \
	"\"pldChargeableCost\":" cost "}}"
#define SERVICE "\"service\":\"" MOCK_BASE_URL "\",\"workspace\":\"7\""

/* Buys what is priced at `price`. */
static int buy_at(struct iqm_client *client, const char *key, double price,
		  const struct iqm_budget *budget, struct iqm_call *call)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_order_response priced = { .outcome = IQM_CREATABLE,
						 .pld_chargeable_cost = iqm_num(price),
						 .funds_available = iqm_bool(true) };
	struct iqm_pld_order_response *rsp;
	int err;

	*call = (struct iqm_call){ .key = key, .allow_duplicate = true, .budget = budget };
	err = iqm_pld_generate_priced(client, &req, &priced, INFINITY, &rsp, call);
	ck_assert(!err == !!rsp);
	iqm_free(rsp);
	return err;
}

static int buy(struct shop *s, const char *key, double price, double amount)
{
	const struct iqm_budget budget = { .amount = amount, .since = iqm_ms(1) };
	struct iqm_call call;

	return buy_at(s->client, key, price, &budget, &call);
}

static void check_spent(struct shop *s, int64_t micros, size_t purchases, size_t unpriced)
{
	struct iqm_spending spent;

	ck_assert_int_eq(iqm_journal_spent(s->client, iqm_ms(1), &spent, NULL), 0);
	ck_assert_int_eq(spent.micros, micros);
	ck_assert_uint_eq(spent.purchases, purchases);
	ck_assert_uint_eq(spent.unpriced, unpriced);
}

/* ---- amounts --------------------------------------------------------------------------------- */

START_TEST(test_micros)
{
	ck_assert_int_eq(iqm_micros(0), 0);
	ck_assert_int_eq(iqm_micros(0.1), 100000);
	ck_assert_int_eq(iqm_micros(123.45), 123450000);
	ck_assert_int_eq(iqm_micros(1234567.89), INT64_C(1234567890000));
	ck_assert_int_eq(iqm_micros(1e-9), 0); /* a hundredth of a millionth is none */
	ck_assert_int_eq(iqm_micros(1.5e-6), 2);
	ck_assert_int_eq(iqm_micros(1e13), INT64_MAX);
	ck_assert_int_eq(iqm_micros(INFINITY), INT64_MAX);
	ck_assert_int_eq(iqm_micros(NAN), INT64_MAX);
	ck_assert_int_eq(iqm_micros_add(1, 2), 3);
	ck_assert_int_eq(iqm_micros_add(INT64_MAX - 1, 1), INT64_MAX);
	ck_assert_int_eq(iqm_micros_add(INT64_MAX - 1, 2), INT64_MAX);
	for (int cents = 0; cents < 100000; cents++)
		ck_assert_int_eq(iqm_micros(cents / 100.0), INT64_C(10000) * cents);
}
END_TEST

/* ---- what counts ----------------------------------------------------------------------------- */

static const struct {
	struct iqm_purchase p;
	size_t purchases, open, unpriced;
	int64_t micros;
} counted[] = {
	{ { .state = IQM_PURCHASE_BOUGHT, .cost = { &iqm_is_set, 2.5 } }, 1, 0, 0, 2500000 },
	{ { .state = IQM_PURCHASE_BOUGHT,
	    .cost = { &iqm_is_set, 2.5 },
	    .price = { &iqm_is_set, 9 } },
	  1,
	  0,
	  0,
	  2500000 },
	{ { .state = IQM_PURCHASE_BOUGHT, .price = { &iqm_is_set, 9 } }, 1, 0, 0, 9000000 },
	{ { .state = IQM_PURCHASE_BOUGHT,
	    .cost = { &iqm_is_set, -1 },
	    .price = { &iqm_is_set, 9 } },
	  1,
	  0,
	  0,
	  9000000 },
	{ { .state = IQM_PURCHASE_BOUGHT, .cost = { &iqm_is_set, -1 } }, 1, 0, 1, 0 },
	{ { .state = IQM_PURCHASE_BOUGHT, .cost = { &iqm_is_set, INFINITY } }, 1, 0, 1, 0 },
	{ { .state = IQM_PURCHASE_BOUGHT }, 1, 0, 1, 0 },
	{ { .state = IQM_PURCHASE_OPEN, .price = { &iqm_is_set, 9 } }, 1, 1, 0, 9000000 },
	{ { .state = IQM_PURCHASE_BUSY, .price = { &iqm_is_set, 9 } }, 1, 1, 0, 9000000 },
	{ { .state = IQM_PURCHASE_UNKNOWN, .price = { &iqm_is_set, 9 } }, 1, 1, 0, 9000000 },
	{ { .state = IQM_PURCHASE_UNKNOWN }, 1, 1, 1, 0 },
	{ { .state = IQM_PURCHASE_NONE, .price = { &iqm_is_set, 9 } }, 0, 0, 0, 0 },
	{ { .state = IQM_PURCHASE_NOT_BOUGHT, .price = { &iqm_is_set, 9 } }, 0, 0, 0, 0 },
	{ { .state = IQM_PURCHASE_REFUSED, .price = { &iqm_is_set, 9 } }, 0, 0, 0, 0 },
	/* The time: of the sending, else of the settlement, else any. */
	{ { .state = IQM_PURCHASE_BOUGHT,
	    .cost = { &iqm_is_set, 1 },
	    .sent = { &iqm_is_set, 1000 } },
	  1,
	  0,
	  0,
	  1000000 },
	{ { .state = IQM_PURCHASE_BOUGHT,
	    .cost = { &iqm_is_set, 1 },
	    .sent = { &iqm_is_set, 999 } },
	  0,
	  0,
	  0,
	  0 },
	{ { .state = IQM_PURCHASE_BOUGHT,
	    .cost = { &iqm_is_set, 1 },
	    .settlement = { .time = { &iqm_is_set, 999 } } },
	  0,
	  0,
	  0,
	  0 },
	{ { .state = IQM_PURCHASE_BOUGHT,
	    .cost = { &iqm_is_set, 1 },
	    .sent = { &iqm_is_set, 999 },
	    .settlement = { .time = { &iqm_is_set, 1001 } } },
	  0,
	  0,
	  0,
	  0 },
	/* The place. */
	{ { .state = IQM_PURCHASE_BOUGHT, .cost = { &iqm_is_set, 1 }, .service = "s" },
	  1,
	  0,
	  0,
	  1000000 },
	{ { .state = IQM_PURCHASE_BOUGHT, .cost = { &iqm_is_set, 1 }, .service = "t" },
	  0,
	  0,
	  0,
	  0 },
	{ { .state = IQM_PURCHASE_BOUGHT, .cost = { &iqm_is_set, 1 }, .workspace = "8" },
	  0,
	  0,
	  0,
	  0 },
};

START_TEST(test_count)
{
	const struct iqm_purchase here = { .key = "k", .service = "s", .workspace = "7" };
	struct iqm_spending spent = { 0 };
	struct iqm_purchase p = counted[_i].p;

	p.key = "x";
	iqm_journal_count(&spent, &p, &here, iqm_ms(1000));
	ck_assert_uint_eq(spent.purchases, counted[_i].purchases);
	ck_assert_uint_eq(spent.open, counted[_i].open);
	ck_assert_uint_eq(spent.unpriced, counted[_i].unpriced);
	ck_assert_int_eq(spent.micros, counted[_i].micros);
	ck_assert_str_eq(spent.unpriced_key, counted[_i].unpriced ? "x" : "");
}
END_TEST

/* ---- purchases ------------------------------------------------------------------------------- */

/* To the cent: three of 0.10 fit into 0.30. */
START_TEST(test_until_it_is_spent)
{
	struct iqm_budget budget = { .amount = 0.3, .since = iqm_ms(1) };
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(buy_at(s.client, NULL, 0.1, &budget, &call), 0);
	ck_assert_int_eq(buy_at(s.client, "k", 0.01, &budget, &call), IQM_E_PRICE);
	ck_assert_str_eq(call.error.message, "pld.generate: not bought: it costs 0.01, and 0.3 of "
					     "the budget of 0.3 is spent");
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_OVER_BUDGET);
	ck_assert_double_eq(call.error.price.cost.value, 0.01);
	ck_assert_double_eq(call.error.price.limit.value, 0.3);
	ck_assert_double_eq(call.error.price.spent.value, 0.3);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_str_eq(call.error.key, "");
	ck_assert_int_eq(shop_state(s.client, "k"), IQM_PURCHASE_NONE);
	ck_assert_int_eq(s.sold, 3);
	ck_assert_int_eq(buy_at(s.client, "k", 1, &budget, &call), IQM_E_PRICE); /* more than all */
	ck_assert_double_eq(call.error.price.spent.value, 0.3);
	ck_assert_int_eq(buy_at(s.client, "k", 0, &budget, &call), 0);
	ck_assert_int_eq(buy_at(s.client, "l", 0.01, NULL, &call), 0);
	ck_assert_int_eq(buy_at(s.client, "m", 0, &budget, &call), IQM_E_PRICE);
	budget.amount = INFINITY;
	ck_assert_int_eq(buy_at(s.client, "m", 100, &budget, &call), 0);
	check_spent(&s, 100310000, 6, 0);
	shop_close(&s);
}
END_TEST

/* What was charged counts, not what was shown. */
START_TEST(test_cost_before_price)
{
	struct shop s;

	shop_open(&s);
	s.body = SOLD_FOR("40");
	ck_assert_int_eq(buy(&s, "a", 50, 100), 0);
	check_spent(&s, 40000000, 1, 0);
	ck_assert_int_eq(buy(&s, "b", 60, 100), 0);
	ck_assert_int_eq(buy(&s, "c", 21, 100), IQM_E_PRICE);
	ck_assert_int_eq(buy(&s, "c", 20, 100), 0);
	shop_close(&s);
}
END_TEST

/* A purchase of which nobody knows counts until it is known to have bought nothing. */
START_TEST(test_unknown_counts)
{
	struct shop s;

	shop_open(&s);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(buy(&s, "a", 60, 100), IQM_E_UNKNOWN_OUTCOME);
	s.fail = 0;
	ck_assert_int_eq(buy(&s, "b", 60, 100), IQM_E_PRICE);
	ck_assert_int_eq(iqm_journal_settle(s.client, "a", 5, NULL), 0);
	ck_assert_int_eq(buy(&s, "b", 60, 100), IQM_E_PRICE);
	ck_assert_int_eq(s.sold, 1);
	s.unsent = true;
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(buy(&s, "c", 40, 100), IQM_E_NETWORK); /* not bought */
	s.unsent = false;
	s.fail = 0;
	ck_assert_int_eq(buy(&s, "c", 40, 100), 0);
	shop_close(&s);
}
END_TEST

/* What has no price, or cost nobody knows what, cannot be within a budget. */
START_TEST(test_not_priced)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_budget budget = { .amount = 100, .since = iqm_ms(1) };
	struct iqm_call call = { .budget = &budget };
	struct iqm_pld_order_response *rsp;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(iqm_pld_generate(s.client, &req, &rsp, &call), IQM_E_PRICE);
	ck_assert_ptr_null(rsp);
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_NO_PRICE);
	ck_assert(call.error.price.spent.value == 0);
	ck_assert_ptr_nonnull(strstr(call.error.message, "a budget needs its price"));
	ck_assert_int_eq(s.asked + s.sold, 0);
	ck_assert_int_eq(shop_buy(s.client, "free", NULL), 0); /* without a budget */
	check_spent(&s, 0, 1, 1);
	ck_assert_int_eq(buy_at(s.client, "k", 1, &budget, &call), IQM_E_PRICE);
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_OVER_BUDGET);
	ck_assert_str_eq(call.error.key, "free");
	ck_assert_ptr_nonnull(strstr(call.error.message, "under key 'free' cost is not known"));
	budget.since = iqm_ms(INT64_MAX);
	ck_assert_int_eq(buy_at(s.client, "k", 1, &budget, &call), 0);
	shop_close(&s);
}
END_TEST

/* Before anything is asked for, as far as it can be known. */
START_TEST(test_check_beforehand)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(2) };
	struct iqm_budget budget = { .amount = 10, .since = iqm_ms(1) };
	struct iqm_call call = { .budget = &budget, .key = "a" };
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(iqm_check_purchase(s.client, &iqm_pld_generate_op, &req, &call), 0);
	ck_assert_int_eq(buy(&s, "a", 11, 20), 0); /* the check has left its key */
	call.key = NULL;
	ck_assert_int_eq(iqm_check_purchase(s.client, &iqm_pld_generate_op, &req, &call),
			 IQM_E_PRICE);
	ck_assert_str_eq(call.error.message,
			 "pld.generate: not bought: 11 of the budget of 10 is spent");
	budget.amount = 12;
	ck_assert_int_eq(iqm_check_purchase(s.client, &iqm_pld_generate_op, &req, &call), 0);
	ck_assert_int_eq(call.error.status, 0);
	ck_assert_str_eq(call.error.message, "");
	shop_close(&s);
}
END_TEST

static struct iqm_budget bad_since = { .amount = 1 };
static struct iqm_budget bad_amount = { .amount = -1, .since = { &iqm_is_set, 1 } };
static struct iqm_budget no_amount = { .amount = NAN, .since = { &iqm_is_set, 1 } };
static struct iqm_budget reserved = { .since = { &iqm_is_set, 1 }, .reserved = { &bad_since } };
static const struct {
	struct iqm_budget *budget;
	const char *message;
} wrong[] = {
	{ &bad_since, "budget.since: expected a timestamp" },
	{ &bad_amount, "budget.amount: expected 0 or more" },
	{ &no_amount, "budget.amount: expected 0 or more" },
	{ &reserved, "budget: a reserved member is not zero" },
};

START_TEST(test_wrong)
{
	struct iqm_spending spent;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(buy_at(s.client, "k", 1, wrong[_i].budget, &call), IQM_E_USAGE);
	ck_assert_ptr_nonnull(strstr(call.error.message, wrong[_i].message));
	ck_assert_int_eq(iqm_journal_spent(s.client, iqm_ms_from_iso("?"), &spent, &call),
			 IQM_E_USAGE);
	ck_assert_int_eq(iqm_journal_spent(s.client, iqm_ms(1), NULL, &call), IQM_E_USAGE);
	ck_assert_int_eq(s.sold, 0);
	shop_close(&s);
}
END_TEST

/* ---- the journal's file ---------------------------------------------------------------------- */

/* What is archived was paid for all the same. */
START_TEST(test_archived)
{
	struct iqm_purchase *p;
	size_t moved;
	struct shop s;

	shop_open(&s);
	s.body = SOLD_FOR("40");
	ck_assert_int_eq(buy(&s, "a", 50, 100), 0);
	ck_assert_int_eq(iqm_journal_archive(s.client, iqm_ms(INT64_MAX), &moved, NULL), 0);
	ck_assert_uint_eq(moved, 1);
	for (int i = 0; i < 2; i++) {
		check_spent(&s, 40000000, 1, 0);
		ck_assert_int_eq(buy(&s, "b", 61, 100), IQM_E_PRICE);
		shop_restart(&s);
	}
	ck_assert_int_eq(iqm_journal_get(s.client, "a", &p, NULL), 0);
	ck_assert(p->price.value == 50 && p->cost.value == 40);
	iqm_free(p);
	shop_close(&s);
}
END_TEST

/* Of other services and workspaces, and from before, nothing counts. */
START_TEST(test_elsewhere)
{
	static const char *const lines[] = {
		"{\"event\":\"intent\",\"format\":\"2\",\"key\":\"other\",\"service\":"
		"\"https://x\",\"workspace\":\"7\",\"operation\":\"pld.generate\",\"request\":"
		"\"{}\",\"time\":\"5\",\"sent\":\"5\",\"price\":\"1000\"}",
		"{\"event\":\"intent\",\"format\":\"2\",\"key\":\"workspace\",\"service\":"
		"\"" MOCK_BASE_URL "\",\"workspace\":\"8\",\"operation\":\"pld.generate\","
		"\"request\":\"{}\",\"time\":\"5\",\"sent\":\"5\",\"price\":\"1000\"}",
		"{\"event\":\"intent\",\"format\":\"2\",\"key\":\"before\"," SERVICE
		",\"operation\":\"pld.generate\",\"request\":\"{}\",\"time\":\"4\",\"sent\":\"4\","
		"\"price\":\"1000\"}",
		"{\"event\":\"intent\",\"format\":\"2\",\"key\":\"here\"," SERVICE
		",\"operation\":\"sls.generate\",\"request\":\"{}\",\"time\":\"5\",\"sent\":\"5\","
		"\"price\":\"10\"}",
	};
	struct iqm_budget budget = { .amount = 30, .since = iqm_ms(5) };
	struct iqm_call call;
	char text[4096] = "iqm-journal 2\n";
	size_t len = strlen(text);
	struct shop s;

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		len += shop_line(text + len, sizeof(text) - len, lines[i]);
	shop_open(&s);
	shop_write(&s, text, len);
	shop_restart(&s);
	ck_assert_int_eq(buy_at(s.client, "k", 21, &budget, &call), IQM_E_PRICE);
	ck_assert_int_eq(buy_at(s.client, "k", 20, &budget, &call), 0);
	shop_close(&s);
}
END_TEST

/* A record that was lost may have cost anything. */
START_TEST(test_damaged)
{
	struct iqm_repair repair = { .accept_lost = true };
	struct iqm_call call;
	char text[4096];
	size_t len;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(buy(&s, "a", 1, 100), 0);
	len = shop_read(&s, text, sizeof(text));
	memcpy(strstr(text, "\"price\":\"1\""), "\"price\":\"0\"", 11);
	shop_write(&s, text, len);
	shop_restart(&s);
	call = (struct iqm_call){ 0 };
	ck_assert_msg(!iqm_journal_repair(s.path, &repair, &call), "%s", call.error.message);
	shop_restart(&s);
	check_spent(&s, 0, 1, 1);
	ck_assert_int_eq(buy(&s, "b", 1, 100), IQM_E_PRICE);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

static void change_a_byte(const struct shop *s)
{
	char text[4096];
	size_t len = shop_read(s, text, sizeof(text) - 1);
	int fd = open(s->path, O_WRONLY);
	const char *at;

	text[len] = '\0';
	at = strstr(text, "campaignId");
	ck_assert_ptr_nonnull(at);
	ck_assert_int_eq(pwrite(fd, "C", 1, at - text), 1);
	close(fd);
}

/* Since it was read: what it cost is not known, and nothing is bought beside it. */
START_TEST(test_a_record_that_has_changed)
{
	struct iqm_pld_order other = { .campaign_id = iqm_int(2) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "changed" };
	struct iqm_purchase *p;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(iqm_pld_generate(s.client, &other, &rsp, &call), 0);
	iqm_free(rsp);
	change_a_byte(&s);
	ck_assert_int_eq(iqm_journal_get(s.client, "changed", &p, &call), IQM_E_JOURNAL);
	ck_assert_ptr_nonnull(strstr(call.error.message, "under key 'changed' has changed"));
	ck_assert_ptr_null(p);
	ck_assert_int_eq(buy(&s, "b", 1, 100), IQM_E_JOURNAL);
	ck_assert_int_eq(s.sold, 1);
	shop_close(&s);
}
END_TEST

/* ---- two at once ----------------------------------------------------------------------------- */

#define BUYERS 6

static void *buy_one(void *context)
{
	const struct iqm_budget budget = { .amount = 100, .since = iqm_ms(1) };
	struct iqm_call call;

	return (void *)(intptr_t)buy_at(context, NULL, 40, &budget, &call); /* NOLINT: a number */
}

/* Each has passed the check beforehand when the first one buys: two fit. */
START_TEST(test_threads)
{
	pthread_t threads[BUYERS];
	struct shop s;
	int bought = 0;
	void *err;

	shop_open(&s);
	for (int i = 0; i < BUYERS; i++)
		pthread_create(&threads[i], NULL, buy_one, s.client);
	for (int i = 0; i < BUYERS; i++) {
		pthread_join(threads[i], &err);
		ck_assert((intptr_t)err == IQM_E_PRICE || !err);
		bought += !err;
	}
	ck_assert_int_eq(bought, 2);
	ck_assert_int_eq(s.sold, 2);
	shop_close(&s);
}
END_TEST

START_TEST(test_processes)
{
	pid_t pids[BUYERS];
	struct shop s;
	int bought = 0;
	int status;

	shop_open(&s);
	for (int i = 0; i < BUYERS; i++) {
		pids[i] = fork();
		if (!pids[i]) {
			struct iqm_client *client;
			int err = shop_client(&s, (struct iqm_settings){ 0 }, &client, NULL);

			err = err ? err : (int)(intptr_t)buy_one(client);
			iqm_client_close(client);
			_exit(!err ? 0 : err == IQM_E_PRICE ? 1 : 2);
		}
		ck_assert_int_gt(pids[i], 0);
	}
	for (int i = 0; i < BUYERS; i++) {
		ck_assert_int_eq(waitpid(pids[i], &status, 0), pids[i]);
		ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 2);
		bought += !WEXITSTATUS(status);
	}
	ck_assert_int_eq(bought, 2);
	check_spent(&s, 80000000, 2, 0);
	shop_close(&s);
}
END_TEST

static struct iqm_client *second;

static void buy_meanwhile(struct shop *s)
{
	const struct iqm_budget budget = { .amount = 100, .since = iqm_ms(1) };
	struct iqm_call call;

	s->while_asked = NULL;
	ck_assert_int_eq(buy_at(second, "b", 60, &budget, &call), 0);
}

/* One buys between the other's check beforehand and its intent. */
START_TEST(test_bought_meanwhile)
{
	struct iqm_budget budget = { .amount = 100, .since = iqm_ms(1) };
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_client(&s, (struct iqm_settings){ 0 }, &second, NULL), 0);
	s.while_asked = buy_meanwhile;
	ck_assert_int_eq(buy_at(s.client, "a", 50, &budget, &call), IQM_E_PRICE);
	ck_assert_int_eq(call.error.price.reason, IQM_PRICE_OVER_BUDGET);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(s.sold, 1);
	ck_assert_int_eq(shop_state(s.client, "a"), IQM_PURCHASE_NONE);
	iqm_client_close(second);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("budget");

	tcase_add_test(tcase, test_micros);
	tcase_add_loop_test(tcase, test_count, 0, sizeof(counted) / sizeof(counted[0]));
	tcase_add_test(tcase, test_until_it_is_spent);
	tcase_add_test(tcase, test_cost_before_price);
	tcase_add_test(tcase, test_unknown_counts);
	tcase_add_test(tcase, test_not_priced);
	tcase_add_test(tcase, test_check_beforehand);
	tcase_add_loop_test(tcase, test_wrong, 0, sizeof(wrong) / sizeof(wrong[0]));
	tcase_add_test(tcase, test_archived);
	tcase_add_test(tcase, test_elsewhere);
	tcase_add_test(tcase, test_damaged);
	tcase_add_test(tcase, test_a_record_that_has_changed);
	tcase_add_test(tcase, test_threads);
	tcase_add_test(tcase, test_processes);
	tcase_add_test(tcase, test_bought_meanwhile);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
