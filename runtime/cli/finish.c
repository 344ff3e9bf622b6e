/* SPDX-License-Identifier: MIT */
/*
 * From a purchase to the file: finds its report, waits for it, saves it. Whatever stops it, the
 * journal and the plan have what a later run needs to go on; nothing here buys.
 */
#include "buy.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define ONE_LOOK_MS 2000 /* is always made */
#define SLICE_MS 100     /* of a pause: a signal may come between two looks at it */

/* ---- what it has in hand -------------------------------------------------------------------- */

int64_t finish_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int finish_deadline(const struct cli *cli, int64_t *until)
{
	long ms = 0;
	int err = cli_option_ms(cli, OPT_WAIT_TIMEOUT, &ms);

	*until = finish_now() + ms;
	return err;
}

const char *finish_state_name(enum iqm_report_state state)
{
	static const char *const names[] = { "waiting", "ready", "failed", "gone" };

	return names[state];
}

static bool wants_file_or_wait(const struct finish *f)
{
	return f->plan->wait || f->plan->save;
}

/* As a shell takes it: in quotes, where it has more than plain characters. */
static void add_word(char *text, size_t size, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./:,=+@";
	bool quoted = !*word || word[strspn(word, plain)];
	size_t len = strlen(text);

	len += (size_t)snprintf(text + len, size - len, quoted ? " '" : " ");
	for (; *word && len + 6 < size; word++)
		len += (size_t)snprintf(text + len, size - len, *word == '\'' ? "'\\''" : "%c",
					*word);
	if (quoted)
		snprintf(text + len, size - len, "'");
}

void finish_next(const struct cli *cli, const char *key, char text[NEXT_SIZE])
{
	snprintf(text, NEXT_SIZE, "iqm-insights journal resume");
	if (strcmp(cli->profile, "default") != 0) {
		snprintf(text + strlen(text), NEXT_SIZE - strlen(text), " --profile");
		add_word(text, NEXT_SIZE, cli->profile);
	}
	if (*key == '-')
		snprintf(text + strlen(text), NEXT_SIZE - strlen(text), " --");
	add_word(text, NEXT_SIZE, key);
}

static const char *next(const struct finish *f, char text[NEXT_SIZE])
{
	if (f->key)
		finish_next(f->cli, f->key, text);
	else
		snprintf(text, NEXT_SIZE, "the same command again");
	return text;
}

static struct iqm_call new_call(const struct finish *f)
{
	return (struct iqm_call){ .timeout_ms = f->cli->call.timeout_ms,
				  .cancel = f->cli->call.cancel,
				  .key = f->key };
}

/* ---- a report that is not found ------------------------------------------------------------- */

/* It must not look like a purchase that failed. */
static int fail_unknown(const struct finish *f, int status, const char *why)
{
	struct iqm_error e = { .status = status };
	char resume[NEXT_SIZE];

	if (f->lost)
		e = *f->lost;
	e.status = status;
	snprintf(
		e.message, sizeof(e.message),
		"%sit is not known whether it was bought: %s; do not buy again, look with '%s'%s%s",
		status == IQM_E_CANCELLED ? "interrupted: " : "", why, next(f, resume),
		f->lost ? "; the purchase: " : "", f->lost ? f->lost->message : "");
	return cli_fail_call(f->cli, &e);
}

/* Bought, and the id is not known. */
static int fail_bought(const struct finish *f, int code, const char *why)
{
	char resume[NEXT_SIZE];

	if (!wants_file_or_wait(f) && f->buying && !cli_interrupted()) {
		cli_note(f->cli, "Bought; its id is not known yet: %s. Look with '%s'.", why,
			 next(f, resume));
		return 0;
	}
	return cli_fail(f->cli, code,
			"it is bought, but its id is not known yet: %s; go on with '%s'", why,
			next(f, resume));
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
	if (f->buying && err != IQM_E_KEY_USED)
		return fail_unknown(f, IQM_E_UNKNOWN_OUTCOME, e->message);
	err = cli_fail_call(f->cli, e);
	cli_note(f->cli, "Whether '%s' has bought is not known. Do not buy again.", f->key);
	return err;
}

static int fail_unseen(const struct finish *f, const struct iqm_found *found)
{
	bool several = found->finding == IQM_AMBIGUOUS;
	char why[96];

	snprintf(why, sizeof(why),
		 several ? "%zu reports of the list may be it" : "the list does not show it yet",
		 found->candidates);
	if (!f->bought)
		return fail_unknown(f, IQM_E_UNKNOWN_OUTCOME, why);
	return fail_bought(f, !several && wants_file_or_wait(f) ? EXIT_TIMED_OUT : EXIT_NOT_SEEN,
			   why);
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

	if (left <= 0 || !wants_file_or_wait(f))
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
			 "The answer to the purchase '%s' was lost, but report %" PRId64
			 " is in the list: it is bought.",
			 f->key, f->report.id);
	f->bought = true;
}

static int look_for(struct finish *f, const struct iqm_wait *how)
{
	const struct iqm_op *op = f->command->op;
	struct iqm_found found;
	long delay = how->min_ms;
	struct iqm_call call;
	int err;

	do {
		call = new_call(f);
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
	} while (pause_for(f, &call.error, &delay, how->max_ms));
	if (err || cli_interrupted())
		return fail_find(f, &call.error);
	return fail_unseen(f, &found);
}

