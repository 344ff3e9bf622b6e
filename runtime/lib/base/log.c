/* SPDX-License-Identifier: MIT */
/* Log lines and hooks: what they are told has no secret, as it is made of facts and errors only. */
#include "internal.h"

#include <stdarg.h>
#include <stdio.h>

void iqm_log(const struct iqm_client *client, enum iqm_log_level level, const char *format, ...)
{
	char line[sizeof(((struct iqm_error *)0)->message)];
	va_list args;

	if (!client->log || level > client->log_level)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	client->log(client->log_context, level, line);
}

void iqm_emit(const struct iqm_client *client, const struct iqm_event *event)
{
	if (client->on_event)
		client->on_event(client->event_context, event);
}

void iqm_tell_wait(const struct iqm_client *client, const char *operation, int attempt,
		   int64_t wait_ms, const char *why)
{
	struct iqm_event event = {
		.kind = IQM_EVENT_WAIT,
		.operation = operation,
		.attempt = attempt,
		.wait_ms = (long)wait_ms,
		.why = why,
	};

	if (wait_ms)
		iqm_log(client, IQM_LOG_INFO, "%s: waiting %ld ms: %s", operation, (long)wait_ms,
			why);
	else
		iqm_log(client, IQM_LOG_INFO, "%s: waiting: %s", operation, why);
	iqm_emit(client, &event);
}
