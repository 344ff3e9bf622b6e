/* SPDX-License-Identifier: MIT */
/* Look-ups in the generated tables: commands, flags and columns, by what users call them. */
#include "command/command.h"

#include <string.h>
#include <strings.h>

/* ---- commands ---------------------------------------------------------------------------- */

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

const struct iqm_field *regenerated_by(const struct iqm_descriptor *order)
{
	for (const struct cli_command *c = cli_commands; order && c->family; c++)
		if (c->op && c->op->body == order && c->op->order)
			return c->op->order->regenerate;
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

/* ---- names ------------------------------------------------------------------------------- */

bool is_same_name(const char *name, const char *word, size_t len)
{
	return name && strlen(name) == len && !strncasecmp(name, word, len);
}

static bool is_wire_name(const struct iqm_field *f, const char *word, size_t len)
{
	for (size_t i = 0; f && f->names[i]; i++)
		if (is_same_name(f->names[i], word, len))
			return true;
	return false;
}

/* ---- flags ------------------------------------------------------------------------------- */

/* Of the first operation that has the flag. */
static const struct iqm_field *field_of_any(const char *name)
{
	for (const struct cli_command *c = cli_commands; c->family; c++)
		for (size_t i = 0; c->kind == KIND_OPERATION && i < c->flag_len; i++)
			if (c->op->effect == IQM_PAID && !strcmp(c->flags[i].name, name))
				return flag_field(c, i);
	return NULL;
}

const struct iqm_field *flag_field(const struct cli_command *c, size_t flag)
{
	size_t of_query = c->op && c->op->query ? c->op->query->len : 0;

	if (!c->op)
		return field_of_any(c->flags[flag].name);
	return flag < of_query ? &c->op->query->fields[flag]
			       : &c->op->body->fields[flag - of_query];
}

int flag_named(const struct cli_command *c, const char *word, size_t len)
{
	for (size_t i = 0; i < c->flag_len; i++)
		if (is_same_name(c->flags[i].name, word, len) ||
		    is_same_name(c->flags[i].alias, word, len))
			return (int)i;
	return -1;
}

int flag_of_wire(const struct cli_command *c, const char *word, size_t len)
{
	for (size_t i = 0; i < c->flag_len; i++)
		if (is_wire_name(flag_field(c, i), word, len))
			return (int)i;
	return -1;
}

const char *name_of_field(const struct cli_command *c, const struct iqm_field *f)
{
	const struct iqm_field *row = c->op->paged ? c->op->paged->items->sub->fields : NULL;

	for (size_t i = 0; i < c->flag_len; i++)
		if (flag_field(c, i) == f)
			return c->flags[i].name;
	for (size_t i = 0; row && i < c->column_len; i++)
		if (&row[i] == f)
			return c->columns[i].name;
	return f->names[0];
}

/* ---- columns ----------------------------------------------------------------------------- */

size_t column_named(const struct cli_command *c, const struct iqm_descriptor *row, const char *word,
		    size_t len)
{
	for (size_t i = 0; i < c->column_len; i++)
		if (is_same_name(c->columns[i].name, word, len) ||
		    is_same_name(c->columns[i].alias, word, len))
			return i;
	for (size_t i = 0; i < c->column_len; i++)
		if (is_wire_name(&row->fields[i], word, len))
			return i;
	return c->column_len;
}

const struct cli_column *column_of_role(const struct cli_command *c, enum cli_role role)
{
	for (size_t i = 0; i < c->column_len; i++)
		if (c->columns[i].role == role)
			return &c->columns[i];
	return NULL;
}

const struct iqm_field *field_of_role(const struct cli_command *c, enum cli_role role)
{
	const struct cli_column *column = column_of_role(c, role);

	return column ? &c->op->paged->items->sub->fields[column - c->columns] : NULL;
}
