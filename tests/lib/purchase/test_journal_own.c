/* SPDX-License-Identifier: MIT */
/* A journal of the caller's own: in memory, written against the public headers alone. */
#include "support/journal_cases.h"
#include "support/suite.h"

#include <iqm/transport.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST 20
#define MOST_TEXT 600

/* One that a database's tables could be, shared by clients. */
struct table {
	struct iqm_purchase rows[MOST]; /* the newest of each key */
	size_t len;
	const char *claimed[MOST];
	pthread_mutex_t mutex;
	int failing; /* what all members return */
	int closed;
	struct iqm_client *asks; /* for a key once more, while the journal is asked for it */
	int asks_err;
	char *kept[200]; /* all texts, until the end */
	size_t kept_len;
};

static const char *keep(struct table *t, const char *text)
{
	ck_assert_uint_lt(t->kept_len, sizeof(t->kept) / sizeof(t->kept[0]));
	return text ? t->kept[t->kept_len++] = strdup(text) : NULL;
}

static void forget(struct table *t)
{
	while (t->kept_len)
		free(t->kept[--t->kept_len]);
}

static struct iqm_purchase *row_of(struct table *t, const char *key)
{
	for (size_t i = 0; i < t->len; i++)
		if (!strcmp(t->rows[i].key, key))
			return &t->rows[i];
	return NULL;
}

static const char **claim_of(struct table *t, const char *key)
{
	const char **at = t->claimed;

	while (at < t->claimed + MOST - 1 && (!*at || (key && strcmp(*at, key) != 0)))
		at++;
	return at;
}

static int begin(struct table *t, struct iqm_call *call)
{
	ck_assert_int_gt(call->timeout_ms, 0);
	pthread_mutex_lock(&t->mutex);
	return t->failing ? iqm_journal_fail(call, t->failing, "the database is down") : 0;
}

static int end(struct table *t, int err)
{
	pthread_mutex_unlock(&t->mutex);
	return err;
}

static void ask_again(struct table *t, const char *key)
{
	struct iqm_client *client = t->asks;

	t->asks = NULL;
	if (client)
		t->asks_err = iqm_journal_claim(client, key, NULL);
}

static int claim(void *context, const char *key, struct iqm_call *call)
{
	struct table *t = context;
	size_t i = 0;
	int err;

	ask_again(t, key);
	err = begin(t, call);

	for (size_t k = 0; !err && k < MOST; k++)
		if (t->claimed[k] && !strcmp(t->claimed[k], key))
			err = iqm_journal_fail(call, IQM_E_KEY_USED, "another client has it");
	while (t->claimed[i])
		i++;
	if (!err)
		t->claimed[i] = keep(t, key);
	return end(t, err);
}

static void release(void *context, const char *key)
{
	struct table *t = context;
	const char **at;

	ask_again(t, key);
	pthread_mutex_lock(&t->mutex);
	at = claim_of(t, key);
	*at = NULL;
	pthread_mutex_unlock(&t->mutex);
}

static int get(void *context, const char *key, iqm_purchase_fn *row, void *to,
	       struct iqm_call *call)
{
	struct table *t = context;
	int err = begin(t, call);
	const struct iqm_purchase *found = row_of(t, key);

	if (!err && found)
		err = row(to, found);
	return end(t, err);
}

static int list(void *context, iqm_purchase_fn *row, void *to, struct iqm_call *call)
{
	struct table *t = context;
	int err = begin(t, call);

	for (size_t i = 0; i < t->len && !err; i++)
		err = row(to, &t->rows[i]);
	return end(t, err);
}

static void insert(struct table *t, const struct iqm_purchase *p)
{
	struct iqm_purchase *row = row_of(t, p->key);
	int number = row ? row->number : 0;

	row = row ? row : &t->rows[t->len++];
	*row = *p;
	row->number = number + 1;
	row->key = keep(t, p->key);
	row->service = keep(t, p->service);
	row->workspace = keep(t, p->workspace);
	row->operation = keep(t, p->operation);
	row->request = keep(t, p->request);
	row->order = keep(t, p->order);
	row->host = keep(t, p->host);
	row->note = keep(t, p->note);
}

static int intent(void *context, const struct iqm_purchase *p, unsigned flags,
		  struct iqm_call *call)
{
	struct table *t = context;
	struct iqm_spending spent = { 0 };
	int err = begin(t, call);

