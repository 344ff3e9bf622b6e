/* SPDX-License-Identifier: MIT */
/*
 * Many purchases are fulfilled together: a poll asks for each family's list once, for all that are
 * searched for or waited for, and saves the files of those that are ready.
 */
#include "purchase/purchase.h"

#include <inttypes.h>
#include <stdlib.h>

struct together {
	struct cli *cli;
	struct fulfilment *const *all;
	size_t len;
	/* Room for all, used for one operation at a time. */
	struct iqm_wanted *wanted;
	struct iqm_report *reports;
	size_t *at; /* where each of them is in `all` */
	int64_t until;
	int64_t began; /* this poll */
};

typedef bool is_in(const struct together *t, const struct fulfilment *f);

static const struct iqm_op *op_of(const struct fulfilment *f)
{
	return f->command->op;
}

static struct iqm_call poll_call(const struct together *t)
{
	return (struct iqm_call){ .timeout_ms = poll_timeout(t->cli, t->until),
				  .cancel = t->cli->call.cancel };
}

static void begin_progress(const struct together *t)
{
	const struct fulfilment *f = t->all[0];
	char what[160] = "reports";

	if (t->len == 1 && f->report.id)
		snprintf(what, sizeof(what), "%s %" PRId64, f->command->family, f->report.id);
	else if (t->len == 1)
		snprintf(what, sizeof(what), "%s '%s'", f->command->family, f->key);
	progress_begin(what);
}

static int wait_and_save_one(struct fulfilment *f)
{
	int code;

	messages_about(f->about);
	code = wait_and_save(f);
	messages_about(NULL);
	return code;
}

/* ---- one poll ---------------------------------------------------------------------------- */

static bool is_unseen(const struct together *t, const struct fulfilment *f)
{
	(void)t;
	return f->unfinished && !f->report.id;
}

static bool is_known(const struct together *t, const struct fulfilment *f)
{
	(void)t;
	return f->unfinished && f->report.id;
}

/* And its row was not read just now, or does not say all. */
static bool is_to_be_polled(const struct together *t, const struct fulfilment *f)
{
	const struct iqm_report *r = &f->report;

	return is_known(t, f) && r->state == IQM_REPORT_WAITING && plan_waits(f->plan) &&
	       !(r->confirmed && r->seen_ms >= t->began);
}

/* Chooses those of `op`; gives how many. */
static size_t choose(struct together *t, const struct iqm_op *op, is_in *in)
{
	size_t len = 0;

	for (size_t i = 0; i < t->len; i++)
		if (in(t, t->all[i]) && op_of(t->all[i]) == op)
			t->at[len++] = i;
	return len;
}

/* One that failed otherwise than the whole is searched for alone, and says why. */
static void find_all_of(struct together *t, const struct iqm_op *op)
{
	struct iqm_call call = poll_call(t);
	size_t len = choose(t, op, is_unseen);
	int err;

	for (size_t i = 0; i < len; i++)
		t->wanted[i] = (struct iqm_wanted){ .req = t->all[t->at[i]]->request,
						    .key = t->all[t->at[i]]->key };
	err = iqm_reports_find_all(t->cli->client, op, t->wanted, len, &call);
	for (size_t i = 0; i < len; i++) {
		struct fulfilment *f = t->all[t->at[i]];
		int status = t->wanted[i].status;

		f->polled = !status || (status == err && iqm_is_transient(&call.error));
		f->found = t->wanted[i].found;
		f->poll_error = (struct iqm_error){ .status = 0 };
		if (status)
			f->poll_error = call.error;
	}
}

/* A row that cannot be read may be another one in the next list. */
static bool ends_wait(const struct fulfilment *f, const struct iqm_error *e)
{
	return e->status && !iqm_is_transient(e) &&
	       (e->status != IQM_E_DECODE || f->poll_error.status == IQM_E_DECODE);
}

/* Saves it while its link is known, and before the links of others are asked for. */
static void save_ready(void *context, const struct iqm_report *report)
{
	struct together *t = context;
	struct fulfilment *f = t->all[t->at[report - t->reports]];

	f->report = *report;
	f->code = wait_and_save_one(f);
	begin_progress(t);
}

static void poll_all_of(struct together *t, const struct iqm_op *op)
{
	int64_t left = t->until - iqm_now(&iqm_system_clock);
	struct iqm_call call = poll_call(t);
	size_t len = choose(t, op, is_to_be_polled);

	if (left > call.timeout_ms) /* each request still has no more than that */
		call.timeout_ms = (long)left;
	for (size_t i = 0; i < len; i++)
		t->reports[i] = t->all[t->at[i]]->report;
	if (!iqm_reports_poll_each(t->cli->client, op, t->reports, len, save_ready, t, &call))
		call.error.status = 0;
	for (size_t i = 0; i < len; i++) {
		struct fulfilment *f = t->all[t->at[i]];

		f->report = t->reports[i];
		f->non_blocking = !ends_wait(f, &call.error);
		f->poll_error = call.error;
	}
}

