/* SPDX-License-Identifier: MIT */
/*
 * From a purchase to the file: its report is found, waited for, saved. Whatever stops it, the
 * journal and the plan have what a later run needs to go on; nothing here buys.
 */
#include "buy.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

bool finish_waits(const struct finish *f)
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

static void next_by_key(const struct cli *cli, const char *key, char text[NEXT_SIZE])
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

const char *finish_next_of(const struct finish *f, char text[NEXT_SIZE])
{
	if (f->key)
		next_by_key(f->cli, f->key, text);
	else
		snprintf(text, NEXT_SIZE, "the same command again");
	return text;
}

struct iqm_call finish_call(const struct finish *f)
{
	return (struct iqm_call){ .timeout_ms = f->cli->call.timeout_ms,
				  .cancel = f->cli->call.cancel,
				  .key = f->key };
}

/* ---- waiting for it ------------------------------------------------------------------------- */

static int fail_wait(const struct finish *f, const struct iqm_error *e)
{
	char resume[NEXT_SIZE];
	int code = cli_interrupted();

	finish_next_of(f, resume);
	if (code || e->status == IQM_E_TIMEOUT)
		return cli_fail(f->cli, code ? code : EXIT_TIMED_OUT,
				"%s: report %" PRId64 " is %s and not ready yet; go on with: %s",
				code ? "interrupted" : "the time is over", f->report.id,
				f->key ? "bought" : "there", resume);
	code = cli_fail_call(f->cli, e);
	cli_note(f->cli, "Report %" PRId64 " is %s. Go on with: %s", f->report.id,
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

static void on_poll(void *context, const struct iqm_report *reports, size_t len)
{
	(void)context;
	progress_reports(reports, len);
}

/* Where there is no time to wait one look is made all the same. */
static int look_or_wait(struct finish *f, const struct iqm_wait *how, struct iqm_call *call)
{
	int64_t left = f->until - finish_now();
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

static int await(struct finish *f, struct iqm_wait *how)
{
	struct iqm_call call = finish_call(f);
	char what[64];
	int err;

	if (!finish_waits(f) || f->report.state != IQM_REPORT_WAITING)
		return judge_state(f);
	f->later = f->glance;
	if (f->later)
		return 0;
	how->on_poll = on_poll;
	snprintf(what, sizeof(what), "%s %" PRId64, f->command->family, f->report.id);
	progress_begin(f->cli, what);
	err = look_or_wait(f, how, &call);
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

	cli_note(f->cli, "Report %" PRId64 " is ready. Go on with: %s", f->report.id,
		 finish_next_of(f, resume));
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
		err = seek_report(f, &how);
	if (err || f->later || !f->report.id)
		return err;
	err = await(f, &how);
	if (!err && !f->later && f->plan->save)
		err = save(f);
	/* Of a report that failed there is nothing to come; a list may have lost one for a while.
	 */
	f->done = !f->later && (!err || err == EXIT_REPORT_FAILED);
	return err;
}
