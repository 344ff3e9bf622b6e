/* SPDX-License-Identifier: MIT */
/* The settings: options before the environment before the profile before defaults. */
#include "config/profile.h"

#include <stdlib.h>
#include <string.h>

/* ---- where they come from ---------------------------------------------------------------- */

static bool from_option(struct config *config, const struct arguments *args, size_t id)
{
	int option = cli_settings[id].option;
	struct setting *s = &config->setting[id];

	if (option < 0 || !is_given(args, (enum cli_option)option))
		return false;
	s->value = option_value(args, (enum cli_option)option);
	snprintf(s->origin, sizeof(s->origin), "--%s", cli_options[option].name);
	return true;
}

static bool from_environment(struct config *config, size_t id)
{
	struct setting *s = &config->setting[id];
	const char *value = getenv(cli_settings[id].env);

	if (!value || !*value)
		return false;
	s->value = value;
	snprintf(s->origin, sizeof(s->origin), "%s", cli_settings[id].env);
	return true;
}

static bool from_profile(struct config *config, size_t id)
{
	struct setting *s = &config->setting[id];

	if (!config->file.value[id])
		return false;
	s->value = config->file.value[id];
	snprintf(s->origin, sizeof(s->origin), "profile %.*s", (int)sizeof(s->origin) - 9,
		 config->file.inherited[id] ? "default" : config->profile);
	return true;
}

/* What other tools go by: curl, OpenSSL. */
static bool from_other_tools(struct config *config, size_t id)
{
	struct setting *s = &config->setting[id];

	for (const char *const *name = cli_settings[id].also; name && *name; name++) {
		const char *value = getenv(*name);

		if (!value || !*value)
			continue;
		s->value = value;
		snprintf(s->origin, sizeof(s->origin), "%s", *name);
		s->other = true;
		return true;
	}
	return false;
}

/* What a setting says is trusted is all that is trusted: a variable of other tools adds nothing. */
static void drop_other_trust(struct config *config)
{
	struct setting *file = &config->setting[SET_CA_FILE];
	struct setting *dir = &config->setting[SET_CA_DIR];

	if (file->value && dir->value && file->other != dir->other)
		*(file->other ? file : dir) = (struct setting){ .value = NULL };
}

static void from_default(struct config *config, size_t id)
{
	struct setting *s = &config->setting[id];

	s->value = id == SET_BASE_URL ? cli_api->base_url : cli_settings[id].by_default;
	snprintf(s->origin, sizeof(s->origin), "%s", s->value ? "default" : "");
}

/* ---- what they may be -------------------------------------------------------------------- */

/* "config:5: output", "IQM_OUTPUT", "--timeout" */
static int fail(const struct config *config, size_t id, const char *what, const char *hint,
		struct iqm_error *e)
{
	const struct setting *s = &config->setting[id];

	if (s->value == config->file.value[id])
		return error_set(e, IQM_E_CONFIG, "%s:%zu: %s: %s%s", config->file.path,
				 config->file.line[id], cli_settings[id].name, what, hint);
	return error_set(e, *s->origin == '-' ? IQM_E_USAGE : IQM_E_CONFIG, "%s: %s%s", s->origin,
			 what, hint);
}

static int check_value(const struct config *config, size_t id, struct iqm_error *e)
{
	int option = cli_settings[id].option;
	const char *const *values = option < 0 ? NULL : cli_options[option].values;
	const char *value = config->setting[id].value;
	struct nearest near = { .word = value };
	char what[160];
	char hint[96];
	size_t len;

	if (!values || !value)
		return 0;
	len = (size_t)snprintf(what, sizeof(what), "'%.40s' is none of", value);
	for (; *values; values++) {
		if (!strcmp(*values, value))
			return 0;
		nearest_try(&near, *values);
		len += (size_t)snprintf(what + len, sizeof(what) - len, " %s%s", *values,
					values[1] ? "," : "");
	}
	return fail(config, id, what, nearest_hint(&near, hint, sizeof(hint)), e);
}

static int check_timeout(const struct config *config, struct iqm_error *e)
{
	const char *value = config->setting[SET_TIMEOUT].value;
	const char *fault = duration_fault(value);
	char what[112];

	if (!fault)
		return 0;
	snprintf(what, sizeof(what), "'%.40s' is %s duration, expected one like 90s, 15m, 2h",
		 value, fault);
	return fail(config, SET_TIMEOUT, what, "", e);
}

static int check_budget(const struct config *config, struct iqm_error *e)
{
	const char *value = config->setting[SET_BUDGET].value;
	const char *period;
	double amount;
	char what[160];

	if (!value || parse_budget(value, &amount, &period))
		return 0;
	snprintf(what, sizeof(what),
		 "'%.40s' is not a budget, expected one like '5000 per month' (day, week, month, "
		 "quarter, year) or 'none'",
		 value);
	return fail(config, SET_BUDGET, what, "", e);
}

/* The value is not shown: it may be a token by mistake. */
static int check_ow_id(const struct config *config, struct iqm_error *e)
{
	const char *value = config->setting[SET_OW_ID].value;

	if (!value ||
	    (strspn(value, "0123456789") == strlen(value) && (*value != '0' || !value[1])))
		return 0;
	return fail(config, SET_OW_ID,
		    "expected digits without leading zeros, found something else", "", e);
}