/* Does `step` for each operation that has some. */
static void each_operation(struct together *t, is_in *in,
			   void (*step)(struct together *t, const struct iqm_op *op))
{
	for (size_t i = 0; i < t->len && !cli_interrupted(); i++) {
		size_t first = 0;

		if (!in(t, t->all[i]))
			continue;
		while (!in(t, t->all[first]) || op_of(t->all[first]) != op_of(t->all[i]))
			first++;
		if (first == i)
			step(t, op_of(t->all[i]));
	}
}

static void show_progress(struct together *t)
{
	for (size_t i = 0; i < t->len; i++)
		t->reports[i] = t->all[i]->report;
	progress_reports(t->reports, t->len);
}

/* Takes what was found, and saves what is ready. */
static void take_all(struct together *t, is_in *in)
{
	for (size_t i = 0; i < t->len && !cli_interrupted(); i++)
		if (in(t, t->all[i]))
			t->all[i]->code = wait_and_save_one(t->all[i]);
}

/* ---- the end of one ---------------------------------------------------------------------- */

/* No more polls: says how far it is. */
static void give_up(struct fulfilment *f)
{
	int code = cli_interrupted();

	f->code = code ? code : EXIT_TIMED_OUT;
	if (f->summed_up && f->bought && plan_waits(f->plan))
		return;
	f->non_blocking = false;
	f->polled = !f->report.id;
	f->until = 0;
	if (f->report.id)
		f->poll_error =
			(struct iqm_error){ .status = code ? IQM_E_CANCELLED : IQM_E_TIMEOUT };
	f->code = wait_and_save_one(f);
}

/* After Ctrl-C the first one says it. */
static void end_all(struct together *t, bool time_is_up)
{
	for (size_t i = 0; i < t->len; i++) {
		struct fulfilment *f = t->all[i];

		if (f->unfinished && (time_is_up || !plan_waits(f->plan)))
			give_up(f);
		if (time_is_up && cli_interrupted())
			return;
	}
}

/* ---- all of them ------------------------------------------------------------------------- */

static bool any_unfinished(const struct together *t)
{
	for (size_t i = 0; i < t->len; i++)
		if (t->all[i]->unfinished)
			return true;
	return false;
}

static void poll_all(struct together *t)
{
	t->began = iqm_now(&iqm_system_clock);
	each_operation(t, is_unseen, find_all_of);
	take_all(t, is_unseen);
	each_operation(t, is_to_be_polled, poll_all_of);
	take_all(t, is_known);
	end_all(t, false);
}

/* Until the next poll. */
static void rest(const struct together *t, long delay)
{
	int64_t left = t->until - iqm_now(&iqm_system_clock);
	int64_t wait = delay < left ? delay : left;

	if (wait > 0)
		progress_pause((long)wait);
	pause_for(wait);
}

static void poll_until_done(struct together *t, const struct iqm_wait *how)
{
	long delay = how->min_ms;
	bool last;

	do {
		last = iqm_now(&iqm_system_clock) >= t->until;
		begin_progress(t);
		poll_all(t);
		begin_progress(t);
		show_progress(t);
		if (last || cli_interrupted() || !any_unfinished(t))
			break;
		rest(t, delay);
		delay = next_delay(delay, how);
	} while (!cli_interrupted());
	progress_end();
	end_all(t, true);
}

int fulfil_all(struct cli *cli, struct fulfilment *const *all, size_t len, int64_t until)
{
	struct together t = { .cli = cli, .all = all, .len = len, .until = until };
	struct iqm_wait how = { 0 };
	int err = parse_wait_intervals(&cli->args, &how);

	if (err || !len)
		return err;
	t.wanted = calloc(len, sizeof(*t.wanted));
	t.reports = calloc(len, sizeof(*t.reports));
	t.at = calloc(len, sizeof(*t.at));
	for (size_t i = 0; i < len; i++) {
		all[i]->together = all[i]->non_blocking = true;
		all[i]->unfinished = true;
	}
	if (t.wanted && t.reports && t.at)
		poll_until_done(&t, &how);
	else
		err = cli_fail_nomem();
	free(t.wanted);
	free(t.reports);
	free(t.at);
	return err;
}