	for (size_t i = 0; i < t->len && !err; i++) {
		err = iqm_journal_check_intent(&t->rows[i], p, flags, call);
		if (call->budget)
			iqm_journal_count(&spent, &t->rows[i], p, call->budget->since);
	}
	if (!err && call->budget)
		err = iqm_journal_check_budget(&spent, p, flags, call);
	if (!err && !(flags & IQM_JOURNAL_CHECK_ONLY))
		insert(t, p);
	return end(t, err);
}

static int outcome(void *context, const struct iqm_purchase *p, struct iqm_call *call)
{
	struct table *t = context;
	int err = begin(t, call);
	struct iqm_purchase *row = row_of(t, p->key);

	if (!err) {
		row->state = p->state;
		row->report_id = p->report_id;
		row->cost = p->cost;
	}
	return end(t, err);
}

static int note(void *context, const char *key, const char *text, struct iqm_call *call)
{
	struct table *t = context;
	int err = begin(t, call);

	if (!err)
		row_of(t, key)->note = keep(t, text);
	return end(t, err);
}

static int settle(void *context, const struct iqm_purchase *p, unsigned flags,
		  struct iqm_call *call)
{
	struct table *t = context;
	int err = begin(t, call);
	struct iqm_purchase *own = row_of(t, p->key);
	bool done = false;

	for (size_t i = 0; i < t->len && !err; i++) {
		bool same = false;

		if (&t->rows[i] != own || !(flags & IQM_JOURNAL_CHECK_ONLY))
			err = iqm_journal_check_settle(&t->rows[i], p, &same, call);
		done = done || same;
	}
	if (!err && !done && !(flags & IQM_JOURNAL_CHECK_ONLY)) {
		own->state = p->state;
		own->report_id = p->report_id;
		own->settlement = p->settlement;
		own->settlement.who = keep(t, p->settlement.who);
	}
	return end(t, err);
}

static void close_table(void *context)
{
	struct table *t = context;

	t->closed++;
}

static struct iqm_journal journal_of(struct table *t)
{
	pthread_mutex_init(&t->mutex, NULL);
	return (struct iqm_journal){
		.claim = claim,
		.release = release,
		.get = get,
		.list = list,
		.intent = intent,
		.outcome = outcome,
		.note = note,
		.settle = settle,
		.checks_budgets = true,
		.close = close_table,
		.context = t,
	};
}

START_TEST(test_own_journal)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);

	journal_case_purchases(&journal);
	ck_assert_int_eq(table.closed, 2);
	forget(&table);
}
END_TEST

START_TEST(test_own_journal_budget)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);

	journal_case_budget(&journal);
	forget(&table);
}
END_TEST

START_TEST(test_own_journal_settled)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);

	journal_case_settled(&journal);
	forget(&table);
}
END_TEST

/* One that does not say that it checks budgets is not taken to. */
START_TEST(test_own_journal_without_budgets)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	journal.checks_budgets = false;
	client = journal_client(&s, &journal);
	ck_assert_int_eq(journal_buy_within(client, 1000, &call), IQM_E_CONFIG);
	ck_assert_ptr_nonnull(strstr(call.error.message, "this journal checks no budgets"));
	ck_assert_int_eq(s.sold, 0);
	iqm_client_close(client);
	forget(&table);
	shop_close(&s);
}
END_TEST

/* What it fails with is the call's failure, and nothing is bought. */
START_TEST(test_own_journal_that_fails)
{
	static const int failures[] = { IQM_E_JOURNAL, IQM_E_TIMEOUT, 5 };
	struct table table = { .failing = failures[_i] };
	struct iqm_journal journal = journal_of(&table);
	int expected = failures[_i] > 0 ? IQM_E_JOURNAL : failures[_i];
	struct iqm_client *client;
	struct iqm_purchases *all;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, &journal);
	ck_assert_int_eq(journal_buy(client, "k", &call), expected);
	ck_assert_ptr_nonnull(strstr(call.error.message, "the database is down"));
	ck_assert_int_eq(iqm_journal_list(client, &all, &call), expected);
	ck_assert_int_eq(iqm_journal_settle(client, "k", 1, &call), expected);
	ck_assert_int_eq(iqm_journal_note(client, "k", "x", &call), expected);
	ck_assert_int_eq(s.sold + s.asked, 0);
	iqm_client_close(client);
	forget(&table);
	shop_close(&s);
}
END_TEST

