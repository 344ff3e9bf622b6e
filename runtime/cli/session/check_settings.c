/* SPDX-License-Identifier: MIT */
/* What the library says to settings, with the names that users know them by. */
#include "session/session.h"

#include <string.h>
#include <unistd.h>

/* Whether the library's message is about the setting: "base_url: ..." of "base-url". */
static bool is_about(const char *message, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++)
		if (message[i] != (name[i] == '-' ? '_' : name[i]))
			return false;
	return message[len] == ':';
}

void session_name_setting(const struct config *config, struct iqm_error *e)
{
	for (size_t i = 0; i < SET_LEN; i++) {
		const char *name = cli_settings[i].name;
		char what[sizeof(e->message)];

		if (!*config->setting[i].origin || !is_about(e->message, name))
			continue;
		snprintf(what, sizeof(what), "%s", e->message + strlen(name));
		error_set(e, e->status, "%s%s (%s)", name, what, config->setting[i].origin);
		return;
	}
}

static int check_zone(const struct config *config, enum cli_setting_id id, struct iqm_error *e)
{
	const char *zone = config->setting[id].value;
	char hint[ZONE_HINT_SIZE];

	if (!zone || zone_is_known(zone))
		return 0;
	if (!zone_is_offset(zone) && access(zone_directory(), R_OK))
		return error_set(e, IQM_E_CONFIG,
				 "%s: this machine has no zones in %s (Debian: package tzdata); an "
				 "offset such as -05:00 works (%s)",
				 cli_settings[id].name, zone_directory(),
				 config->setting[id].origin);
	return error_set(
		e, IQM_E_CONFIG,
		"%s: unknown time zone '%.80s': expected one like America/New_York, UTC or "
		"-05:00%s (%s)",
		cli_settings[id].name, zone, zone_hint(zone, hint), config->setting[id].origin);
}

int session_check_zones(const struct config *config, struct iqm_error *e)
{
	int err = check_zone(config, SET_TIMEZONE, e);

	return err ? err : check_zone(config, SET_DISPLAY_TIMEZONE, e);
}

int session_check_settings(const struct config *config, struct iqm_error *e)
{
	const struct iqm_settings s = {
		.base_url = config->setting[SET_BASE_URL].value,
		.token = config->setting[SET_TOKEN].value,
		.ow_id = config->setting[SET_OW_ID].value,
		.ca_file = config->setting[SET_CA_FILE].value,
		.ca_dir = config->setting[SET_CA_DIR].value,
		.client_cert = config->setting[SET_CLIENT_CERT].value,
		.client_key = config->setting[SET_CLIENT_KEY].value,
		.proxy = config->setting[SET_PROXY].value,
		.dialect = config->setting[SET_DIALECT].value,
	};
	struct iqm_client *client;
	int err = iqm_client_open_abi(&client, cli_api, &s, e, IQM_ABI);

	iqm_client_close(client);
	if (err == IQM_E_CONFIG || err == IQM_E_USAGE)
		session_name_setting(config, e);
	return err ? err : session_check_zones(config, e);
}
