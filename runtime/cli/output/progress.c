/* SPDX-License-Identifier: MIT */
/*
 * What goes on while a command waits or saves, on standard error. On a terminal it is one line that
 * changes; elsewhere a line for each change. There is one standard error, so there is one of these.
 */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */
#include "buy.h"
#include "term/text.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define LINE_SIZE 512
#define USUAL_WIDTH 80
#define SHORT_WAIT_MS 1000   /* not worth a word */
#define LINES_EVERY_MS 10000 /* of bytes, where each is a line */
#define RATE_AFTER_MS 500    /* a rate of less is chance */

static struct {
	const struct cli *cli; /* NULL: nothing to show */
	char what[160];
	char now[LINE_SIZE];  /* what the last look saw */
	char told[LINE_SIZE]; /* the last line, where each is one */
	bool looked;          /* since the last wait */
	bool seen;            /* a report, by any look */
	bool shown;           /* a line that changes stands on the terminal */
	int64_t began;
	int64_t last;
	int64_t first; /* bytes that were there at the beginning; -1: not known yet */
} progress;

/* ---- lines ---------------------------------------------------------------------------------- */

static bool changes(void)
{
	return cli_is_terminal(stderr);
}

static size_t width(void)
{
	struct winsize size;

	return !ioctl(STDERR_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : USUAL_WIDTH;
}

static void redraw(const char *line)
{
	struct text t = { 0 };
	struct text safe = { 0 };

	text_add_line(&safe, line, strlen(line));
	if (safe.at) /* the last column is left: some terminals go on to the next line after it */
		text_add_cut(&t, safe.at, safe.len, width() - 1);
	fprintf(stderr, "\r%.*s\033[K", (int)t.len, t.at ? t.at : "");
	fflush(stderr);
	progress.shown = true;
	text_free(&safe);
	text_free(&t);
}

void cli_progress_hide(void)
{
	if (!progress.shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	progress.shown = false;
}

static void tell(const char *line)
{
	snprintf(progress.told, sizeof(progress.told), "%s", line);
	cli_note(progress.cli, "%s", line);
}

static bool is_quiet(void)
{
	return !progress.cli || cli_given(progress.cli, OPT_QUIET);
}

/* ---- what is done --------------------------------------------------------------------------- */

void progress_begin(const struct cli *cli, const char *what)
{
	memset(&progress, 0, sizeof(progress));
	progress.cli = cli;
	progress.began = progress.last = finish_now();
	progress.first = -1;
	snprintf(progress.what, sizeof(progress.what), "%s", what);
}

/* What the last look saw is told even where no wait follows it. */
void progress_end(void)
{
	cli_progress_hide();
	if (!is_quiet() && !changes() && progress.looked && progress.seen &&
	    strcmp(progress.now, progress.told))
		tell(progress.now);
	progress.cli = NULL;
}

static void time_text(long ms, char text[48])
{
	long s = (ms + 999) / 1000;

	if (s < 120)
		snprintf(text, 48, "%ld s", s);
	else
		snprintf(text, 48, "%ld min %ld s", s / 60, s % 60);
}

/* ---- waits ---------------------------------------------------------------------------------- */

/* A look that failed has seen none. */
static bool is_any_seen(const struct iqm_report *reports, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (reports[i].page > 0 || reports[i].missed)
			return true;
	return false;
}

void progress_reports(const struct iqm_report *reports, size_t len)
{
	size_t count[4] = { 0 };
	size_t at;
	int any = 0;

	for (size_t i = 0; i < len; i++)
		count[reports[i].state]++;
	at = (size_t)snprintf(progress.now, sizeof(progress.now), "%s:", progress.what);
	for (int state = 0; state < 4; state++) {
		const char *name = finish_state_name((enum iqm_report_state)state);

		if (count[state] && len == 1)
			snprintf(progress.now + at, sizeof(progress.now) - at, " %s", name);
		else if (count[state])
			at += (size_t)snprintf(progress.now + at, sizeof(progress.now) - at,
					       "%s %zu %s", any++ ? "," : "", count[state], name);
	}
	progress.looked = true;
	progress.seen = progress.seen || is_any_seen(reports, len);
	if (!is_quiet() && changes())
		redraw(progress.now);
}

static void show_wait(const char *what, long ms)
{
	char line[LINE_SIZE + 64];
	char in[48];

	time_text(ms, in);
	snprintf(line, sizeof(line), "%s; next look in %s", what, in);
	if (changes()) {
		redraw(line);
	} else if (strcmp(what, progress.told)) {
		cli_note(progress.cli, "%s", line);
		snprintf(progress.told, sizeof(progress.told), "%s", what);
	}
}

void progress_pause(const char *what, long ms)
{
	snprintf(progress.now, sizeof(progress.now), "%s: %s", progress.what, what);
	if (!is_quiet())
		show_wait(progress.now, ms);
}

/* Waits of the library: for the next look, the allowance, another attempt. */
static void show_event(const struct cli *cli, const struct iqm_event *event)
{
	char line[LINE_SIZE];
	char in[48];

	if (progress.looked) {
		progress.looked = false;
		show_wait(progress.now, event->wait_ms);
		return;
	}
	if (event->wait_ms < SHORT_WAIT_MS)
		return;
	time_text(event->wait_ms, in);
	snprintf(line, sizeof(line), "%s: waits %s: %s", event->operation, in, event->why);
	if (changes())
		redraw(line);
	else if (!cli_given(cli, OPT_VERBOSE) && !cli_given(cli, OPT_DEBUG))
		cli_note(cli, "%s", line); /* the log has it otherwise */
}

void cli_progress_event(void *context, const struct iqm_event *event)
{
	const struct cli *cli = context;

	if (cli_given(cli, OPT_QUIET))
		return;
	if (event->kind == IQM_EVENT_WAIT || event->kind == IQM_EVENT_RETRY)
		show_event(cli, event);
	else if (!progress.cli)
		cli_progress_hide(); /* the wait is over, and nothing else is shown */
}

/* ---- bytes ---------------------------------------------------------------------------------- */

static void size_text(double bytes, char text[24])
{
	static const char *const units[] = { "B", "KB", "MB", "GB", "TB" };
	size_t unit = 0;

	while (bytes >= 1000 && unit < 4) {
		bytes /= 1000;
		unit++;
	}
	snprintf(text, 24, unit ? "%.1f %s" : "%.0f %s", bytes, units[unit]);
}

static void bytes_text(int64_t done, int64_t total, int64_t took, char *line, size_t size)
{
	double rate = took > 0 ? (double)(done - progress.first) * 1000 / (double)took : 0;
	char part[24];
	char whole[24];
	char speed[24];
	size_t at;

	size_text((double)done, part);
	size_text((double)total, whole);
	size_text(rate, speed);
	at = (size_t)snprintf(line, size, "%s: %s", progress.what, part);
	if (total > 0)
		at += (size_t)snprintf(line + at, size - at, " of %s, %d%%", whole,
				       (int)(100 * (double)done / (double)total));
	if (took < RATE_AFTER_MS || rate < 1)
		return;
	at += (size_t)snprintf(line + at, size - at, ", %s/s", speed);
	if (total > done)
		snprintf(line + at, size - at, ", %.0f s left", (double)(total - done) / rate);
}

void progress_bytes(int64_t done, int64_t total)
{
	int64_t now = finish_now();
	char line[LINE_SIZE];

	if (progress.first < 0)
		progress.first = done;
	if (is_quiet() || (!changes() && now - progress.last < LINES_EVERY_MS))
		return;
	progress.last = now;
	bytes_text(done, total, now - progress.began, line, sizeof(line));
	if (changes())
		redraw(line);
	else
		tell(line);
}
