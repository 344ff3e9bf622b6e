/* SPDX-License-Identifier: MIT */
/* What helps against a call's error that the library cannot know: it depends on who logs in, and
 * how. */
#include "term/term.h"

#include <string.h>

/* There is one log-in of a run, so there is one of these. */
static struct {
	enum log_in_by by;
	const char *origin; /* of the token, or of the password */
} log_in;

void advice_log_in(enum log_in_by by, const char *origin)
{
	log_in.by = by;
	log_in.origin = origin;
}

static const char *log_in_command(struct advice *a)
{
	return command_text(a->command, "auth", "login", (char *)NULL);
}

/* `auth login` helps only those whose token it would replace. */
static void advise_log_in(struct advice *a)
{
	switch (log_in.by) {
	case LOG_IN_BY_TOKEN:
		snprintf(
			a->text, sizeof(a->text),
			"the token of %s is refused or has expired; give a new one, or unset it and "
			"log in",
			log_in.origin);
		break;
	case LOG_IN_BY_PASSWORD:
		snprintf(
			a->text, sizeof(a->text),
			"check base-url, client-id, client-secret, username and password (%s): each "
			"run logs in with them",
			log_in.origin);
		break;
	case LOG_IN_NOW:
		snprintf(a->text, sizeof(a->text),
			 "check base URL, client id, client secret, user name and password");
		log_in_command(a);
		break;
	default:
		log_in_command(a);
	}
}

bool advise(const struct iqm_error *e, struct advice *a)
{
	*a->text = *a->command = '\0';
	if (e->status == IQM_E_AUTH)
		advise_log_in(a);
	/* The library's words where the journal is damaged, lost or in another database, and where
	 * a repair has to be confirmed. */
	else if (e->status == IQM_E_JOURNAL && (strstr(e->message, "repair it") ||
						strstr(e->message, "until a person accepts it")))
		command_text(a->command, "journal", "repair", (char *)NULL);
	else if (e->status == IQM_E_JOURNAL && strstr(e->message, "accept the loss"))
		command_text(a->command, "journal", "repair", "--accept-lost", (char *)NULL);
	else if (e->price.spent.set) /* the budget is why */
		snprintf(a->text, sizeof(a->text), "to buy all the same, add --over-budget");
	return *a->text || *a->command;
}

const char *advice_line(const struct advice *a, char line[ADVICE_SIZE])
{
	if (*a->command)
		snprintf(line, ADVICE_SIZE, "%s%srun '%s'", a->text, *a->text ? "; " : "",
			 a->command);
	else
		snprintf(line, ADVICE_SIZE, "%s", a->text);
	return line;
}
