/* SPDX-License-Identifier: MIT */
/* Which certificates are trusted, by which setting, and how to trust others. */
#include "session/session.h"

void session_trusted(const struct config *config, char *text, size_t size)
{
	const struct setting *file = &config->setting[SET_CA_FILE];
	const struct setting *dir = &config->setting[SET_CA_DIR];

	if (file->value && dir->value)
		snprintf(text, size, "those of %.100s (%s) and %.100s (%s)", file->value,
			 file->origin, dir->value, dir->origin);
	else if (file->value || dir->value)
		snprintf(text, size, "those of %.100s (%s)", (file->value ? file : dir)->value,
			 (file->value ? file : dir)->origin);
	else
		snprintf(text, size, "this system's");
}

void session_explain_trust(const struct config *config)
{
	const struct cli_setting_info *file = &cli_settings[SET_CA_FILE];
	bool named = config->setting[SET_CA_FILE].value || config->setting[SET_CA_DIR].value;
	char trusted[350];
	char text[600];

	session_trusted(config, trusted, sizeof(trusted));
	snprintf(text, sizeof(text), "trusted are %s%s (--%s, %s)", trusted,
		 named ? "; others are named by ca-file"
		       : "; if your network has a certificate authority of its own, set ca-file",
		 file->name, file->env);
	hint_trust(text);
}
