/* SPDX-License-Identifier: MIT */
/* The report of a purchase: polls the service's list until it has the report, or time is up. */
#include "purchase/purchase.h"

#include <inttypes.h>

/* ---- a report that is not found ---------------------------------------------------------- */

int64_t regenerated_id(const struct iqm_op *op, const void *request)
{
	struct iqm_int id = { 0 };

	if (request && op->order)
		id = member_int(op->order->regenerate, request);
	return id.set ? id.value : 0;
}

/* A person has to settle it; the runs of everything else do not fail for ever. */
static int note_overdue(const struct fulfilment *f, const char *why)
{
	char settle[NEXT_STEP_SIZE];

	cli_info("'%s': it is not known whether it was bought: %s, and its hour is over.%s", f->key,
		 why, resume_step(f, " End it with: ", settle));
	return 0;
}

/* Must not read like a purchase that failed. */
static int fail_unknown(const struct fulfilment *f, int status, const char *why)
{
	struct iqm_error e = { .status = status };
	char resume[NEXT_STEP_SIZE];

	if (f->lost)
		e = *f->lost;
	if (f->lost)
		cli_info("%s", e.message);
	e.status = status;
	snprintf(e.message, sizeof(e.message),
		 "%sit is not known whether it was bought: %s; do not buy again%s",
		 status == IQM_E_CANCELLED ? "interrupted: " : "", why,
		 resume_step(f, ", check with: ", resume));
	return cli_fail_call(&e);
}

/* Bought for sure, but the id is not known. */
static int fail_bought(const struct fulfilment *f, int code, const char *why)
{
	char resume[NEXT_STEP_SIZE];

	if (!plan_waits(f->plan) && f->buying && !cli_interrupted()) {
		cli_info("Bought, but the report was not found: %s.%s", why,
			 resume_step(f, " Check with: ", resume));
		return 0;
	}
	return cli_fail(code, "bought, but the report was not found: %s%s", why,
			resume_step(f, "; continue with: ", resume));
}

static int fail_find(struct fulfilment *f, const struct iqm_error *e)
{
	int err = e->status;

	if (f->bought)
		return fail_bought(f, cli_interrupted() ? cli_interrupted() : cli_exit_of(err),
				   e->message);
	if (cli_interrupted())
		return fail_unknown(f, IQM_E_CANCELLED, "the search for it did not end");
	if (f->buying && err != IQM_E_KEY_USED) {
		cli_info("%s", e->message);
		return fail_unknown(f, IQM_E_UNKNOWN_OUTCOME, "the search for it failed");
	}
	err = cli_fail_call(e);
	cli_info("It is not known whether '%s' has bought. Do not buy again.", f->key);
	return err;
}

static int fail_unseen(const struct fulfilment *f, const struct iqm_found *found)
{
	int64_t id = regenerated_id(f->command->op, f->request);
	char why[96];

	if (found->finding == IQM_AMBIGUOUS)
		snprintf(why, sizeof(why), "%zu report%s of the list may be it", found->candidates,
			 found->candidates == 1 ? "" : "s");
	else if (id)
		snprintf(why, sizeof(why),
			 "report %" PRId64 " is not regenerated yet, or has failed again", id);
	else
		snprintf(why, sizeof(why), "the list does not show it yet");
	if (!f->bought && f->overdue && f->by_the_way)
		return note_overdue(f, why);
	if (!f->bought)
		return fail_unknown(f, IQM_E_UNKNOWN_OUTCOME, why);
	return fail_bought(f, EXIT_NOT_SEEN, why);
}

/* ---- finding it -------------------------------------------------------------------------- */

/* Waits until the next poll; false: there is no time for one, or a signal came. */
static bool wait_for_poll(const struct fulfilment *f, const struct iqm_error *e, long delay)
{
	int64_t left = f->until - iqm_now(&iqm_system_clock);
	int64_t wait = delay > e->retry_after_ms ? delay : e->retry_after_ms;

	if (left <= 0 || !plan_waits(f->plan))
		return false;
	if (wait > left)
		wait = left;
	progress_wait(e->status ? e->message : "not in the list yet", (long)wait);
	pause_for(wait);
	return !cli_interrupted();
}

static void take_found(struct fulfilment *f, const struct iqm_found *found)
{
	f->report = found->report;
	if (!f->bought)
		cli_info("The response to the purchase '%s' was lost, but report %" PRId64
			 " is in the list: it is bought.",
			 f->key, f->report.id);
	f->bought = true;
}

static int find(struct fulfilment *f, struct iqm_found *found, struct iqm_call *call)
{
	if (!f->polled)
		return iqm_reports_find(f->cli->client, f->command->op, f->request, NULL, found,
					call);
	f->polled = false;
	*found = f->found;
	call->error = f->poll_error;
	return f->poll_error.status;
}

static int search(struct fulfilment *f, const struct iqm_wait *how)
{
	struct iqm_found found;
	long delay = how->min_ms;
	struct iqm_call call = fulfilment_call(f);
	int err;

	for (;;) {
		err = find(f, &found, &call);
		if (!err && found.finding == IQM_FOUND) {
			take_found(f, &found);
			return 0;
		}
		if (!err && f->overdue)
			break; /* no wait would help */
		f->unfinished = f->non_blocking && (err ? iqm_is_transient(&call.error)
							: found.finding == IQM_NOT_SEEN);
		if (f->unfinished)
			return 0;
		if (err ? !iqm_is_transient(&call.error) : found.finding == IQM_AMBIGUOUS)
			break;
		if (!wait_for_poll(f, &call.error, delay))
			break;
		delay = next_delay(delay, how);
		call.timeout_ms = poll_timeout(f->cli, f->until);
	}
	if (err || cli_interrupted())
		return fail_find(f, &call.error);
	return fail_unseen(f, &found);
}

int find_report(struct fulfilment *f, const struct iqm_wait *how)
{
	char what[160];
	int err;

	snprintf(what, sizeof(what), "%s '%s'", f->command->family, f->key);
	progress_begin(what);
	err = search(f, how);
	progress_end();
	return err;
}
