/* SPDX-License-Identifier: MIT */
/* What a new report needs and was not given, by flags: a refusal has the service's names, or none.
 * It is sent all the same: no document of the service says what it can do without. */
#include "input/input.h"

#include <string.h>

/* Numbers, texts and lists alike begin with a pointer, which is NULL where there is nothing. */
static bool is_there(const struct iqm_field *field, const void *request)
{
	const void *begin;

	memcpy(&begin, (const char *)request + field->offset, sizeof(begin));
	return begin;
}

/* "campaign-ids" stands in for "campaign-id". */
static bool has_plural(const struct cli_command *c, const char *name, const void *request)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < c->flag_len; i++)
		if (!strncmp(c->flags[i].name, name, len) && !strcmp(c->flags[i].name + len, "s"))
			return is_there(flag_field(c, i), request);
	return false;
}

static bool is_missing(const struct cli_command *c, size_t i, const void *request)
{
	return c->flags[i].for_new && !is_there(flag_field(c, i), request) &&
	       !has_plural(c, c->flags[i].name, request);
}

void hint_missing_fields(const struct arguments *args, const void *request)
{
	const struct cli_command *c = args->command;
	const struct iqm_field *id = regenerated_by(c->op->body);
	char text[400] = "";

	if (!request || !id || is_there(id, request))
		return;
	for (size_t i = 0; i < c->flag_len; i++) {
		size_t len = strlen(text);

		if (is_missing(c, i, request))
			snprintf(text + len, sizeof(text) - len, "%s--%s", len ? ", " : "",
				 c->flags[i].name);
	}
	hint_refused(text);
}
