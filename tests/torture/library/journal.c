/* SPDX-License-Identifier: MIT */
/* A journal that has a purchase that bought, found as report, and one whose outcome is unknown. */
#include "torture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <iqm/json.h>

#define HOUR_MS INT64_C(3600000)

/* ---- what is there before -------------------------------------------------------------------- */

static void must(const char *what, int err, const struct iqm_call *call)
{
	if (!err)
		return;
	fprintf(stderr, "torture: %s: %s: %s\n", what, iqm_status_name(err), call->error.message);
	exit(3);
}

static struct iqm_client *open_plain(struct run *r)
{
	const struct sandbox *sandbox = r->sandbox;
	const struct iqm_settings settings = { .base_url = sandbox->api,
					       .ow_id = sandbox->ow_id,
					       .token = r->token,
					       .max_attempts = 1,
					       .requests_per_minute = -1,
					       .journal = r->journal };
	struct iqm_client *client;

	must("open", iqm_client_open(&client, &settings, &r->call.error), &r->call);
	return client;
}

static const void *order(struct run *r, int64_t day)
{
	r->material = (struct material){ .sandbox = r->sandbox, .name = "An order", .day = day };
	return request_fill(op_named("pld.generate"), &r->material);
}

/* The sandbox forgets the second purchase, and does not answer. */
static void prepare(struct run *r)
{
	const struct iqm_op *buy = op_named("pld.generate");
	struct iqm_client *client;
	struct control control;
	struct iqm_found found;
	void *response;

	snprintf(r->journal, sizeof(r->journal), "%s/journal", template_directory());
	client = open_plain(r);
	r->call.key = "bought";
	must("buy", iqm_perform(client, buy, order(r, 1000), &response, &r->call), &r->call);
	iqm_free(response);
	must("find", iqm_reports_find(client, buy, NULL, NULL, &found, &r->call), &r->call);
	if (found.finding != IQM_FOUND)
		abort();
	control_open(&control, r->sandbox);
	control_post(&control, "fault",
		     "{\"operation\":\"pld.generate\",\"kind\":\"lost-before\"}");
	r->call.key = "unknown";
	if (iqm_perform(client, buy, order(r, 2000), &response, &r->call) != IQM_E_UNKNOWN_OUTCOME)
		abort();
	iqm_free(response);
	control_close(&control);
	iqm_client_close(client);
}

/* A byte of the last line is another one. */
static void damage(struct run *r)
{
	int fd = open(r->journal, O_RDWR | O_CLOEXEC);
	off_t end = lseek(fd, -10, SEEK_END);

	if (end < 0 || pwrite(fd, "#", 1, end) != 1)
		abort();
	close(fd);
}

static void an_hour_later(struct run *r)
{
	(void)r;
	simulated_advance(2 * HOUR_MS);
}

/* ---- what is done ---------------------------------------------------------------------------- */

static int list(struct run *r)
{
	struct iqm_purchases *all;
	int err = iqm_journal_list(r->client, &all, &r->call);

	for (size_t i = 0; !err && i < all->len; i++)
		run_values(r, "%s\"%s %d\"", i ? "," : "[", all->items[i].key,
			   (int)all->items[i].state);
	if (!err)
		run_values(r, "]");
	iqm_free(all);
	return err;
}

static int get(struct run *r)
{
	struct iqm_purchase *one;
	int err = iqm_journal_get(r->client, "bought", &one, &r->call);

	if (!err)
		run_values(r, "[%d,%lld]", (int)one->state, (long long)one->report_id.value);
	iqm_free(one);
	return err;
}

static int get_started(struct run *r)
{
	struct iqm_purchase *one = NULL;
	struct ending end = { 0 };
	int err = iqm_journal_get_start(r->client, "bought", &one, &r->call, ending_done, &end);

	err = ending_wait(r->client, err, &end);
	if (!err)
		run_values(r, "[%d,%lld]", (int)one->state, (long long)one->report_id.value);
	iqm_free(one);
	return err;
}

static int settle(struct run *r)
{
	return iqm_journal_settle(r->client, "unknown", 50, &r->call);
}

static int note(struct run *r)
{
	return iqm_journal_note(r->client, "unknown", "another", &r->call);
}

static int claim(struct run *r)
{
	int err = iqm_journal_claim(r->client, "a key", &r->call);

	if (!err)
		iqm_journal_release(r->client, "a key");
	return err;
}

static int archive(struct run *r)
{
	size_t moved;
	int err = iqm_journal_archive(r->client, iqm_ms(INT64_C(1) << 60), &moved, &r->call);

	/* One whose lock cannot be asked for counts as under way, and stays. */
	if (!err)
		run_values(r, "%d", moved <= 1);
	return err;
}

static int spent(struct run *r)
{
	struct iqm_spending all;
	int err = iqm_journal_spent(r->client, iqm_ms(0), &all, &r->call);

	if (!err)
		run_values(r, "[%lld,%zu,%zu]", (long long)all.micros, all.purchases, all.open);
	return err;
}

static int repair(struct run *r)
{
	struct iqm_repair done = { .accept_lost = true };
	int err = iqm_journal_repair(r->journal, &done, &r->call);

	if (!err)
		run_values(r, "[%zu,%zu,%zu]", done.kept, done.damaged, done.unknown);
	return err;
}

static void give_found(struct run *r, const struct iqm_found *found)
{
	run_values(r, "[%d,%lld,%zu]", (int)found->finding, (long long)found->report.id,
		   found->candidates);
}

