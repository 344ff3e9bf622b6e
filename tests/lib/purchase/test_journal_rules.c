/* SPDX-License-Identifier: MIT */
/* The state machine of a purchase: every cell of its table, in a journal, and in the README. */
#include "purchase/journal.h"
#include "support/journal_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define README "runtime/README.md"

/* As the README names them. */
static const char *const event_names[PURCHASE_EVENTS] = {
	[EVENT_BUY] = "a paid call",
	[EVENT_BOUGHT] = "response: bought",
	[EVENT_REFUSED] = "response: nothing bought",
	[EVENT_UNKNOWN] = "no complete response",
	[EVENT_UNSENT] = "recorded, then not sent",
	[EVENT_DIED] = "its process ends",
	[EVENT_FOUND] = "settled: it bought report N",
	[EVENT_DISPROVED] = "settled: it bought nothing",
	[EVENT_DAMAGED] = "a repair lost a line",
	[EVENT_DUPLICATE] = "the same order, another key",
};

/* ---- the README ------------------------------------------------------------------------------ */

static void add_cell(char *row, size_t size, const struct transition *t)
{
	const char *text = t->err == IQM_E_JOURNAL ? "never"
			   : t->err                ? iqm_status_name(t->err) + strlen("IQM_E_")
						   : iqm_purchase_state_name(t->next);
	size_t len = strlen(row);

	snprintf(row + len, size - len, " %s%s%s |", t->err ? "" : "**", text, t->err ? "" : "**");
}

static char *read_readme(void)
{
	FILE *file = fopen(README, "r");
	char *text = calloc(1, 200000);

	ck_assert_msg(file != NULL, "%s: not there: run it from the top", README);
	ck_assert_uint_gt(fread(text, 1, 199999, file), 0);
	fclose(file);
	return text;
}

START_TEST(test_readme_has_the_table)
{
	char *readme = read_readme();

	for (int event = 0; event < PURCHASE_EVENTS; event++) {
		char row[400];

		snprintf(row, sizeof(row), "| %s |", event_names[event]);
		for (int state = 0; state < PURCHASE_STATES; state++) {
			const struct transition t = iqm_purchase_next(
				(enum iqm_purchase_state)state, (enum purchase_event)event);

			add_cell(row, sizeof(row), &t);
		}
		ck_assert_msg(strstr(readme, row) != NULL, "%s lacks this row: %s", README, row);
	}
	free(readme);
}
END_TEST

/* ---- a key in each state --------------------------------------------------------------------- */

static const char *const outcomes[PURCHASE_STATES] = {
	[IQM_PURCHASE_UNKNOWN] = "unknown",
	[IQM_PURCHASE_BOUGHT] = "bought",
	[IQM_PURCHASE_NOT_BOUGHT] = "not_bought",
	[IQM_PURCHASE_REFUSED] = "refused",
};

static void append(const struct shop *s, const char *event)
{
	char text[4096];
	char json[200];
	size_t len = shop_read(s, text, sizeof(text));

	snprintf(json, sizeof(json), "{\"event\":\"%s\",\"format\":\"2\",\"key\":\"k\"%s}", event,
		 strcmp(event, "bought") != 0 ? "" : ",\"reportId\":\"5\"");
	len += shop_line(text + len, sizeof(text) - len, json);
	shop_write(s, text, len);
}

/* Leaves the journal with the intent alone. */
static void cut_outcome(const struct shop *s)
{
	char text[4096];
	size_t len = shop_read(s, text, sizeof(text));
	const char *line = text;

	text[len] = '\0';
	for (int i = 0; i < 2; i++)
		line = strchr(line, '\n') + 1;
	shop_write(s, text, (size_t)(line - text));
}

/* The key "k" in this state, as a client sees it that opens now. *other has claimed it where it is
 * busy. */
static void bring(struct shop *s, enum iqm_purchase_state state, struct iqm_client **other)
{
	*other = NULL;
	shop_open(s);
	if (state == IQM_PURCHASE_NONE)
		return;
	s->fail = IQM_E_NETWORK;
	ck_assert_int_eq(shop_buy(s->client, "k", NULL), IQM_E_UNKNOWN_OUTCOME);
	s->fail = 0;
	s->sold = 0;
	cut_outcome(s);
	if (outcomes[state])
		append(s, outcomes[state]);
	shop_restart(s);
	if (state == IQM_PURCHASE_BUSY) {
		ck_assert_int_eq(shop_client(s, (struct iqm_settings){ 0 }, other, NULL), 0);
		ck_assert_int_eq(iqm_journal_claim(*other, "k", NULL), 0);
	}
	ck_assert_int_eq(shop_state(s->client, "k"), state);
}

