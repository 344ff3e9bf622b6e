/* SPDX-License-Identifier: MIT */
/* The settings: options before the environment before the profile before defaults. */
#include "config/settings.h"
#include "term/nearest.h"
#include "config/profile.h"

#include <stdlib.h>
#include <string.h>

/* ---- where they come from ----------------------------------------------------------------- */

static bool from_option(struct cli *cli, size_t id)
{
	int option = cli_settings[id].option;
	struct cli_setting *s = &cli->setting[id];

	if (option < 0 || !cli_given(cli, (enum cli_option)option))
		return false;
	s->value = cli_option(cli, (enum cli_option)option);
	snprintf(s->origin, sizeof(s->origin), "--%s", cli_options[option].name);
	return true;
}

static bool from_environment(struct cli *cli, size_t id)
{
	struct cli_setting *s = &cli->setting[id];
	const char *value = getenv(cli_settings[id].env);

	if (!value || !*value)
		return false;
	s->value = value;
	snprintf(s->origin, sizeof(s->origin), "%s", cli_settings[id].env);
	return true;
}

static bool from_profile(struct cli *cli, size_t id)
{
	struct cli_setting *s = &cli->setting[id];

	if (!cli->file->value[id])
		return false;
	s->value = cli->file->value[id];
	snprintf(s->origin, sizeof(s->origin), "profile %.*s", (int)sizeof(s->origin) - 9,
		 cli->profile);
	return true;
}

static void by_default(struct cli *cli, size_t id)
{
	struct cli_setting *s = &cli->setting[id];

	s->value =
		id == SET_BASE_URL ? cli_commands[0].op->api->base_url : cli_settings[id].otherwise;
	snprintf(s->origin, sizeof(s->origin), "%s", s->value ? "default" : "");
}

/* ---- what they may be --------------------------------------------------------------------- */

/* "config:5: output", "IQM_OUTPUT", "--timeout" */
static int fail(const struct cli *cli, size_t id, const char *what, const char *hint,
		struct iqm_error *e)
{
	const struct cli_setting *s = &cli->setting[id];

	if (s->value == cli->file->value[id])
		return explain(e, IQM_E_CONFIG, "%s:%zu: %s: %s%s", cli->file->path,
			       cli->file->line[id], cli_settings[id].name, what, hint);
	return explain(e, *s->origin == '-' ? IQM_E_USAGE : IQM_E_CONFIG, "%s: %s%s", s->origin,
		       what, hint);
}

static int check_words(const struct cli *cli, size_t id, struct iqm_error *e)
{
	int option = cli_settings[id].option;
	const char *const *words = option < 0 ? NULL : cli_options[option].values;
	const char *value = cli->setting[id].value;
	struct nearest near = { .word = value };
	char what[160];
	char hint[96];
	size_t len;

	if (!words || !value)
		return 0;
	len = (size_t)snprintf(what, sizeof(what), "'%.40s' is none of", value);
	for (; *words; words++) {
		if (!strcmp(*words, value))
			return 0;
		nearest_try(&near, *words);
		len += (size_t)snprintf(what + len, sizeof(what) - len, " %s%s", *words,
					words[1] ? "," : "");
	}
	return fail(cli, id, what, nearest_hint(&near, hint, sizeof(hint)), e);
}

static int check_timeout(const struct cli *cli, struct iqm_error *e)
{
	const char *value = cli->setting[SET_TIMEOUT].value;
	char what[96];
	long ms;

	if (cli_read_ms(value, &ms) && ms)
		return 0;
	snprintf(what, sizeof(what), "'%.40s' is no time, expected one like 90s, 15m, 2h", value);
	return fail(cli, SET_TIMEOUT, what, "", e);
}

/* Not shown: it may be a token by mistake. */
static int check_ow_id(const struct cli *cli, struct iqm_error *e)
{
	const char *value = cli->setting[SET_OW_ID].value;

	if (!value || strspn(value, "0123456789") == strlen(value))
		return 0;
	return fail(cli, SET_OW_ID, "expected digits, found something else", "", e);
}

static int check(const struct cli *cli, struct iqm_error *e)
{
	int err = 0;

	for (size_t i = 0; !err && i < SET_LEN; i++)
		err = check_words(cli, i, e);
	if (!err)
		err = check_timeout(cli, e);
	return err ? err : check_ow_id(cli, e);
}

/* ---- all of them -------------------------------------------------------------------------- */

/* What is not known is a table: it is an error that is told later. */
static void set_format(struct cli *cli)
{
	static const char *const names[] = { "table", "json", "jsonl", "csv" };
	const char *value = cli->setting[SET_OUTPUT].value;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (value && !strcmp(names[i], value))
			cli->format = (enum cli_format)i;
}

int settings_read(struct cli *cli, struct iqm_error *e)
{
	int err;

	cli_settings_free(cli);
	cli->file = calloc(1, sizeof(*cli->file));
	if (!cli->file)
		return explain_nomem(e);
	cli->profile = cli_option(cli, OPT_PROFILE);
	if (!from_option(cli, SET_OUTPUT) && !from_environment(cli, SET_OUTPUT))
		by_default(cli, SET_OUTPUT);
	set_format(cli); /* how what is wrong with the file is told */
	if (!profile_is_name(cli->profile))
		return explain(e, IQM_E_USAGE,
			       "--profile: expected up to 63 letters, digits, '.', "
			       "'_', '-', not first '.' or '-'");
	err = profile_read(cli->file, cli->profile, e);
	for (size_t i = 0; i < SET_LEN; i++)
		if (!from_option(cli, i) && !from_environment(cli, i) && !from_profile(cli, i))
			by_default(cli, i);
	if (!err)
		err = check(cli, e);
	set_format(cli);
	return err;
}

int cli_settings_load(struct cli *cli)
{
	struct iqm_error e;

	/* The doctor tells what is wrong as one of its findings. */
	if (!settings_read(cli, &e) || cli->command->run == cli_doctor)
		return 0;
	return cli_fail(cli, cli_exit_of(e.status), "%s", e.message);
}

void cli_settings_free(struct cli *cli)
{
	if (cli->file)
		profile_free(cli->file);
	free(cli->file);
	free(cli->state_folder);
	cli->file = NULL;
	cli->state_folder = NULL;
	memset(cli->setting, 0, sizeof(cli->setting));
}
