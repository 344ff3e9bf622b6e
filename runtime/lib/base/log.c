/* SPDX-License-Identifier: MIT */
/* Log lines and events. They carry facts and errors only, and so no secret. */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>

void iqm_log(const struct logger *logger, enum iqm_log_level level, const char *format, ...)
{
	char line[sizeof(((struct iqm_error *)0)->message)];
	va_list args;

	if (!logger->log || level > logger->level)
		return;
	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	logger->log(logger->log_context, level, line);
}

void iqm_emit(const struct logger *logger, const struct iqm_event *event)
{
	if (logger->on_event)
		logger->on_event(logger->event_context, event);
}

void iqm_emit_wait(const struct logger *logger, const struct deadline *deadline,
		   const char *operation, int attempt, int64_t wait_ms, const char *why)
{
	struct iqm_event event = {
		.kind = IQM_EVENT_WAIT,
		.operation = operation,
		.attempt = attempt,
		.wait_ms = (long)wait_ms,
		.why = why,
		.user_data = deadline->user_data,
	};

	if (wait_ms)
		iqm_log(logger, IQM_LOG_INFO, "%s: waiting %ld ms: %s", operation, (long)wait_ms,
			why);
	else
		iqm_log(logger, IQM_LOG_INFO, "%s: waiting: %s", operation, why);
	iqm_emit(logger, &event);
}
