/* SPDX-License-Identifier: MIT */
/* The command line: which command, its flags, the options, and the words that are left. */
#include "cli.h"
#include "term/nearest.h"

#include <stdlib.h>
#include <string.h>

/* One reading of argv. */
struct reader {
	struct cli *cli;
	char **argv;
	int argc;
	int at;
	int words[2]; /* where the command's own words are in argv; 0: none */
};

/* ---- names -------------------------------------------------------------------------------- */

static bool is_option(const char *arg)
{
	return arg[0] == '-' && arg[1];
}

/* The option of this name, `len` long, or letter; -1: none. */
static int option_named(const char *name, size_t len)
{
	for (int i = 0; i < OPT_LEN; i++)
		if (!strncmp(cli_options[i].name, name, len) && !cli_options[i].name[len])
			return i;
	return -1;
}

static int option_lettered(char letter)
{
	for (int i = 0; i < OPT_LEN; i++)
		if (cli_options[i].letter == letter)
			return i;
	return -1;
}

static int flag_named(const struct cli_command *c, const char *name, size_t len)
{
	for (size_t i = 0; c && i < c->flag_len; i++)
		if (!strncmp(c->flags[i].name, name, len) && !c->flags[i].name[len])
			return (int)i;
	return -1;
}

static bool takes(const struct cli_command *c, int option)
{
	return !c || (c->options >> option & 1);
}

/* ---- values ------------------------------------------------------------------------------- */

static int add_value(struct cli *cli, struct cli_values *v, const char *value)
{
	const char **items = realloc(v->items, (v->len + 1) * sizeof(*items));

	if (!items)
		return cli_fail_nomem(cli);
	items[v->len] = value;
	v->items = items;
	v->len++;
	return 0;
}

static bool is_one_of(const char *const *values, const char *value)
{
	for (; *values; values++)
		if (!strcmp(*values, value))
			return true;
	return false;
}

static int fail_value(const struct cli *cli, const struct cli_option_row *row, const char *value)
{
	struct nearest near = { .word = value };
	char hint[80];
	char all[200] = "";

	for (const char *const *v = row->values; *v; v++) {
		nearest_try(&near, *v);
		strncat(all, v == row->values ? "" : ", ", sizeof(all) - strlen(all) - 1);
		strncat(all, *v, sizeof(all) - strlen(all) - 1);
	}
	return cli_fail(cli, EXIT_USAGE, "--%s: '%s' is none of %s%s", row->name, value, all,
			nearest_hint(&near, hint, sizeof(hint)));
}

static int set_option(struct cli *cli, int option, const char *value)
{
	const struct cli_option_row *row = &cli_options[option];

	if (!takes(cli->command, option))
		return cli_fail(cli, EXIT_USAGE, "--%s is not an option of '%s%s%s'", row->name,
				cli->command->family, *cli->command->name ? " " : "",
				cli->command->name);
	if (row->values && !is_one_of(row->values, value))
		return fail_value(cli, row, value);
	if (row->arg && !row->many && cli->option[option].len)
		return cli_fail(cli, EXIT_USAGE, "--%s is given twice", row->name);
	return add_value(cli, &cli->option[option], value);
}

static bool is_list(enum iqm_kind kind)
{
	return kind == IQM_K_INTS || kind == IQM_K_STRS;
}

static int set_flag(struct cli *cli, int flag, const char *value)
{
	const struct iqm_field *field = cli_flag_field(cli->command, (size_t)flag);

	if (cli->flags[flag].len && !is_list(field->kind))
		return cli_fail(cli, EXIT_USAGE, "--%s is given twice",
				cli->command->flags[flag].name);
	return add_value(cli, &cli->flags[flag], value);
}

const struct iqm_field *cli_flag_field(const struct cli_command *c, size_t flag)
{
	size_t of_query = c->op->query ? c->op->query->len : 0;

	return flag < of_query ? &c->op->query->fields[flag]
			       : &c->op->body->fields[flag - of_query];
}

/* ---- options ------------------------------------------------------------------------------ */

static int fail_unknown(const struct reader *r, const char *arg, size_t len)
{
	const struct cli_command *c = r->cli->command;
	char name[64];
	char hint[96];
	struct nearest near = { .word = name };

	snprintf(name, sizeof(name), "%.*s", (int)len, arg);
	for (int i = 0; i < SET_LEN; i++)
		if (cli_settings[i].secret && !strcmp(cli_settings[i].name, name))
			return cli_fail(r->cli, EXIT_USAGE,
					"--%s: a secret on the command line can be read by others; "
					"set %s, or put it into a profile with mode 0600",
					name, cli_settings[i].env);
	for (size_t i = 0; c && i < c->flag_len; i++)
		nearest_try(&near, c->flags[i].name);
	for (int i = 0; i < OPT_LEN; i++)
		if (takes(c, i))
			nearest_try(&near, cli_options[i].name);
	return cli_fail(r->cli, EXIT_USAGE, "unknown option --%s%s", name,
			nearest_hint(&near, hint, sizeof(hint)));
}

/* The value: behind '=', or the next argument. */
static int take_value(struct reader *r, const char *shown, const char *joined, const char **value)
{
	if (!joined && r->at + 1 >= r->argc)
		return cli_fail(r->cli, EXIT_USAGE, "%s: a value is missing", shown);
	*value = joined ? joined : r->argv[++r->at];
	return 0;
}

