/* SPDX-License-Identifier: MIT */
/* The report of a purchase: looked for in the list until it is seen, or the time is over. */
#include "buy.h"

#include <inttypes.h>
#include <poll.h>
#include <string.h>

#define LAST_LOOK_MS 5000
#define SLICE_MS 100 /* of a pause: a signal may come between two looks at it */

/* ---- a report that is not found ------------------------------------------------------------- */

int64_t seek_again(const struct iqm_op *op, const void *request)
{
	struct iqm_int id = { 0 };

	if (request && op->order && op->order->regenerate)
		memcpy(&id, (const char *)request + op->order->regenerate->offset, sizeof(id));
	return id.set ? id.value : 0;
}

/* It must not look like a purchase that failed. */
static int fail_unknown(const struct finish *f, int status, const char *why)
{
	struct iqm_error e = { .status = status };
	char resume[NEXT_SIZE];

	if (f->lost)
		e = *f->lost;
	if (f->lost)
		cli_note(f->cli, "%s", e.message);
	e.status = status;
	snprintf(e.message, sizeof(e.message),
		 "%sit is not known whether it was bought: %s; do not buy again, look with: %s",
		 status == IQM_E_CANCELLED ? "interrupted: " : "", why, finish_next_of(f, resume));
	return cli_fail_call(f->cli, &e);
}

/* Bought, and the id is not known. */
static int fail_bought(const struct finish *f, int code, const char *why)
{
	char resume[NEXT_SIZE];

	if (!finish_waits(f) && f->buying && !cli_interrupted()) {
		cli_note(f->cli, "Bought, but not seen yet: %s. Look with: %s", why,
			 finish_next_of(f, resume));
		return 0;
	}
	return cli_fail(f->cli, code, "it is bought, but not seen yet: %s; go on with: %s", why,
			finish_next_of(f, resume));
}

static int fail_find(struct finish *f, const struct iqm_error *e)
{
	int err = e->status;

	if (err == IQM_E_USAGE && f->other)
		return cli_fail(f->cli, EXIT_KEY_USED,
				"the journal has another purchase under the key '%s'; nothing was "
				"sent",
				f->key);
	if (f->bought)
		return fail_bought(f, cli_interrupted() ? cli_interrupted() : cli_exit_of(err),
				   e->message);
	if (cli_interrupted())
		return fail_unknown(f, IQM_E_CANCELLED, "it was not looked for to the end");
	if (f->buying && err != IQM_E_KEY_USED) {
		cli_note(f->cli, "%s", e->message);
		return fail_unknown(f, IQM_E_UNKNOWN_OUTCOME, "the look for it failed");
	}
	err = cli_fail_call(f->cli, e);
	cli_note(f->cli, "Whether '%s' has bought is not known. Do not buy again.", f->key);
	return err;
}

static int fail_unseen(const struct finish *f, const struct iqm_found *found)
{
	int64_t again = seek_again(f->command->op, f->request);
	char why[96];

	if (found->finding == IQM_AMBIGUOUS)
		snprintf(why, sizeof(why), "reports of the list that may be it: %zu",
			 found->candidates);
	else if (again)
		snprintf(why, sizeof(why),
			 "report %" PRId64 " is not begun again yet, or has failed again", again);
	else
		snprintf(why, sizeof(why), "the list does not show it yet");
	if (!f->bought)
		return fail_unknown(f, IQM_E_UNKNOWN_OUTCOME, why);
	return fail_bought(f, EXIT_NOT_SEEN, why);
}

/* ---- finding it ----------------------------------------------------------------------------- */

/* Whether another look may go better. */
static bool is_passing(const struct iqm_error *e)
{
	return e->status == IQM_E_NETWORK || e->status == IQM_E_TIMEOUT ||
	       e->status == IQM_E_RATE_LIMITED ||
	       (e->status == IQM_E_SERVER && (e->http_status >= 500 || e->http_status == 408));
}

/* Until the next look; false: there is no time for one, or a signal came. */
static bool pause_for(const struct finish *f, const struct iqm_error *e, long *delay, long most)
{
	int64_t left = f->until - finish_now();
	int64_t wait = *delay > e->retry_after_ms ? *delay : e->retry_after_ms;
	int64_t end;

	if (left <= 0 || !finish_waits(f))
		return false;
	if (wait > left)
		wait = left;
	progress_pause(e->status ? e->message : "not in the list yet", (long)wait);
	end = finish_now() + wait;
	while (!cli_interrupted() && finish_now() < end)
		poll(NULL, 0, SLICE_MS);
	*delay = *delay + *delay / 2 < most ? *delay + *delay / 2 : most;
	return !cli_interrupted();
}

static void note_found(struct finish *f, const struct iqm_found *found)
{
	f->report = found->report;
	if (!f->bought)
		cli_note(f->cli,
			 "The response to the purchase '%s' was lost, but report %" PRId64
			 " is in the list: it is bought.",
			 f->key, f->report.id);
	f->bought = true;
}

/* Looks after the first end soon after the wait, also where the allowance is used up. */
static void bound(const struct finish *f, struct iqm_call *call)
{
	int64_t left = f->until - finish_now();
	long most = 0;

	cli_read_ms(f->cli->setting[SET_TIMEOUT].value, &most);
	if (left < LAST_LOOK_MS)
		left = LAST_LOOK_MS;
	call->timeout_ms = left < most ? (long)left : most;
}

static int look_for(struct finish *f, const struct iqm_wait *how)
{
	const struct iqm_op *op = f->command->op;
	struct iqm_found found;
	long delay = how->min_ms;
	struct iqm_call call = finish_call(f);
	int err;

	for (;;) {
		err = iqm_reports_find(f->cli->client, op, f->request, NULL, &found, &call);
		if (!err && found.finding == IQM_FOUND) {
			note_found(f, &found);
			return 0;
		}
		f->later = f->glance &&
			   (err ? is_passing(&call.error) : found.finding == IQM_NOT_SEEN);
		if (f->later)
			return 0;
		if (err ? !is_passing(&call.error) : found.finding == IQM_AMBIGUOUS)
			break;
		if (!pause_for(f, &call.error, &delay, how->max_ms))
			break;
		bound(f, &call);
	}
	if (err || cli_interrupted())
		return fail_find(f, &call.error);
	return fail_unseen(f, &found);
}

int seek_report(struct finish *f, const struct iqm_wait *how)
{
	char what[160];
	int err;

	snprintf(what, sizeof(what), "%s '%s'", f->command->family, f->key);
	progress_begin(f->cli, what);
	err = look_for(f, how);
	progress_end();
	return err;
}