static void end(struct shop *s, struct iqm_client *other)
{
	iqm_client_close(other);
	shop_close(s);
}

/* ---- each event ------------------------------------------------------------------------------ */

static enum iqm_purchase_state while_sent;

static void look(struct shop *s)
{
	while_sent = shop_state(s->client, "k");
}

static int buy(struct shop *s, const char *key, bool allow_duplicate)
{
	struct iqm_pld_order req = { .campaign_id = iqm_int(451351) };
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = key, .allow_duplicate = allow_duplicate };
	int err = iqm_pld_generate(s->client, &req, &rsp, &call);

	iqm_free(rsp);
	return err;
}

static void check_buy(struct shop *s, const struct transition *t)
{
	s->while_selling = look;
	ck_assert_int_eq(buy(s, "k", false), t->err);
	ck_assert_int_eq(s->sold, !t->err);
	if (!t->err)
		ck_assert_int_eq(while_sent, t->next);
}

static void check_duplicate(struct shop *s, const struct transition *t)
{
	ck_assert_int_eq(buy(s, "other", false), t->err);
	ck_assert_int_eq(s->sold, !t->err);
	ck_assert_int_eq(buy(s, "third", true), 0);
}

static int settle(struct shop *s, struct iqm_int id)
{
	struct deadline deadline = iqm_deadline_in(&iqm_system_clock, 1000, NULL);

	return iqm_journal_settle_within(s->client, &deadline, "k", 0, id, NULL);
}

static int lose_a_line(struct shop *s)
{
	struct iqm_repair repair = { 0 };
	struct iqm_call call = { 0 };
	char text[4096];
	size_t len = shop_read(s, text, sizeof(text));

	len += (size_t)snprintf(text + len, sizeof(text) - len, "9 damaged \"key\":\"k\"\n");
	shop_write(s, text, len);
	ck_assert_msg(!iqm_journal_repair(s->path, &repair, &call), "%s", call.error.message);
	ck_assert_uint_eq(repair.damaged, 1);
	ck_assert(repair.blocked);
	return 0;
}

static void damage_while_sold(struct shop *s)
{
	append(s, "damaged");
}

static struct shop *stopped;

/* The intent is recorded; then something forbids that it is sent. */
static int record_and_stop(struct call_state *s)
{
	int err = iqm_purchase_sending(s);

	if (!err && stopped->while_selling)
		stopped->while_selling(stopped);
	return err ? err : iqm_fail(s->error, IQM_E_TIMEOUT, "too late");
}

static const struct call_hooks stop = { .begin_paid = iqm_purchase_begin,
					.sending_paid = record_and_stop,
					.end_paid = iqm_purchase_end };

/* A purchase under "k" that comes to this; from UNKNOWN: a repair lost one of its lines meanwhile.
 */
static void respond(struct shop *s, enum iqm_purchase_state from, enum purchase_event event)
{
	s->while_selling = from == IQM_PURCHASE_UNKNOWN ? damage_while_sold : NULL;
	if (event == EVENT_REFUSED) {
		s->status = 422;
		s->body = "{\"success\":false,\"errorObjects\":[{\"error\":\"no\"}]}";
	}
	s->fail = event == EVENT_UNKNOWN ? IQM_E_NETWORK : 0;
	stopped = s;
	if (event == EVENT_UNSENT)
		s->client->hooks = &stop;
	buy(s, "k", true);
	ck_assert_int_eq(s->sold, event != EVENT_UNSENT);
}

/* What a record says that cannot follow is damage. */
static void check_never(struct shop *s, enum purchase_event event)
{
	static const char *const lines[PURCHASE_EVENTS] = { [EVENT_BOUGHT] = "bought",
							    [EVENT_REFUSED] = "refused",
							    [EVENT_UNKNOWN] = "unknown",
							    [EVENT_UNSENT] = "not_bought" };
	struct iqm_purchase *p;

	append(s, lines[event]);
	ck_assert_int_eq(iqm_journal_get(s->client, "k", &p, NULL), IQM_E_JOURNAL);
	ck_assert_int_eq(buy(s, "k", true), IQM_E_JOURNAL);
	ck_assert_int_eq(s->sold, 0);
}