static int find(struct run *r)
{
	struct iqm_found found;
	int err;

	r->call.key = "bought";
	err = iqm_reports_find(r->client, op_named("pld.generate"), order(r, 1000), NULL, &found,
			       &r->call);
	if (!err)
		give_found(r, &found);
	return err;
}

static int find_by_key(struct run *r)
{
	struct iqm_found found;
	int err;

	r->call.key = "unknown";
	err = iqm_reports_find(r->client, op_named("pld.generate"), NULL, NULL, &found, &r->call);
	if (!err)
		give_found(r, &found);
	return err;
}

static int find_started(struct run *r)
{
	struct iqm_found found;
	struct ending end = { 0 };
	int err;

	r->call.key = "bought";
	err = iqm_reports_find_start(r->client, op_named("pld.generate"), NULL, NULL, &found,
				     &r->call, ending_done, &end);
	err = ending_wait(r->client, err, &end);
	if (!err)
		give_found(r, &found);
	return err;
}

static int find_several(struct run *r)
{
	struct iqm_pld_wanted wanted[] = { { .key = "bought" }, { .key = "unknown" } };
	int err = iqm_pld_find_all(r->client, wanted, 2, &r->call);

	if (!err && !wanted[0].status && !wanted[1].status)
		run_values(r, "[%d,%d]", (int)wanted[0].found.finding,
			   (int)wanted[1].found.finding);
	return err ? err : wanted[0].status ? wanted[0].status : wanted[1].status;
}

static int settle_not_bought(struct run *r)
{
	r->call.key = "unknown";
	return iqm_pld_settle_not_bought(r->client, &r->call);
}

static int list_by_name(struct run *r)
{
	char *document;
	int err = iqm_call_json(r->client, "journal.list", NULL, 0, &document, &r->call);

	if (document)
		run_values(r, "%s", document);
	iqm_free(document);
	return err;
}

/* ---- what must hold after it ----------------------------------------------------------------- */

/* Whatever was done to it, the journal can be read, and has both purchases. */
static const char *check_readable(struct run *r)
{
	static char why[200];
	struct iqm_purchases *all;
	struct iqm_call call = { .timeout_ms = 10000 };
	struct iqm_client *client = open_plain(r);
	int err = iqm_journal_list(client, &all, &call);

	snprintf(why, sizeof(why), "then the journal: %.150s", call.error.message);
	if (!err && all->len < 2) /* a repair may not know whose line it was */
		snprintf(why, sizeof(why), "then the journal has %zu purchases", all->len);
	else if (!err)
		*why = '\0';
	for (size_t i = 0; !err && i < all->len; i++)
		if (!strcmp(all->items[i].key, "bought") &&
		    all->items[i].state != IQM_PURCHASE_BOUGHT)
			snprintf(why, sizeof(why), "then it is not bought any more");
	iqm_free(all);
	iqm_client_close(client);
	return *why ? why : NULL;
}

/* What a settlement that succeeded has recorded. */
static const char *check_settled(struct run *r)
{
	const enum iqm_purchase_state *settled = r->task->context;
	const char *why = check_readable(r);
	struct iqm_call call = { .timeout_ms = 10000 };
	struct iqm_client *client = open_plain(r);
	struct iqm_purchase *one;
	int err = iqm_journal_get(client, "unknown", &one, &call);

	if (!why && !r->err && (err || one->state != *settled))
		why = "it succeeded, and is not recorded";
	iqm_free(one);
	iqm_client_close(client);
	return why;
}

/* A repair that failed is made once more. */
static const char *check_repair(struct run *r)
{
	struct iqm_repair done = { .accept_lost = true };
	struct iqm_call call = { .timeout_ms = 10000 };

	if (r->err && iqm_journal_repair(r->journal, &done, &call))
		return "a repair after it fails";
	return check_readable(r);
}

size_t tasks_journal(struct task *to)
{
#define JOURNAL(called, does)                                                                      \
	{                                                                                          \
		.name = "journal: " called, .act = does, .prepare = prepare, .journal = true,      \
		.check = check_readable                                                            \
	}
	static const enum iqm_purchase_state bought = IQM_PURCHASE_BOUGHT;
	static const enum iqm_purchase_state not_bought = IQM_PURCHASE_NOT_BOUGHT;
	static const struct task all[] = {
		JOURNAL("list", list),
		JOURNAL("list, by name", list_by_name),
		JOURNAL("get", get),
		JOURNAL("get, started", get_started),
		{ .name = "journal: settle",
		  .act = settle,
		  .prepare = prepare,
		  .context = &bought,
		  .journal = true,
		  .check = check_settled },
		JOURNAL("note", note),
		JOURNAL("claim", claim),
		JOURNAL("archive", archive),
		JOURNAL("spent", spent),
		JOURNAL("find", find),
		JOURNAL("find by the key", find_by_key),
		JOURNAL("find, started", find_started),
		JOURNAL("find several", find_several),
		{ .name = "journal: settle as not bought",
		  .act = settle_not_bought,
		  .prepare = prepare,
		  .before = an_hour_later,
		  .context = &not_bought,
		  .journal = true,
		  .simulated = true,
		  .check = check_settled },
		{ .name = "journal: repair",
		  .act = repair,
		  .prepare = prepare,
		  .before = damage,
		  .check = check_repair },
	};

	memcpy(to, all, sizeof(all));
	return sizeof(all) / sizeof(all[0]);
}