static int find(struct finish *f, const struct iqm_wait *how)
{
	char what[160];
	int err;

	snprintf(what, sizeof(what), "%s '%s'", f->command->family, f->key);
	progress_begin(f->cli, what);
	err = look_for(f, how);
	progress_end();
	return err;
}

/* ---- waiting for it ------------------------------------------------------------------------- */

static int fail_wait(const struct finish *f, const struct iqm_error *e)
{
	char resume[NEXT_SIZE];
	int code = cli_interrupted();

	next(f, resume);
	if (code || e->status == IQM_E_TIMEOUT)
		return cli_fail(f->cli, code ? code : EXIT_TIMED_OUT,
				"%s: report %" PRId64 " is %s and not ready yet; go on with '%s'",
				code ? "interrupted" : "the time is over", f->report.id,
				f->key ? "bought" : "there", resume);
	code = cli_fail_call(f->cli, e);
	cli_note(f->cli, "Report %" PRId64 " is %s. Go on with '%s'.", f->report.id,
		 f->key ? "bought" : "there", resume);
	return code;
}

static int judge_state(const struct finish *f)
{
	int64_t id = f->report.id;

	switch (f->report.state) {
	case IQM_REPORT_FAILED:
		return cli_fail(f->cli, EXIT_REPORT_FAILED,
				"report %" PRId64 " failed: the service could not make it", id);
	case IQM_REPORT_GONE:
		return cli_fail(f->cli, EXIT_NOT_FOUND,
				"report %" PRId64 " is not in the list any more", id);
	default:
		return 0;
	}
}

static void on_look(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context;
	progress_reports(reports, len);
}

static int await(struct finish *f, struct iqm_wait *how)
{
	int64_t left = f->until - finish_now();
	struct iqm_call call = new_call(f);
	char what[64];
	int err;

	if (!wants_file_or_wait(f) || f->report.state != IQM_REPORT_WAITING)
		return judge_state(f);
	f->later = f->glance;
	if (f->later)
		return 0;
	how->on_look = on_look;
	snprintf(what, sizeof(what), "%s %" PRId64, f->command->family, f->report.id);
	progress_begin(f->cli, what);
	call.timeout_ms = left > ONE_LOOK_MS ? (long)left : ONE_LOOK_MS;
	err = iqm_reports_wait(f->cli->client, f->command->op, &f->report, 1, how, &call);
	progress_end();
	return err ? fail_wait(f, &call.error) : judge_state(f);
}

/* ---- its file ------------------------------------------------------------------------------- */

static void identity(const struct stat *about, char *text, size_t size)
{
	snprintf(text, size, "%ju:%ju:%jd", (uintmax_t)about->st_dev, (uintmax_t)about->st_ino,
		 (intmax_t)about->st_size);
}

/* From here on the file may be there under its name: whoever goes on must know it again. */
static void on_whole(void *context)
{
	struct finish *f = context;
	char part[4096 + 8];
	struct stat about;

	snprintf(part, sizeof(part), "%s.part", f->plan->save);
	if (!f->key || lstat(part, &about))
		return;
	identity(&about, f->plan->file, sizeof(f->plan->file));
	plan_write(f->cli, f->key, f->plan);
}

/* By the run before, which was killed after. */
static bool is_saved(struct finish *f)
{
	char text[sizeof(f->plan->file)];
	struct stat about;

	if (!*f->plan->file || lstat(f->plan->save, &about))
		return false;
	identity(&about, text, sizeof(text));
	if (strcmp(text, f->plan->file) != 0)
		return false;
	f->bytes = about.st_size;
	return true;
}

static int fail_save(const struct finish *f, const struct iqm_error *e)
{
	char resume[NEXT_SIZE];
	int code = cli_fail_call(f->cli, e);

	cli_note(f->cli, "Report %" PRId64 " is ready. Go on with '%s'.", f->report.id,
		 next(f, resume));
	return code;
}

static int save(struct finish *f)
{
	struct save_order order = {
		.cli = f->cli,
		.link = f->command->link,
		.id = f->report.id,
		.path = f->plan->save,
		.whole = on_whole,
		.context = f,
	};
	int err;

	if (is_saved(f))
		return 0;
	err = save_type(f->cli, f->command, order.path, &order.type);
	if (err)
		return err;
	if (save_file(&order))
		return fail_save(f, &order.error);
	f->bytes = order.bytes;
	return 0;
}

/* ---- the run -------------------------------------------------------------------------------- */

int finish_run(struct finish *f)
{
	struct iqm_wait how = { 0 };
	int err = wait_options(f->cli, &how);

	f->later = false;
	if (!err && !f->report.id)
		err = find(f, &how);
	if (err || f->later || !f->report.id)
		return err;
	err = await(f, &how);
	if (!err && !f->later && f->plan->save)
		err = save(f);
	/* Of a report that failed or is gone there is nothing to come. */
	f->done = !f->later && (!err || err == EXIT_REPORT_FAILED || err == EXIT_NOT_FOUND);
	return err;
}