static void apply(struct shop *s, enum iqm_purchase_state from, enum purchase_event event,
		  const struct transition *t, struct iqm_client **other)
{
	int err = 0;

	switch (event) {
	case EVENT_DIED:
		iqm_client_close(*other);
		*other = NULL;
		shop_restart(s);
		break;
	case EVENT_FOUND:
		err = settle(s, iqm_int(5));
		break;
	case EVENT_DISPROVED:
		err = settle(s, (struct iqm_int){ 0 });
		break;
	case EVENT_DAMAGED:
		err = lose_a_line(s);
		break;
	default:
		respond(s, from, event);
	}
	ck_assert_int_eq(err, t->err);
	ck_assert_int_eq(shop_state(s->client, "k"), t->err ? from : t->next);
}

/* Those of a response begin with their purchase: from NONE. */
static bool is_response(enum purchase_event event)
{
	return event >= EVENT_BOUGHT && event <= EVENT_UNSENT;
}

START_TEST(test_no_state)
{
	const enum iqm_purchase_state none = (enum iqm_purchase_state)PURCHASE_STATES;

	for (int event = 0; event < PURCHASE_EVENTS; event++)
		ck_assert_int_eq(iqm_purchase_next(none, (enum purchase_event)event).err,
				 IQM_E_JOURNAL);
	ck_assert_str_eq(iqm_purchase_state_name(none), "?");
	ck_assert_str_eq(iqm_purchase_state_name((enum iqm_purchase_state) - 1), "?");
}
END_TEST

START_TEST(test_cell)
{
	enum purchase_event event = (enum purchase_event)(_i / PURCHASE_STATES);
	enum iqm_purchase_state state = (enum iqm_purchase_state)(_i % PURCHASE_STATES);
	const struct transition t = iqm_purchase_next(state, event);
	bool responds = is_response(event) && t.err != IQM_E_JOURNAL;
	struct iqm_client *other;
	struct shop s;

	if (is_response(event) && state == IQM_PURCHASE_OPEN)
		return; /* no record says whether its process lives: to a journal it is busy */
	bring(&s, responds ? IQM_PURCHASE_NONE : state, &other);
	if (event == EVENT_BUY)
		check_buy(&s, &t);
	else if (event == EVENT_DUPLICATE)
		check_duplicate(&s, &t);
	else if (t.err == IQM_E_JOURNAL)
		check_never(&s, event);
	else
		apply(&s, state, event, &t, &other);
	end(&s, other);
}
END_TEST

/* ---- a record whose order is lost ------------------------------------------------------------ */

static int check_order(enum iqm_purchase_state state, bool has_report, const char *operation,
		       const char *request)
{
	struct iqm_error error;
	struct iqm_purchase p = {
		.key = "k",
		.state = state,
		.operation = operation,
		.request = request,
	};

	if (has_report)
		p.report_id = iqm_int(7);
	return iqm_journal_check_order(&p, &error);
}

/* Nothing is looked for, nor settled, by what may be another order's. */
START_TEST(test_lost_order)
{
	ck_assert_int_eq(check_order(IQM_PURCHASE_UNKNOWN, false, "pld.create", "{}"), 0);
	ck_assert_int_eq(check_order(IQM_PURCHASE_UNKNOWN, false, NULL, "{}"),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(check_order(IQM_PURCHASE_UNKNOWN, false, "pld.create", NULL),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(check_order(IQM_PURCHASE_UNKNOWN, true, NULL, NULL),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(check_order(IQM_PURCHASE_BOUGHT, false, NULL, NULL),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(check_order(IQM_PURCHASE_BOUGHT, true, NULL, NULL), IQM_E_KEY_USED);
	ck_assert_int_eq(check_order(IQM_PURCHASE_NOT_BOUGHT, true, NULL, NULL),
			 IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(check_order(IQM_PURCHASE_NOT_BOUGHT, false, NULL, NULL), 0);
	ck_assert_int_eq(check_order(IQM_PURCHASE_REFUSED, false, NULL, NULL), 0);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("rules");

	tcase_add_test(tcase, test_lost_order);
	tcase_add_test(tcase, test_readme_has_the_table);
	tcase_add_test(tcase, test_no_state);
	tcase_add_loop_test(tcase, test_cell, 0, PURCHASE_EVENTS * PURCHASE_STATES);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
