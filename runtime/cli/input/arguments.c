/* SPDX-License-Identifier: MIT */
/* The command line: which command, its flags, the options, and the operands. */
#include "input/input.h"

#include <string.h>

/* One reading of argv. */
struct reader {
	struct arguments *args;
	char **argv;
	int argc;
	int at;
	int name[2]; /* where the words of the command's name are in argv; 0: none */
};

/* ---- names ------------------------------------------------------------------------------- */

static bool is_option(const char *arg)
{
	return arg[0] == '-' && arg[1];
}

static bool is_called(const struct cli_option_info *info, const char *name, size_t len)
{
	bool called = is_same_name(info->name, name, len);

	for (const char *const *alias = info->aliases; !called && alias && *alias; alias++)
		called = is_same_name(*alias, name, len);
	return called;
}

/* The option of this name, `len` long: one of the command's, else of another's; -1: none. */
static int option_named(const struct cli_command *c, const char *name, size_t len)
{
	int found = -1;

	for (int i = 0; i < OPT_LEN; i++) {
		if (!is_called(&cli_options[i], name, len))
			continue;
		if (cli_has_option(c, i))
			return i;
		found = i;
	}
	return found;
}

static int option_lettered(char letter)
{
	for (int i = 0; i < OPT_LEN; i++)
		if (cli_options[i].letter == letter)
			return i;
	return -1;
}

/* ---- options ----------------------------------------------------------------------------- */

static int fail_unknown(const struct reader *r, const char *arg, size_t len)
{
	const struct cli_command *c = r->args->command;
	char name[64];
	char hint[96];
	struct nearest near = { .word = name, .before = "--" };

	snprintf(name, sizeof(name), "%.*s", (int)len, arg);
	for (int i = 0; i < SET_LEN; i++)
		if (cli_settings[i].secret && is_same_name(cli_settings[i].name, name, len))
			return cli_fail(EXIT_USAGE,
					"--%s: a secret on the command line can be read by others; "
					"set %s, or put it into a profile with mode 0600",
					name, cli_settings[i].env);
	for (size_t i = 0; c && i < c->flag_len; i++)
		nearest_try(&near, c->flags[i].name);
	for (int i = 0; i < OPT_LEN; i++)
		if (cli_has_option(c, i))
			nearest_try(&near, cli_options[i].name);
	return cli_fail(EXIT_USAGE, "unknown option --%s%s", name,
			nearest_hint(&near, hint, sizeof(hint)));
}

/* The value: behind '=', or the next argument. */
static int take_value(struct reader *r, const char *shown, const char *joined, const char **value)
{
	if (!joined && r->at + 1 >= r->argc)
		return cli_fail(EXIT_USAGE, "%s: a value is missing", shown);
	*value = joined ? joined : r->argv[++r->at];
	return 0;
}

static int read_long(struct reader *r)
{
	const char *name = r->argv[r->at] + 2;
	size_t len = strcspn(name, "=");
	const char *joined = name[len] ? name + len + 1 : NULL;
	const struct cli_command *c = r->args->command;
	int flag = c ? flag_named(c, name, len) : -1;
	int option = flag < 0 ? option_named(c, name, len) : -1;
	const char *value = "";
	char shown[64];
	int err = 0;

	if (c && flag < 0 && (option < 0 || !cli_has_option(c, option)))
		flag = flag_of_wire(c, name, len);
	if (flag < 0 && option < 0)
		return fail_unknown(r, name, len);
	snprintf(shown, sizeof(shown), "--%.*s", (int)len, name);
	if (flag >= 0 || cli_options[option].arg)
		err = take_value(r, shown, joined, &value);
	else if (joined)
		err = cli_fail(EXIT_USAGE, "%s takes no value, found '%s'", shown, joined);
	if (err)
		return err;
	return flag >= 0 ? arguments_set_flag(r->args, flag, value)
			 : arguments_set_option(r->args, option, value);
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
			return s[1] || s - r->argv[r->at] > 1
				       ? cli_fail(EXIT_USAGE, "unknown option %s in '%s'", shown,
						  r->argv[r->at])
				       : cli_fail(EXIT_USAGE, "unknown option %s", shown);
		if (cli_options[option].arg)
			err = take_value(r, shown, s[1] ? s + 1 : NULL, &value);
		if (!err)
			err = arguments_set_option(r->args, option, value);
		if (err || cli_options[option].arg)
			return err;
	}
	return 0;
}

