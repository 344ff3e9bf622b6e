/* SPDX-License-Identifier: MIT */
/* What is given for options and flags, of a command line or of something else. */
#include "input/input.h"

#include <stdlib.h>
#include <string.h>

int values_add(struct values *v, const char *value)
{
	const char **items = realloc(v->items, (v->len + 1) * sizeof(*items));

	if (!items)
		return cli_fail_nomem();
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

static int fail_value(const struct cli_option_info *info, const char *value)
{
	struct nearest near = { .word = value };
	char hint[80];
	char all[200] = "";

	for (const char *const *v = info->values; *v; v++) {
		nearest_try(&near, *v);
		strncat(all, v == info->values ? "" : ", ", sizeof(all) - strlen(all) - 1);
		strncat(all, *v, sizeof(all) - strlen(all) - 1);
	}
	return cli_fail(EXIT_USAGE, "--%s: '%s' is none of %s%s", info->name, value, all,
			nearest_hint(&near, hint, sizeof(hint)));
}

/* Also errors of the rest of the command line are printed as these options ask. */
static void set_messages(int option, const char *value)
{
	if (option == OPT_OUTPUT)
		messages_in_json(!strncmp(value, "json", 4));
	else if (option == OPT_QUIET)
		messages_set_verbosity(VERBOSITY_QUIET);
	else if (option == OPT_VERBOSE || option == OPT_DEBUG)
		messages_set_verbosity(VERBOSITY_LOG);
}

int arguments_set_option(struct arguments *args, int option, const char *value)
{
	const struct cli_option_info *info = &cli_options[option];
	const struct cli_command *c = args->command;
	int err;

	if (c && !cli_has_option(c, option))
		return cli_fail(EXIT_USAGE, "--%s is not an option of '%s%s%s'", info->name,
				c->family, *c->name ? " " : "", c->name);
	if (info->values && !is_one_of(info->values, value))
		return fail_value(info, value);
	if (info->arg && !info->many && args->option[option].len)
		return cli_fail(EXIT_USAGE, "--%s is given twice", info->name);
	err = values_add(&args->option[option], value);
	set_messages(option, value);
	return err;
}

/* Whether several values of a flag are one list. */
static bool is_list(const struct iqm_field *f)
{
	return iqm_is_list(f) && !field_is_json(f);
}

int arguments_set_flag(struct arguments *args, int flag, const char *value)
{
	const struct iqm_field *field = flag_field(args->command, (size_t)flag);
	struct values *given = args->flags ? args->flags + flag : NULL;

	if (given && given->len && !is_list(field))
		return cli_fail(EXIT_USAGE, "--%s is given twice", args->command->flags[flag].name);
	return given ? values_add(given, value) : 0;
}

int arguments_begin(struct arguments *args, const struct cli_command *command)
{
	args->command = command;
	args->family = command->family;
	args->flags = command->flag_len ? calloc(command->flag_len, sizeof(*args->flags)) : NULL;
	return args->flags || !command->flag_len ? 0 : cli_fail_nomem();
}

void arguments_free(struct arguments *args)
{
	for (size_t i = 0; i < OPT_LEN; i++)
		free(args->option[i].items);
	for (size_t i = 0; args->flags && i < args->command->flag_len; i++)
		free(args->flags[i].items);
	free(args->flags);
	free(args->operands.items);
}