static int read_long(struct reader *r)
{
	const char *name = r->argv[r->at] + 2;
	size_t len = strcspn(name, "=");
	const char *joined = name[len] ? name + len + 1 : NULL;
	int flag = flag_named(r->cli->command, name, len);
	int option = flag < 0 ? option_named(name, len) : -1;
	const char *value = "";
	char shown[64];
	int err = 0;

	if (flag < 0 && option < 0)
		return fail_unknown(r, name, len);
	snprintf(shown, sizeof(shown), "--%.*s", (int)len, name);
	if (flag >= 0 || cli_options[option].arg)
		err = take_value(r, shown, joined, &value);
	else if (joined)
		err = cli_fail(r->cli, EXIT_USAGE, "%s takes no value, found '%s'", shown, joined);
	if (err)
		return err;
	return flag >= 0 ? set_flag(r->cli, flag, value) : set_option(r->cli, option, value);
}

/* "-qo csv", "-ocsv" */
static int read_letters(struct reader *r)
{
	for (const char *s = r->argv[r->at] + 1; *s; s++) {
		int option = option_lettered(*s);
		char shown[] = { '-', *s, '\0' };
		const char *value = "";
		int err = 0;

		if (option < 0)
			return cli_fail(r->cli, EXIT_USAGE, "unknown option %s in '%s'", shown,
					r->argv[r->at]);
		if (cli_options[option].arg)
			err = take_value(r, shown, s[1] ? s + 1 : NULL, &value);
		if (!err)
			err = set_option(r->cli, option, value);
		if (err || cli_options[option].arg)
			return err;
	}
	return 0;
}

static int read_all(struct reader *r)
{
	bool only_words = false;
	int err = 0;

	for (r->at = 1; !err && r->at < r->argc; r->at++) {
		const char *arg = r->argv[r->at];

		if (r->at == r->words[0] || r->at == r->words[1])
			continue;
		if (only_words || !is_option(arg))
			err = add_value(r->cli, &r->cli->words, arg);
		else if (!strcmp(arg, "--"))
			only_words = true;
		else
			err = arg[1] == '-' ? read_long(r) : read_letters(r);
	}
	return err;
}

/* ---- which command ------------------------------------------------------------------------ */

/* Whether the option at r->at has its value in the next argument. */
static bool skips_value(const struct reader *r)
{
	const char *arg = r->argv[r->at];
	int option;

	if (arg[1] == '-')
		option = strchr(arg, '=') ? -1 : option_named(arg + 2, strlen(arg + 2));
	else
		option = arg[2] ? -1 : option_lettered(arg[1]);
	return option >= 0 && cli_options[option].arg;
}

/* The first words that are no options and no values of options are the command's. */
static void find_words(struct reader *r)
{
	int found = 0;

	for (r->at = 1; r->at < r->argc && found < 2; r->at++) {
		const char *arg = r->argv[r->at];

		if (!strcmp(arg, "--"))
			return;
		if (!is_option(arg))
			r->words[found++] = r->at;
		else if (skips_value(r))
			r->at++;
	}
}

static const char *word(const struct reader *r, int i)
{
	return r->words[i] ? r->argv[r->words[i]] : NULL;
}

static int fail_family(const struct reader *r)
{
	struct nearest near = { .word = word(r, 0) };
	char hint[96];

	for (const struct cli_command *c = cli_commands; c->family; c++)
		nearest_try(&near, c->family);
	return cli_fail(r->cli, EXIT_USAGE,
			"unknown command '%s'%s\nRun 'iqm-insights --help' for a list.", word(r, 0),
			nearest_hint(&near, hint, sizeof(hint)));
}

static int fail_name(const struct reader *r)
{
	struct nearest near = { .word = word(r, 1) };
	char hint[96];

	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (!strcmp(c->family, word(r, 0)))
			nearest_try(&near, c->name);
	return cli_fail(r->cli, EXIT_USAGE,
			"unknown command '%s %s'%s\nRun 'iqm-insights %s --help' for a list.",
			word(r, 0), word(r, 1), nearest_hint(&near, hint, sizeof(hint)),
			word(r, 0));
}

/* Sets cli->command, and cli->family where that is all there is. */
static int find_command(struct reader *r)
{
	struct cli *cli = r->cli;

	find_words(r);
	if (!r->words[0])
		return 0;
	for (const struct cli_command *c = cli_commands; c->family; c++) {
		if (strcmp(c->family, word(r, 0)))
			continue;
		cli->family = c->family;
		if (*c->name && (!r->words[1] || strcmp(c->name, word(r, 1))))
			continue;
		cli->command = c;
		if (!*c->name)
			r->words[1] = 0; /* its first word */
		return 0;
	}
	if (!cli->family)
		return fail_family(r);
	return r->words[1] ? fail_name(r) : 0;
}

int cli_args_read(struct cli *cli, int argc, char **argv)
{
	struct reader r = { .cli = cli, .argv = argv, .argc = argc };
	int err = find_command(&r);

	if (err)
		return err;
	if (cli->command && cli->command->flag_len) {
		cli->flags = calloc(cli->command->flag_len, sizeof(*cli->flags));
		if (!cli->flags)
			return cli_fail_nomem(cli);
	}
	err = read_all(&r);
	if (!err && cli->words.len && cli->command && !cli->command->args)
		err = cli_fail(cli, EXIT_USAGE, "'%s' is not expected here; flags begin with --",
			       cli->words.items[0]);
	return err;
}

void cli_args_free(struct cli *cli)
{
	for (size_t i = 0; i < OPT_LEN; i++)
		free(cli->option[i].items);
	for (size_t i = 0; cli->flags && i < cli->command->flag_len; i++)
		free(cli->flags[i].items);
	free(cli->flags);
	free(cli->words.items);
}