/* A store may lose columns; each is one that may be NULL. */
START_TEST(test_own_journal_without_the_order)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_wanted wanted = { .key = "k", .req = &req };
	struct iqm_client *client;
	struct iqm_found found;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, &journal);
	s.fail = IQM_E_NETWORK;
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	table.rows[0].request = _i & 1 ? NULL : table.rows[0].request;
	table.rows[0].operation = _i & 1 ? table.rows[0].operation : NULL;
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "what was ordered is not known"));
	ck_assert_int_eq(iqm_pld_find_all(client, &wanted, 1, NULL), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_ptr_nonnull(strstr(call.error.message, "what was ordered is not known"));
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.sold, 1);
	iqm_client_close(client);
	forget(&table);
	shop_close(&s);
}
END_TEST

/* A key that is being claimed, or released, is nobody else's yet. */
START_TEST(test_own_journal_is_asked_by_one)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);
	struct iqm_client *client;
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, &journal);
	table.asks = client;
	ck_assert_int_eq(iqm_journal_claim(client, "k", NULL), 0);
	ck_assert_int_eq(table.asks_err, IQM_E_KEY_USED);
	table.asks = client;
	table.asks_err = 0;
	iqm_journal_release(client, "k");
	ck_assert_int_eq(table.asks_err, IQM_E_KEY_USED);
	ck_assert_int_eq(iqm_journal_claim(client, "k", NULL), 0);
	iqm_client_close(client);
	forget(&table);
	shop_close(&s);
}
END_TEST

/* It is asked to settle what it has, and nothing else. */
START_TEST(test_own_journal_settles_what_it_has)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);
	struct iqm_client *client;
	struct iqm_call call = { 0 };
	struct shop s;

	shop_open(&s);
	client = journal_client(&s, &journal);
	ck_assert_int_eq(iqm_journal_settle(client, "none", 5, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "the journal has no purchase under key 'none'");
	iqm_client_close(client);
	forget(&table);
	shop_close(&s);
}
END_TEST

static struct table *stops;

/* The response came, and the database is gone: the purchase stays open. */
static void stop_table(struct shop *s)
{
	(void)s;
	stops->failing = IQM_E_JOURNAL;
}

static void keep_warning(void *context, enum iqm_log_level level, const char *line)
{
	if (level == IQM_LOG_WARN)
		snprintf(context, MOST_TEXT, "%s", line);
}

START_TEST(test_own_journal_that_fails_after_the_response)
{
	struct table table = { .len = 0 };
	struct iqm_journal journal = journal_of(&table);
	char warning[MOST_TEXT] = "";
	struct iqm_settings settings = { .journal_store = &journal,
					 .log = keep_warning,
					 .log_context = warning,
					 .log_level = IQM_LOG_WARN };
	struct iqm_client *client;
	struct iqm_call call;
	struct shop s;

	shop_open(&s);
	ck_assert_int_eq(shop_client(&s, settings, &client, NULL), 0);
	stops = &table;
	s.while_selling = stop_table;
	ck_assert_int_eq(shop_buy(client, "k", NULL), 0);
	ck_assert_str_eq(warning, "the outcome under key 'k' stays open: the database is down");
	table.failing = 0;
	ck_assert_int_eq(shop_state(client, "k"), IQM_PURCHASE_OPEN);
	ck_assert_int_eq(journal_buy(client, "k", &call), IQM_E_UNKNOWN_OUTCOME);
	s.while_selling = NULL;
	*warning = '\0';
	ck_assert_int_eq(shop_buy(client, "after", NULL), 0);
	ck_assert_str_eq(warning, "");
	iqm_client_close(client);
	forget(&table);
	shop_close(&s);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("own");

	tcase_add_test(tcase, test_own_journal);
	tcase_add_test(tcase, test_own_journal_budget);
	tcase_add_test(tcase, test_own_journal_settled);
	tcase_add_test(tcase, test_own_journal_without_budgets);
	tcase_add_loop_test(tcase, test_own_journal_that_fails, 0, 3);
	tcase_add_loop_test(tcase, test_own_journal_without_the_order, 0, 2);
	tcase_add_test(tcase, test_own_journal_that_fails_after_the_response);
	tcase_add_test(tcase, test_own_journal_is_asked_by_one);
	tcase_add_test(tcase, test_own_journal_settles_what_it_has);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
