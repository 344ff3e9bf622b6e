/* SPDX-License-Identifier: MIT */
/* --sort-by: the rows' columns by the names that users know, as the service calls them. */
#include "input/request_memory.h"

#include <string.h>

static int fail_unknown(const struct cli_command *c, const char *flag, const char *word)
{
	struct nearest near = { .word = word };
	struct buf names = { 0 };
	char hint[96];

	for (size_t i = 0; i < c->column_len; i++) {
		nearest_try(&near, c->columns[i].name);
		iqm_buf_str(&names, i ? ", " : "");
		iqm_buf_str(&names, c->columns[i].name);
	}
	if (near.best)
		cli_fail(EXIT_USAGE, "--%s: no column '%s'%s", flag, word,
			 nearest_hint(&near, hint, sizeof(hint)));
	else
		cli_fail(EXIT_USAGE,
			 "--%s: no column '%s', expected one of %.*s, with - before it to descend",
			 flag, word, (int)names.len, names.data ? names.data : "");
	iqm_buf_free(&names);
	return EXIT_USAGE;
}

/* The field's name on the wire: the one that was typed, or the first. */
static const char *wire_name(const struct iqm_field *f, const char *word)
{
	for (size_t i = 0; f->names[i]; i++)
		if (!strcmp(f->names[i], word))
			return f->names[i];
	return f->names[0];
}

/* The field of a column; of the word that stands for a status, its id. NULL: there is none. */
static const struct iqm_field *field_named(const struct cli_command *c, const char *word)
{
	const struct iqm_descriptor *row = c->op->paged->items->sub;
	size_t column = column_named(c, row, word, strlen(word));
	struct status_fields status;

	if (column < c->column_len)
		return &row->fields[column];
	if (is_same_name("status", word, strlen(word)) && status_fields_of(c->op, &status))
		return status.id;
	return NULL;
}

int sort_field(const struct cli_command *c, const char *flag, const char *text,
	       struct request_memory *memory, const char **sent)
{
	const char *word = text + (*text == '-' || *text == '+');
	const struct iqm_field *field = field_named(c, word);
	const char *wire;
	char *copy;

	if (!field)
		return fail_unknown(c, flag, word);
	wire = wire_name(field, word);
	copy = request_memory_zeroed(memory, strlen(wire) + 2);
	if (!copy)
		return cli_fail_nomem();
	snprintf(copy, strlen(wire) + 2, "%.*s%s", (int)(word - text), text, wire);
	*sent = copy;
	return 0;
}
