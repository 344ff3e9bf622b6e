/* SPDX-License-Identifier: MIT */
/* Standard error: errors for people or, if the data is JSON, for programs. */
#include "term/about.h"
#include "term/term.h"

#include <cjson/cJSON.h>
#include <ctype.h>
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

static bool add(cJSON *to, const char *name, const char *value)
{
	return !*value || cJSON_AddStringToObject(to, name, value);
}

static bool add_number(cJSON *to, const char *name, long value)
{
	return !value || cJSON_AddNumberToObject(to, name, (double)value);
}

static bool add_service(cJSON *to, const struct iqm_error *e)
{
	cJSON *list = e->service_len ? cJSON_AddArrayToObject(to, "service") : NULL;
	bool whole = list || !e->service_len;

	for (size_t i = 0; whole && i < e->service_len; i++) {
		cJSON *item = cJSON_CreateObject();

		whole = cJSON_AddItemToArray(list, item) &&
			cJSON_AddStringToObject(item, "error", e->service[i].error) &&
			add(item, "reason", e->service[i].reason) &&
			add(item, "field", e->service[i].field) &&
			add(item, "contact", e->service[i].contact);
	}
	return whole;
}

static bool add_amount(cJSON *to, const char *name, struct iqm_num v)
{
	return !v.set || cJSON_AddNumberToObject(to, name, v.value);
}

/* Why nothing was bought. */
static bool add_price(cJSON *to, const struct iqm_price_refusal *p)
{
	static const char *const reasons[] = {
		[IQM_PRICE_TOO_DEAR] = "too-dear",       [IQM_PRICE_NO_PRICE] = "no-price",
		[IQM_PRICE_NO_FUNDS] = "no-funds",       [IQM_PRICE_EXISTS] = "exists",
		[IQM_PRICE_OVERLAPPING] = "overlapping", [IQM_PRICE_OTHER] = "other",
		[IQM_PRICE_OVER_BUDGET] = "over-budget",
	};
	cJSON *price = p->reason ? cJSON_AddObjectToObject(to, "price") : NULL;

	if (!p->reason)
		return true;
	return add(price, "reason", reasons[p->reason]) && add_amount(price, "cost", p->cost) &&
	       add_amount(price, "limit", p->limit) && add_amount(price, "spent", p->spent) &&
	       add_number(price, "report_id", p->report_id.value);
}

static bool add_advice(cJSON *to, const struct iqm_error *e)
{
	struct advice advice;
	char line[ADVICE_SIZE];

	return !advise(e, &advice) || add(to, "advice", advice_line(&advice, line));
}

static bool add_call(cJSON *to, const struct iqm_error *e)
{
	int cause = e->cause && e->cause != e->status ? e->cause : 0;

	return add(to, "status", iqm_status_name(e->status)) &&
	       add(to, "cause", cause ? iqm_status_name(cause) : "") &&
	       add(to, "operation", e->operation) &&
	       add(to, "delivery", delivery_of(e->delivery)) && add(to, "path", e->path) &&
	       add(to, "request_id", e->request_id) && add(to, "key", e->key) &&
	       cJSON_AddNumberToObject(to, "attempts", e->attempts) &&
	       add_number(to, "http_status", e->http_status) &&
	       add_number(to, "curl_code", e->curl_code) &&
	       add_number(to, "retry_after_ms", e->retry_after_ms) && add_price(to, &e->price) &&
	       add_service(to, e) && add_advice(to, e);
}

/* `call`: what else is known; NULL: nothing. Gives NULL if there is no memory. */
static cJSON *error_tree(int exit_code, const char *message, const struct iqm_error *call)
{
	cJSON *root = cJSON_CreateObject();
	cJSON *error = cJSON_AddObjectToObject(root, "error");
	bool whole = cJSON_AddNumberToObject(error, "exit", exit_code) &&
		     add(error, "class", class_of(exit_code)) && add(error, "message", message) &&
		     add(error, "about", about_text()) && (!call || add_call(error, call));

	if (whole)
		return root;
	cJSON_Delete(root);
	return NULL;
}

/* "Out of memory" is said without memory. */
static void for_programs(int exit_code, const char *message, const struct iqm_error *call)
{
	struct buf line = { 0 };

	status_line_clear();
	json_add_tree(&line, error_tree(exit_code, message, call));
	iqm_buf_str(&line, "\n");
	if (line.err)
		fprintf(stderr,
			"{\"error\":{\"exit\":%d,\"class\":\"%s\",\"message\":\"out of memory\"}}\n",
			exit_code, class_of(exit_code));
	else
		fwrite(line.data, 1, line.len, stderr);
	iqm_buf_free(&line);
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
	struct buf line = { 0 };

	status_line_clear();
	iqm_buf_str(&line, begin);
	about_add(&line);
	text_add_lines(&line, message, strlen(message));
	iqm_buf_str(&line, "\n");
	if (line.err) /* "out of memory" is said without memory */
		put_plain(begin, message);
	else
		fwrite(line.data, 1, line.len, stderr);
	iqm_buf_free(&line);
}

static void for_people(const char *message)
{
	put_line(PROGRAM ": ", message);
}

/* ---- both -------------------------------------------------------------------------------- */

int cli_fail(int exit_code, const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	about_keep(message);
	if (messages.json)
		for_programs(exit_code, message, NULL);
	else
		for_people(message);
	return exit_code;
}

int cli_fail_nomem(void)
{
	return cli_fail(EXIT_FAILED, "out of memory");
}

/* The same situation has one code in all families, and whether the price says so or the purchase.
 */
static int exit_of(const struct iqm_error *error)
{
	if (error->status == IQM_E_CANCELLED && cli_interrupted())
		return cli_interrupted();
	switch (error->price.reason) {
	case IQM_PRICE_EXISTS:
		return EXIT_EXISTS;
	case IQM_PRICE_OVERLAPPING:
	case IQM_PRICE_OTHER:
		return EXIT_REFUSED;
	default:
		return cli_exit_of(error->status);
	}
}

/* A command is shown at the end, where there is a terminal. */
static void put_advice(const struct iqm_error *error)
{
	struct advice advice;
	char line[ADVICE_SIZE];
	char sentence[ADVICE_SIZE + 1];

	if (!advise(error, &advice))
		return;
	if (next_step_at_end(advice.command))
		*advice.command = '\0';
	advice_line(&advice, line);
	snprintf(sentence, sizeof(sentence), "%c%s.", toupper((unsigned char)*line), line + 1);
	if (*line)
		put_line("", sentence);
}

int cli_fail_call(const struct iqm_error *error)
{
	int exit_code = exit_of(error);
	char message[sizeof(error->message) + 64];

	flag_message(error, message, sizeof(message));
	about_keep(message);
	if (messages.json) {
		for_programs(exit_code, message, error);
		return exit_code;
	}
	for_people(message);
	if (*error->request_id)
		fprintf(stderr, "Request id for the service's support: %s\n", error->request_id);
	put_advice(error);
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
