/* SPDX-License-Identifier: MIT */
/*
 * From a purchase to the file: its report is found, waited for, saved. Whatever stops it, the
 * journal has what a later run needs to continue; nothing here buys.
 */
#include "purchase/purchase.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the wait ---------------------------------------------------------------------------- */

static int fail_wait(const struct fulfilment *f, const struct iqm_error *e)
{
	char resume[NEXT_STEP_SIZE];
	int code = cli_interrupted();

	if (f->report.page && !f->report.confirmed && e->status == IQM_E_TIMEOUT && *e->message)
		cli_info("%s", e->message); /* says what it may be besides */
	if (code || e->status == IQM_E_TIMEOUT)
		return cli_fail(code ? code : EXIT_TIMED_OUT,
				"%s: report %" PRId64 " %s but not ready yet%s",
				code ? "interrupted" : "timed out", f->report.id,
				f->key ? "is bought" : "exists",
				resume_step(f, "; continue with: ", resume));
	code = cli_fail_call(e);
	cli_info("Report %" PRId64 " %s.%s", f->report.id, f->key ? "is bought" : "exists",
		 resume_step(f, " Continue with: ", resume));
	return code;
}

static int check_state(const struct fulfilment *f)
{
	int64_t id = f->report.id;

	switch (f->report.state) {
	case IQM_REPORT_FAILED:
		return cli_fail(EXIT_REPORT_FAILED,
				"report %" PRId64 " failed: the service could not make it", id);
	case IQM_REPORT_GONE:
		return cli_fail(EXIT_NOT_FOUND, "report %" PRId64 " is no longer in the list", id);
	default:
		return 0;
	}
}

static void on_poll(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context;
	progress_reports(reports, len);
}

/* Polls once even if there is no time left to wait. */
static int poll_or_wait(struct fulfilment *f, const struct iqm_wait *how, struct iqm_call *call)
{
	int64_t left = f->until - iqm_now(&iqm_system_clock);
	int err;

	if (left > 0) {
		call->timeout_ms = (long)left;
		return iqm_reports_wait(f->cli->client, f->command->op, &f->report, 1, how, call);
	}
	err = iqm_reports_poll(f->cli->client, f->command->op, &f->report, 1, call);
	if (!err && f->report.state == IQM_REPORT_WAITING)
		err = call->error.status = IQM_E_TIMEOUT;
	return err;
}

static int wait_until_ready(struct fulfilment *f, struct iqm_wait *how)
{
	struct iqm_call call = fulfilment_call(f);
	char what[64];
	int err;

	if (!plan_waits(f->plan) || f->report.state != IQM_REPORT_WAITING)
		return check_state(f);
	f->unfinished = f->non_blocking;
	if (f->unfinished)
		return 0;
	if (f->together)
		return fail_wait(f, &f->poll_error);
	how->on_poll = on_poll;
	snprintf(what, sizeof(what), "%s %" PRId64, f->command->family, f->report.id);
	progress_begin(what);
	err = poll_or_wait(f, how, &call);
	progress_end();
	return err ? fail_wait(f, &call.error) : check_state(f);
}

/* ---- its file ---------------------------------------------------------------------------- */

/* Hosts that share a directory have numbers of their own for its device. */
static void identity(const struct stat *about, char *text, size_t size)
{
	snprintf(text, size, "%ju:%jd", (uintmax_t)about->st_ino, (intmax_t)about->st_size);
}

/* From now on the file may exist under its name: a later run, of any host, must recognize it. */
static int on_complete(void *context)
{
	struct fulfilment *f = context;
	char part[4096 + 8];
	struct stat about;

	snprintf(part, sizeof(part), "%s.part", f->plan->save);
	if (!f->key || lstat(part, &about))
		return 0;
	identity(&about, f->plan->file, sizeof(f->plan->file));
	f->unrecorded = plan_record(f->cli, f->key, f->plan);
	return f->unrecorded;
}

/* A kill right after the part file got its name leaves its sidecar. */
static void remove_sidecar(const char *path)
{
	char part[4096 + 8];
	char sidecar[sizeof(part) + 8];

	snprintf(part, sizeof(part), "%s.part", path);
	snprintf(sidecar, sizeof(sidecar), "%s.meta", part);
	if (access(part, F_OK))
		unlink(sidecar);
}

/* By an earlier run, which was killed right after. */
static bool is_saved(struct fulfilment *f)
{
	char text[sizeof(f->plan->file)];
	struct stat about;

	if (!*f->plan->file || lstat(f->plan->save, &about))
		return false;
	identity(&about, text, sizeof(text));
	if (strcmp(text, f->plan->file) != 0)
		return false;
	f->bytes = about.st_size;
	remove_sidecar(f->plan->save);
	return true;
}

static int fail_save(const struct fulfilment *f, const struct iqm_error *e)
{
	char resume[NEXT_STEP_SIZE];
	int code;

	note_refused(f->plan->save, e);
	code = cli_fail_call(e);
	cli_info("Report %" PRId64 " is ready.%s", f->report.id,
		 resume_step(f, " Continue with: ", resume));
	return code;
}

static int save(struct fulfilment *f)
{
	struct report_file file = {
		.cli = f->cli,
		.link = f->command->link,
		.id = f->report.id,
		.path = f->plan->save,
		.mode = f->plan->mode,
		.strict = f->plan->strict,
		.complete = on_complete,
		.context = f,
	};
	int err;

	if (is_saved(f))
		return 0;
	err = save_file_type(f->command, "save", file.path, &file.type);
	if (err)
		return err;
	f->plan->done = false; /* the file is not there any more */
	f->unrecorded = 0;
	if (save_report(&file))
		return f->unrecorded ? f->unrecorded : fail_save(f, &file.error);
	f->bytes = file.bytes;
	return 0;
}

/* ---- all of it --------------------------------------------------------------------------- */

int wait_and_save(struct fulfilment *f)
{
	struct iqm_wait how = { 0 };
	int err = parse_wait_intervals(&f->cli->args, &how);

	f->unfinished = false;
	if (!err && !f->report.id)
		err = find_report(f, &how);
	if (err || f->unfinished || !f->report.id)
		return err;
	err = wait_until_ready(f, &how);
	if (!err && !f->unfinished && f->plan->save)
		err = save(f);
	/* A report that failed stays failed; one that is gone may be back in the list later. */
	f->done = !f->unfinished && (!err || err == EXIT_REPORT_FAILED);
	return err;
}
