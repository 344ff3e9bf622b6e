/* SPDX-License-Identifier: MIT */
/* Look-ups in the generated tables of commands. */
#include "input/input.h"

#include <string.h>

const struct iqm_field *flag_field(const struct cli_command *c, size_t flag)
{
	size_t of_query = c->op->query ? c->op->query->len : 0;

	return flag < of_query ? &c->op->query->fields[flag]
			       : &c->op->body->fields[flag - of_query];
}

const struct cli_command *command_of(const struct iqm_op *op)
{
	return command_named(op->name);
}

const struct cli_command *command_named(const char *operation)
{
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (c->kind == KIND_OPERATION && !strcmp(c->op->name, operation))
			return c;
	return NULL;
}

const struct cli_command *command_find(const char *first, const char *second, const char **family)
{
	*family = NULL;
	for (const struct cli_command *c = cli_commands; c->family; c++) {
		if (strcmp(c->family, first))
			continue;
		*family = c->family;
		if (!*c->name || (second && !strcmp(c->name, second)))
			return c;
	}
	return NULL;
}
