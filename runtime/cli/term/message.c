/* SPDX-License-Identifier: MIT */
/* Standard error: errors for people and, where the data is JSON, for programs. */
#include "cli.h"
#include "term/text.h"

#include <stdarg.h>
#include <string.h>

static bool wants_json(const struct cli *cli)
{
	const struct cli_values *given = &cli->option[OPT_OUTPUT];

	/* The settings may not be there yet. */
	if (given->len)
		return !strncmp(given->items[0], "json", 4);
	return cli->format == FORMAT_JSON || cli->format == FORMAT_JSONL;
}

static const char *class_of(int exit_code)
{
	for (const struct cli_exit_row *row = cli_exits; row->name; row++)
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
		return "answered";
	}
}

static void member(const char *name, const char *value)
{
	if (!*value)
		return;
	fprintf(stderr, ", \"%s\": ", name);
	json_string(stderr, value);
}

static void begin(int exit_code, const char *message)
{
	cli_progress_hide();
	fprintf(stderr, "{\"error\": {\"exit\": %d, \"class\": \"%s\"", exit_code,
		class_of(exit_code));
	member("message", message);
}

static void service_errors(const struct iqm_error *e)
{
	fputs(", \"service\": [", stderr);
	for (size_t i = 0; i < e->service_len; i++) {
		fputs(i ? ", {\"error\": " : "{\"error\": ", stderr);
		json_string(stderr, e->service[i].error);
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

static void put_plain(const char *begin, const char *message)
{
	fputs(begin, stderr);
	for (; *message; message++)
		fputc(*message == '\n' || (*message >= ' ' && *message <= '~') ? *message : '?',
		      stderr);
	fputc('\n', stderr);
}

/* A line, whatever the service put into it. */
static void put_line(const char *begin, const char *message)
{
	struct text line = { 0 };

	cli_progress_hide();
	text_add_str(&line, begin);
	text_add_lines(&line, message, strlen(message));
	text_add_str(&line, "\n");
	if (line.failed) /* "no memory" must be said without */
		put_plain(begin, message);
	else
		fwrite(line.at, 1, line.len, stderr);
	text_free(&line);
}

static void for_people(const char *message)
{
	put_line("iqm-insights: ", message);
}

int cli_fail(const struct cli *cli, int exit_code, const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	if (wants_json(cli)) {
		begin(exit_code, message);
		fputs("}}\n", stderr);
	} else {
		for_people(message);
	}
	return exit_code;
}

int cli_fail_nomem(const struct cli *cli)
{
	return cli_fail(cli, EXIT_FAILED, "no memory");
}

/* What to do about it, where the message cannot know the command. */
static const char *remedy(const struct iqm_error *e)
{
	switch (e->status) {
	case IQM_E_AUTH:
		return "Run 'iqm-insights auth login'.";
	default:
		return NULL;
	}
}

int cli_fail_call(const struct cli *cli, const struct iqm_error *error)
{
	int exit_code = cli_exit_of(error->status);
	const char *next = remedy(error);

	if (error->status == IQM_E_CANCELLED && cli_interrupted())
		exit_code = cli_interrupted();
	if (wants_json(cli)) {
		begin(exit_code, error->message);
		call_members(error);
		fputs("}}\n", stderr);
		return exit_code;
	}
	for_people(error->message);
	if (*error->request_id)
		fprintf(stderr, "Request id for IQM's support: %s\n", error->request_id);
	if (next)
		fprintf(stderr, "%s\n", next);
	return exit_code;
}

void cli_note(const struct cli *cli, const char *format, ...)
{
	char message[1024];
	va_list args;

	if (cli_given(cli, OPT_QUIET))
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	put_line("", message);
}
