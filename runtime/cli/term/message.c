/* SPDX-License-Identifier: MIT */
/* Standard error: errors for people or, if the data is JSON, for programs. */
#include "term/term.h"

#include <stdarg.h>
#include <string.h>

/* There is one standard error, so there is one of these. */
static struct {
	bool json;
	enum verbosity verbosity;
} messages = { .verbosity = VERBOSITY_NORMAL };

void messages_in_json(bool json)
{
	messages.json = json;
}

void messages_set_verbosity(enum verbosity verbosity)
{
	if (messages.verbosity != VERBOSITY_QUIET)
		messages.verbosity = verbosity;
}

enum verbosity messages_verbosity(void)
{
	return messages.verbosity;
}

/* ---- errors for programs ----------------------------------------------------------------- */

static const char *class_of(int exit_code)
{
	for (const struct cli_exit_info *row = cli_exits; row->name; row++)
		if (row->code == exit_code)
			return row->name;
	return "failed";
}

static const char *delivery_of(enum iqm_delivery delivery)
{
	switch (delivery) {
	case IQM_NOT_SENT:
		return "not sent";
	case IQM_MAYBE_SENT:
		return "maybe sent";
	default:
		return "responded";
	}
}

static void member(const char *name, const char *value)
{
	if (!*value)
		return;
	fprintf(stderr, ", \"%s\": ", name);
	json_put_string(stderr, value);
}

static void begin(int exit_code, const char *message)
{
	status_line_clear();
	fprintf(stderr, "{\"error\": {\"exit\": %d, \"class\": \"%s\"", exit_code,
		class_of(exit_code));
	member("message", message);
}

static void service_errors(const struct iqm_error *e)
{
	fputs(", \"service\": [", stderr);
	for (size_t i = 0; i < e->service_len; i++) {
		fputs(i ? ", {\"error\": " : "{\"error\": ", stderr);
		json_put_string(stderr, e->service[i].error);
		member("reason", e->service[i].reason);
		member("field", e->service[i].field);
		fputs("}", stderr);
	}
	fputs("]", stderr);
}

static void call_members(const struct iqm_error *e)
{
	member("status", iqm_status_name(e->status));
	if (e->cause && e->cause != e->status)
		member("cause", iqm_status_name(e->cause));
	member("operation", e->operation);
	member("delivery", delivery_of(e->delivery));
	member("path", e->path);
	member("request_id", e->request_id);
	fprintf(stderr, ", \"attempts\": %d", e->attempts);
	if (e->http_status)
		fprintf(stderr, ", \"http_status\": %ld", e->http_status);
	if (e->curl_code)
		fprintf(stderr, ", \"curl_code\": %d", e->curl_code);
	if (e->retry_after_ms)
		fprintf(stderr, ", \"retry_after_ms\": %ld", e->retry_after_ms);
	if (e->service_len)
		service_errors(e);
}

/* ---- lines for people -------------------------------------------------------------------- */

static void put_plain(const char *begin, const char *message)
{
	fputs(begin, stderr);
	for (; *message; message++)
		fputc(*message == '\n' || (*message >= ' ' && *message <= '~') ? *message : '?',
		      stderr);
	fputc('\n', stderr);
}

/* A line that is safe on a terminal, whatever the service put into it. */
static void put_line(const char *begin, const char *message)
{
	struct text line = { 0 };

	status_line_clear();
	text_add_str(&line, begin);
	text_add_lines(&line, message, strlen(message));
	text_add_str(&line, "\n");
	if (line.failed) /* "out of memory" is said without memory */
		put_plain(begin, message);
	else
		fwrite(line.at, 1, line.len, stderr);
	text_free(&line);
}

static void for_people(const char *message)
{
	put_line("iqm-insights: ", message);
}

/* ---- both -------------------------------------------------------------------------------- */

int cli_fail(int exit_code, const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	if (messages.json) {
		begin(exit_code, message);
		fputs("}}\n", stderr);
	} else {
		for_people(message);
	}
	return exit_code;
}

int cli_fail_nomem(void)
{
	return cli_fail(EXIT_FAILED, "out of memory");
}

/* The command that helps, which the library does not know; NULL: none. */
static const char *remedy(const struct iqm_error *e)
{
	switch (e->status) {
	case IQM_E_AUTH:
		return "Run 'iqm-insights auth login'.";
	default:
		return NULL;
	}
}

int cli_fail_call(const struct iqm_error *error)
{
	int exit_code = cli_exit_of(error->status);
	const char *help = remedy(error);

	if (error->status == IQM_E_CANCELLED && cli_interrupted())
		exit_code = cli_interrupted();
	if (messages.json) {
		begin(exit_code, error->message);
		call_members(error);
		fputs("}}\n", stderr);
		return exit_code;
	}
	for_people(error->message);
	if (*error->request_id)
		fprintf(stderr, "Request id for IQM's support: %s\n", error->request_id);
	if (help)
		fprintf(stderr, "%s\n", help);
	return exit_code;
}

void cli_info(const char *format, ...)
{
	char message[1024];
	va_list args;

	if (messages.verbosity == VERBOSITY_QUIET)
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	put_line("", message);
}
