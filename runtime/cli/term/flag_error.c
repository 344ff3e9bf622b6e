/* SPDX-License-Identifier: MIT */
/* Errors about a field of a request, by the name of the flag that sets it. */
#include "term/term.h"

#include <ctype.h>
#include <string.h>

/* What the message says behind the operation's name: "pld.delete: pldIds: required". */
static const char *behind_operation(const struct iqm_error *e)
{
	size_t len = strlen(e->operation);
	bool begins = len && !strncmp(e->message, e->operation, len) && e->message[len] == ':';

	return begins ? e->message + len + strspn(e->message + len, ": ") : e->message;
}

/* ---- what the service says ---------------------------------------------------------------- */

/* Whether text has the name as a word of its own. */
static bool has_word(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
		if ((at == text || !isalnum((unsigned char)at[-1])) &&
		    !isalnum((unsigned char)at[len]))
			return true;
	return false;
}

static bool is_said(const struct iqm_error *e, const char *name)
{
	for (size_t i = 0; i < e->service_len; i++)
		if (!strcmp(e->service[i].field, name))
			return true;
	return has_word(e->message, name);
}

/* The name on the wire that the service calls a field by; NULL: none. `id` may be any text's. */
static const char *name_said(const struct iqm_error *e, const struct iqm_field *f)
{
	for (size_t i = 0; f->names[i]; i++)
		if (strpbrk(f->names[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") && is_said(e, f->names[i]))
			return f->names[i];
	return NULL;
}

/* "(fileTypeId is --file-type)" of the first field that it names; "": it names none. */
static void explain(const struct iqm_error *e, const struct cli_command *c, char *text, size_t size)
{
	const char *name = NULL;

	*text = '\0';
	for (size_t i = 0; c && !name && i < c->flag_len; i++) {
		name = name_said(e, flag_field(c, i));
		if (name)
			snprintf(text, size, " (%s is --%s)", name, c->flags[i].name);
	}
}

/* ---- both --------------------------------------------------------------------------------- */

void flag_message(const struct iqm_error *e, char *text, size_t size)
{
	const struct cli_command *c = command_named(e->operation);
	const char *field = behind_operation(e);
	size_t len = strcspn(field, ":.[");
	int flag = e->status == IQM_E_USAGE && c ? flag_of_wire(c, field, len) : -1;
	char said[96] = "";

	if (e->status == IQM_E_REFUSED)
		explain(e, c, said, sizeof(said));
	if (flag >= 0)
		snprintf(text, size, "--%s%s", c->flags[flag].name, field + len);
	else
		snprintf(text, size, "%s%s", e->message, said);
}
