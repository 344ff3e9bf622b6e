/* SPDX-License-Identifier: MIT */
/* Errors, notes and warnings on standard error. */
#include "term/about.h"
#include "term/term.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

/* ---- errors ------------------------------------------------------------------------------ */

static int put_error(int exit_code, const char *message, const struct iqm_error *call)
{
	struct buf line = { 0 };

	about_keep(message);
	if (!messages_are_json()) {
		cli_say("error", PROGRAM ": ", message);
	} else {
		json_add_tree(&line, error_tree(exit_code, message, call));
		message_put(&line);
	}
	return exit_code;
}

int cli_fail(int exit_code, const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	return put_error(exit_code, message, NULL);
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
		cli_say("next", "", sentence);
}

int cli_fail_call(const struct iqm_error *error)
{
	char message[2 * sizeof(error->message)];
	char request[48 + sizeof(error->request_id)];
	int exit_code = exit_of(error);

	flag_message(error, message, sizeof(message));
	hint_add(error, message, sizeof(message));
	put_error(exit_code, message, error);
	if (messages_are_json())
		return exit_code;
	snprintf(request, sizeof(request), "Request id for the service's support: %s",
		 error->request_id);
	if (*error->request_id)
		cli_say("request-id", "", request); /* behind what it is about */
	put_advice(error);
	return exit_code;
}

/* ---- other lines ------------------------------------------------------------------------- */

void cli_info(const char *format, ...)
{
	char message[1024];
	va_list args;

	if (messages_verbosity() == VERBOSITY_QUIET)
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	cli_say("note", "", message);
}

void cli_warn(const char *format, ...)
{
	char message[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	cli_say("warning", PAINT_YELLOW "Warning:" PAINT_END " ", message);
}
