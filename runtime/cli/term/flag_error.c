/* SPDX-License-Identifier: MIT */
/* The library's error about a field of a request, by the name of the flag that sets it. */
#include "term/term.h"

#include <string.h>

/* What the message says behind the operation's name: "pld.delete: pldIds: required". */
static const char *behind_operation(const struct iqm_error *e)
{
	size_t len = strlen(e->operation);
	bool begins = len && !strncmp(e->message, e->operation, len) && e->message[len] == ':';

	return begins ? e->message + len + strspn(e->message + len, ": ") : e->message;
}

void flag_message(const struct iqm_error *e, char *text, size_t size)
{
	const struct cli_command *c = command_named(e->operation);
	const char *field = behind_operation(e);
	size_t len = strcspn(field, ":.[");
	int flag = e->status == IQM_E_USAGE && c ? flag_of_wire(c, field, len) : -1;

	if (flag >= 0)
		snprintf(text, size, "--%s%s", c->flags[flag].name, field + len);
	else
		snprintf(text, size, "%s", e->message);
}