/* A password may be in what is no secret by its name: it is not shown, and not taken from where
 * others can read it. */
static int check_public(const struct config *config, size_t id, struct iqm_error *e)
{
	const struct setting *s = &config->setting[id];
	char what[160];

	if (!s->value || *s->origin != '-' || !config_is_secret((enum cli_setting_id)id, s->value))
		return 0;
	snprintf(what, sizeof(what),
		 "a password on the command line can be read by others; set %s, or put it into a "
		 "profile with mode 0600",
		 cli_settings[id].env);
	return fail(config, id, what, "", e);
}

static int check_store(const struct config *config, struct iqm_error *e)
{
	const char *url = config->setting[SET_STORE].value;
	const char *wrong = url ? store_check(url) : NULL;

	return wrong ? fail(config, SET_STORE, wrong, "", e) : 0;
}

static int check(const struct config *config, struct iqm_error *e)
{
	int err = 0;

	for (size_t i = 0; !err && i < SET_LEN; i++) {
		err = check_value(config, i, e);
		if (!err)
			err = check_public(config, i, e);
	}
	if (!err)
		err = check_timeout(config, e);
	if (!err)
		err = check_budget(config, e);
	if (!err)
		err = check_store(config, e);
	return err ? err : check_ow_id(config, e);
}

/* ---- all of them ------------------------------------------------------------------------- */

/* An unknown format is a table, until the error is reported. */
static void set_format(struct config *config, const struct arguments *args)
{
	static const char *const names[] = { "table", "json", "jsonl", "csv", "tsv" };
	const char *value = config->setting[SET_OUTPUT].value;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (value && !strcmp(names[i], value))
			config->format = (enum output_format)i;
	if (is_given(args, OPT_EXCEL) && !is_given(args, OPT_OUTPUT))
		config->format = FORMAT_CSV;
	messages_in_json(format_is_json(config->format));
}

static int find_profile(struct config *config, const struct arguments *args, struct iqm_error *e)
{
	const struct cli_option_info *option = &cli_options[OPT_PROFILE];
	const char *variable = option->env ? getenv(option->env) : NULL;
	bool given = is_given(args, OPT_PROFILE);

	config->profile = option_value(args, OPT_PROFILE);
	config->profile_origin = given                   ? "--profile"
				 : variable && *variable ? option->env
							 : "default";
	if (profile_is_name(config->profile))
		return 0;
	return error_set(e, given ? IQM_E_USAGE : IQM_E_CONFIG,
			 "%s: expected up to 63 letters, digits, '.', '_', '-', not first '.' or "
			 "'-'",
			 config->profile_origin);
}

/* Commands that make a profile, or need none. */
static bool profile_may_be_new(const struct arguments *args)
{
	return args->command->kind == KIND_AUTH_LOGIN || args->command->kind == KIND_AUTH_LOGOUT ||
	       args->command->kind == KIND_CONFIG_SET;
}

static int load(struct config *config, const struct arguments *args, struct iqm_error *e)
{
	int err;

	if (!from_option(config, args, SET_OUTPUT) && !from_environment(config, SET_OUTPUT))
		from_default(config, SET_OUTPUT);
	set_format(config, args); /* errors of the file are printed in it */
	err = find_profile(config, args, e);
	if (err)
		return err;
	err = profile_read(&config->file, config->profile, profile_may_be_new(args), e);
	for (size_t i = 0; i < SET_LEN; i++)
		if (!from_option(config, args, i) && !from_environment(config, i) &&
		    !from_profile(config, i) && !from_other_tools(config, i))
			from_default(config, i);
	drop_other_trust(config);
	if (!err)
		err = check(config, e);
	set_format(config, args);
	return err;
}

int config_load(struct config *config, const struct arguments *args)
{
	memset(config, 0, sizeof(*config));
	return load(config, args, &config->error);
}

const char *config_standing_value(const struct config *config, enum cli_setting_id id)
{
	const char *value = getenv(cli_settings[id].env);

	return value && *value ? value : config->file.value[id];
}

/* The text is copied, as reading cuts it into pieces. */
int config_from_text(struct config *config, const char *path, const char *text, size_t len,
		     const char *profile)
{
	struct iqm_error *e = &config->error;
	struct profile *file = &config->file;
	int err;

	memset(config, 0, sizeof(*config));
	config->profile = profile;
	file->path = strdup(path);
	file->size = len + 1;
	file->text = malloc(file->size);
	if (!file->path || !file->text)
		return error_set_nomem(e);
	memcpy(file->text, text, len);
	file->text[len] = '\0';
	err = profile_parse(file, profile, e);
	for (size_t i = 0; i < SET_LEN; i++)
		if (!from_profile(config, i))
			from_default(config, i);
	return err ? err : check(config, e);
}

bool config_no_purchases(const struct config *config)
{
	const char *value = config->setting[SET_NO_PURCHASES].value;

	return value && strcmp(value, "0") != 0 && strcmp(value, "no") != 0 &&
	       strcmp(value, "false") != 0;
}

void config_free(struct config *config)
{
	profile_free(&config->file);
	free(config->state_directory);
	memset(config, 0, sizeof(*config));
}
