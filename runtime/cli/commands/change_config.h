/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_CHANGE_CONFIG_H
#define IQM_CLI_CHANGE_CONFIG_H

#include "commands/cmd.h"

/* The setting of this name; else an error that suggests one. An exit code. */
int find_setting(const char *name, enum cli_setting_id *id);
/* Sets it in the configuration file's section of this run's profile, which is made if there is
 * none; `value` NULL: takes it out. Nothing is changed unless the new content is right. */
int change_config(struct cli *cli, enum cli_setting_id id, const char *value);
/* Whether the new content of the file is right, as a profile's settings. An exit code. */
int check_edit(const struct config_edit *edit, const char *profile);

#endif
