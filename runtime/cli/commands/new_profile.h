/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_NEW_PROFILE_H
#define IQM_CLI_NEW_PROFILE_H

#include "commands/cmd.h"

/* The configuration file with a section for this run's profile, if there is none yet. */
struct new_profile {
	struct config_edit edit;
	bool is_new;
};

/* Takes into the section what options say of the profile's own. Room on the disk is taken, and
 * nothing written. new_profile_close() whatever this gives; an exit code. */
int new_profile_open(struct cli *cli, struct new_profile *p);
/* Writes it, if it is new. An exit code. */
int new_profile_commit(struct cli *cli, struct new_profile *p);
void new_profile_close(struct new_profile *p);

#endif