static int read_all(struct reader *r)
{
	bool only_operands = false;
	int err = 0;

	for (r->at = 1; !err && r->at < r->argc; r->at++) {
		const char *arg = r->argv[r->at];

		if (r->at == r->name[0] || r->at == r->name[1])
			continue;
		if (only_operands || !is_option(arg))
			err = values_add(&r->args->operands, arg);
		else if (!strcmp(arg, "--"))
			only_operands = true;
		else
			err = arg[1] == '-' ? read_long(r) : read_letters(r);
	}
	return err;
}

/* ---- which command ----------------------------------------------------------------------- */

/* Whether the option at r->at has its value in the next argument. */
static bool skips_value(const struct reader *r)
{
	const char *arg = r->argv[r->at];
	int option;

	if (arg[1] == '-')
		option = strchr(arg, '=') ? -1 : option_named(NULL, arg + 2, strlen(arg + 2));
	else
		option = arg[2] ? -1 : option_lettered(arg[1]);
	return option >= 0 && cli_options[option].arg;
}

/* The first words that are neither options nor their values are the command's name. */
static void find_name(struct reader *r)
{
	int found = 0;

	for (r->at = 1; r->at < r->argc && found < 2; r->at++) {
		const char *arg = r->argv[r->at];

		if (!strcmp(arg, "--"))
			return;
		if (!is_option(arg))
			r->name[found++] = r->at;
		else if (skips_value(r))
			r->at++;
	}
}

static const char *name_part(const struct reader *r, int i)
{
	return r->name[i] ? r->argv[r->name[i]] : NULL;
}

/* A field of any command. */
static bool is_flag(const char *name, size_t len)
{
	for (const struct cli_command *c = cli_commands; c->family; c++)
		if (flag_named(c, name, len) >= 0)
			return true;
	return false;
}

/* "--profle x pld list": the option is what is wrong, not the command 'x pld'. */
static int fail_name(const struct reader *r)
{
	for (int i = 1; i < r->name[0] || i < r->name[1]; i++) {
		const char *arg = r->argv[i];
		size_t len = strcspn(arg, "=");

		if (strncmp(arg, "--", 2) != 0 || option_named(NULL, arg + 2, len - 2) >= 0)
			continue;
		return is_flag(arg + 2, len - 2)
			       ? cli_fail(EXIT_USAGE, "%.*s: fields come after the command",
					  (int)len, arg)
			       : fail_unknown(r, arg + 2, len - 2);
	}
	return fail_command(name_part(r, 0), name_part(r, 1));
}

/* Sets args->command, and args->family where that is all there is. */
static int find_command(struct reader *r)
{
	struct arguments *args = r->args;
	const char *second;

	find_name(r);
	if (!r->name[0])
		return 0;
	second = name_part(r, 1);
	args->command = command_find(name_part(r, 0), second, &args->family);
	if (args->command && !*args->command->name)
		r->name[1] = 0; /* its first word */
	if (args->command)
		return 0;
	if (!args->family)
		return fail_name(r);
	if (!second)
		return 0;
	return strcmp(second, "help") ? fail_name(r) : values_add(&args->option[OPT_HELP], "");
}

int arguments_read(struct arguments *args, int argc, char **argv)
{
	struct reader r = { .args = args, .argv = argv, .argc = argc };
	int err;

	guess_message_format(argc, argv);
	err = find_command(&r);
	args->argv = argv;
	if (err)
		return err;
	err = args->command ? arguments_begin(args, args->command) : 0;
	if (!err)
		err = read_all(&r);
	if (!err && args->operands.len && args->command && !args->command->args)
		err = cli_fail(EXIT_USAGE, "'%s' is not expected here; flags begin with --",
			       args->operands.items[0]);
	return err;
}
