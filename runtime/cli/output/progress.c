/* SPDX-License-Identifier: MIT */
/*
 * How far a wait or a download is, on standard error. On a terminal it is one line that
 * is overwritten; elsewhere a line for each change. There is one standard error, so there is one of
 * these.
 */
#include "output/output.h"

#include <string.h>

#define LINE_SIZE 512
#define SHORT_WAIT_MS 1000   /* too short to be mentioned */
#define LINES_EVERY_MS 10000 /* of bytes, where each is a line */
#define RATE_AFTER_MS 500    /* an earlier rate means nothing */

static struct {
	bool active; /* between progress_begin() and progress_end() */
	char what[160];
	char now[LINE_SIZE];     /* what the last poll found */
	char printed[LINE_SIZE]; /* the last line, where each is one */
	bool polled;             /* since the last wait */
	bool found;              /* a report, by any poll */
	bool counts;             /* lines say how far it is: each wait needs none */
	int64_t began;
	int64_t last;
	int64_t first; /* bytes that were there at the beginning; -1: not known yet */
} progress;

/* ---- lines ------------------------------------------------------------------------------- */

static bool is_one_line(void)
{
	return is_terminal(stderr) && !messages_are_json();
}

static void print_line(const char *line)
{
	snprintf(progress.printed, sizeof(progress.printed), "%s", line);
	cli_info("%s", line);
}

/* Programs get lines of progress only if they ask for more. */
static bool is_silent(void)
{
	enum verbosity verbosity = messages_verbosity();

	return verbosity == VERBOSITY_QUIET || (messages_are_json() && verbosity != VERBOSITY_LOG);
}

static bool is_quiet(void)
{
	return !progress.active || is_silent();
}

/* ---- what is done ------------------------------------------------------------------------ */

void progress_begin(const char *what)
{
	memset(&progress, 0, sizeof(progress));
	progress.active = true;
	progress.began = progress.last = iqm_now(&iqm_system_clock);
	progress.first = -1;
	snprintf(progress.what, sizeof(progress.what), "%s", what);
}

/* Prints what the last poll found if no wait followed it. */
void progress_end(void)
{
	status_line_clear();
	if (!is_quiet() && !is_one_line() && progress.polled && progress.found &&
	    strcmp(progress.now, progress.printed))
		print_line(progress.now);
	progress.active = false;
}

static void time_text(long ms, char text[48])
{
	long s = (ms + 999) / 1000;

	if (s < 120)
		snprintf(text, 48, "%ld s", s);
	else
		snprintf(text, 48, "%ld min %ld s", s / 60, s % 60);
}

/* ---- waits ------------------------------------------------------------------------------- */

/* A poll that failed has found none. */
static bool is_any_found(const struct iqm_report *reports, size_t len)
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
		const char *name = status_of_state((enum iqm_report_state)state);

		if (count[state] && len == 1)
			snprintf(progress.now + at, sizeof(progress.now) - at, " %s", name);
		else if (count[state])
			at += (size_t)snprintf(progress.now + at, sizeof(progress.now) - at,
					       "%s %zu %s", any++ ? "," : "", count[state], name);
	}
	progress.polled = true;
	progress.found = progress.found || is_any_found(reports, len);
	if (!is_quiet() && is_one_line())
		status_line_show(progress.now);
}

static void show_wait(const char *what, long ms)
{
	char line[LINE_SIZE + 64];
	char in[48];

	time_text(ms, in);
	snprintf(line, sizeof(line), "%s; next check in %s", what, in);
	if (is_one_line()) {
		status_line_show(line);
	} else if (strcmp(what, progress.printed)) {
		cli_info("%s", line);
		snprintf(progress.printed, sizeof(progress.printed), "%s", what);
	}
}

void progress_pause(long ms)
{
	progress.polled = false;
	if (!is_quiet())
		show_wait(progress.now, ms);
}

void progress_wait(const char *why, long ms)
{
	snprintf(progress.now, sizeof(progress.now), "%s: %s", progress.what, why);
	if (!is_quiet())
		show_wait(progress.now, ms);
}

/* Waits of the library: for the next poll, the rate limit, another attempt. */
static void show_event(const struct iqm_event *event)
{
	char line[LINE_SIZE];
	char in[48];

	if (progress.polled) {
		progress.polled = false;
		show_wait(progress.now, event->wait_ms);
		return;
	}
	if (event->wait_ms < SHORT_WAIT_MS || (progress.counts && !is_one_line()))
		return;
	time_text(event->wait_ms, in);
	snprintf(line, sizeof(line), "%s: waits %s: %s", event->operation, in, event->why);
	if (is_one_line())
		status_line_show(line);
	else if (messages_verbosity() != VERBOSITY_LOG) /* the log has it already */
		cli_info("%s", line);
}

void progress_event(void *context, const struct iqm_event *event)
{
	(void)context;
	if (event->kind == IQM_EVENT_BAD_FIELD) {
		if (!progress.active) /* a poll shows none, and comes again and again */
			bad_fields_event(event);
		return;
	}
	if (is_silent())
		return;
	if (event->kind == IQM_EVENT_WAIT || event->kind == IQM_EVENT_RETRY)
		show_event(event);
	else if (!progress.active)
		status_line_clear(); /* the wait is over, and nothing else is shown */
}

/* ---- counts ------------------------------------------------------------------------------ */

void progress_count(size_t done, size_t total)
{
	int64_t now = iqm_now(&iqm_system_clock);
	char line[LINE_SIZE];

	progress.counts = true;
	if (is_quiet() || (!is_one_line() && now - progress.last < LINES_EVERY_MS))
		return;
	progress.last = now;
	snprintf(line, sizeof(line), "%s: %zu of %zu", progress.what, done, total);
	if (is_one_line())
		status_line_show(line);
	else
		print_line(line);
}

/* ---- bytes ------------------------------------------------------------------------------- */

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
	int64_t now = iqm_now(&iqm_system_clock);
	char line[LINE_SIZE];

	if (progress.first < 0)
		progress.first = done;
	if (is_quiet() || (!is_one_line() && now - progress.last < LINES_EVERY_MS))
		return;
	progress.last = now;
	bytes_text(done, total, now - progress.began, line, sizeof(line));
	if (is_one_line())
		status_line_show(line);
	else
		print_line(line);
}
