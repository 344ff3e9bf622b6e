/* SPDX-License-Identifier: MIT */
#include "support/event_log.h"

#include <stdio.h>
#include <stdlib.h>

/* Appends to the file that IQM_TEST_LOG names: tests/secret_scan.sh looks for secrets in it. */
static void keep_line(const char *text)
{
	const char *path = getenv("IQM_TEST_LOG");
	FILE *log = path ? fopen(path, "a") : NULL;

	if (log) {
		fprintf(log, "%s\n", text);
		fclose(log);
	}
}

static void keep_log(void *context, enum iqm_log_level level, const char *line)
{
	(void)context, (void)level;
	keep_line(line);
}

static void keep_event(void *context, const struct iqm_event *event)
{
	char text[1024];

	(void)context;
	snprintf(text, sizeof(text), "event %d %s %s %s %s %s %s", (int)event->kind,
		 event->operation, event->method ? event->method : "",
		 event->path ? event->path : "", event->field ? event->field : "",
		 event->why ? event->why : "", event->request_id ? event->request_id : "");
	keep_line(text);
}

void event_log_keep(struct iqm_settings *settings)
{
	if (!settings->log) {
		settings->log = keep_log;
		settings->log_level = IQM_LOG_DEBUG;
	}
	if (!settings->on_event)
		settings->on_event = keep_event;
}
