/* SPDX-License-Identifier: MIT */
#ifndef IQM_CLI_CONFIG_TEXT_H
#define IQM_CLI_CONFIG_TEXT_H

#include "config/config.h"

/*
 * Changes one line of a configuration's text, and keeps all other bytes. `name` NULL: only makes
 * the section; `value` NULL: takes the setting's line out. Writes all of the new text into `out`,
 * and gives what happened.
 */
enum config_change config_text_change(struct buf *out, const char *text, size_t len,
				      const char *section, const char *name, const char *value);

#endif
