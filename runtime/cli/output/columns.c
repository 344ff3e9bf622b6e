/* SPDX-License-Identifier: MIT */
/* Which columns of an operation's response are shown. */
#include "term/nearest.h"
#include "output/out.h"

#include <stdlib.h>
#include <string.h>

#define GROUP "group" /* the column that has the list's name */

static const struct iqm_table *table_of(const struct cli_command *c)
{
	const struct iqm_table *response = c->op->response;

	if (c->shape == SHAPE_OBJECT)
		return response;
	return response->fields[c->shape == SHAPE_ROWS ? c->list : 0].sub;
}

static void add_field(const struct cli_command *c, struct choice *choice, size_t field)
{
	const struct iqm_field *f = &choice->table->fields[field];

	choice->field[choice->len] = field;
	choice->shown[choice->len++] = (struct shown){
		.name = c->columns[field].name,
		.wire = f->names[0],
		.words = c->columns[field].words,
		.entry = f->entry,
	};
}

static void add_group(struct choice *choice)
{
	choice->field[choice->len] = NO_FIELD;
	choice->shown[choice->len++] = (struct shown){ .name = GROUP, .wire = GROUP };
}

/* All columns, or those for tables where none are chosen. */
static void add_default(const struct cli_command *c, struct choice *choice, bool all)
{
	if (c->shape == SHAPE_GROUPS)
		add_group(choice);
	for (size_t i = 0; i < c->column_len; i++)
		if (all || c->columns[i].brief)
			add_field(c, choice, i);
}

/* ---- --columns ---------------------------------------------------------------------------- */

static bool is_name(const struct cli_command *c, const struct iqm_field *f, size_t i,
		    const char *word, struct nearest *near)
{
	bool same = !strcmp(word, c->columns[i].name);

	nearest_try(near, c->columns[i].name);
	for (size_t n = 0; !same && f->names[n]; n++)
		same = !strcmp(word, f->names[n]);
	return same;
}

static bool has_field(const struct choice *choice, size_t field)
{
	for (size_t i = 0; i < choice->len; i++)
		if (choice->field[i] == field)
			return true;
	return false;
}

/* The word that was likely meant, or all that there are. */
static int fail_unknown(const struct cli *cli, const char *word, const struct nearest *near)
{
	const struct cli_command *c = cli->command;
	struct text names = { 0 };
	char hint[96];

	if (near->best)
		return cli_fail(cli, EXIT_USAGE, "--columns: no column '%s'%s", word,
				nearest_hint(near, hint, sizeof(hint)));
	text_add_str(&names, c->shape == SHAPE_GROUPS ? GROUP : "");
	for (size_t i = 0; i < c->column_len; i++) {
		text_add_str(&names, names.len ? ", " : "");
		text_add_str(&names, c->columns[i].name);
	}
	cli_fail(cli, EXIT_USAGE, "--columns: no column '%s', expected some of %.*s", word,
		 (int)names.len, names.at ? names.at : "");
	text_free(&names);
	return EXIT_USAGE;
}

/* The row that has this name, NO_FIELD for the group's; -1 with a usage error: none has. */
static int find_named(const struct cli *cli, const struct choice *choice, const char *word,
		      size_t *field)
{
	const struct cli_command *c = cli->command;
	struct nearest near = { .word = word };

	*field = NO_FIELD;
	if (c->shape == SHAPE_GROUPS && !strcmp(word, GROUP))
		return EXIT_OK;
	for (size_t i = 0; i < c->column_len; i++) {
		*field = i;
		if (is_name(c, &choice->table->fields[i], i, word, &near))
			return EXIT_OK;
	}
	return fail_unknown(cli, word, &near);
}

static int add_named(const struct cli *cli, struct choice *choice, const char *word)
{
	size_t field;
	int err = find_named(cli, choice, word, &field);

	if (err)
		return err;
	if (has_field(choice, field))
		return cli_fail(cli, EXIT_USAGE, "--columns: '%s' is given twice", word);
	if (field == NO_FIELD)
		add_group(choice);
	else
		add_field(cli->command, choice, field);
	return EXIT_OK;
}

/* Names with commas between. */
static int add_chosen(const struct cli *cli, struct choice *choice, const char *list)
{
	char *words = strdup(list);
	int err = words ? EXIT_OK : cli_fail_nomem(cli);

	for (char *word = words, *next; !err && word; word = next) {
		next = strchr(word, ',');
		if (next)
			*next++ = '\0';
		err = add_named(cli, choice, word);
	}
	free(words);
	return err;
}

/* ---- the choice --------------------------------------------------------------------------- */

static int fill(const struct cli *cli, struct choice *choice)
{
	const char *list = cli_given(cli, OPT_COLUMNS) ? cli_option(cli, OPT_COLUMNS) : NULL;
	bool all = cli->format == FORMAT_CSV || (list && !strcmp(list, "all"));

	choice->chosen = list != NULL;
	if (list && strcmp(list, "all") != 0)
		return add_chosen(cli, choice, list);
	add_default(cli->command, choice, all);
	return EXIT_OK;
}

int choice_open(const struct cli *cli, struct choice *choice)
{
	size_t most = cli->command->column_len + 1;
	int err;

	memset(choice, 0, sizeof(*choice));
	choice->table = table_of(cli->command);
	choice->shown = calloc(most, sizeof(*choice->shown));
	choice->field = calloc(most, sizeof(*choice->field));
	if (choice->shown && choice->field)
		err = fill(cli, choice);
	else
		err = cli_fail_nomem(cli);
	if (err)
		choice_free(choice);
	return err;
}

void choice_free(struct choice *choice)
{
	free(choice->shown);
	free(choice->field);
	memset(choice, 0, sizeof(*choice));
}

int response_check_columns(const struct cli *cli)
{
	bool json = cli->format == FORMAT_JSON || cli->format == FORMAT_JSONL;
	struct choice choice;
	int err;

	if (!cli_given(cli, OPT_COLUMNS))
		return EXIT_OK;
	if (json)
		return cli_fail(
			cli, EXIT_USAGE,
			"--columns is for tables and csv; json has the service's own bytes");
	err = choice_open(cli, &choice);
	if (!err)
		choice_free(&choice);
	return err;
}
