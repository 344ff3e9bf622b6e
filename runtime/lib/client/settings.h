/* SPDX-License-Identifier: MIT */
/* A client's settings before it is opened: for settings.c and client.c. */
#ifndef IQM_LIB_CLIENT_SETTINGS_H
#define IQM_LIB_CLIENT_SETTINGS_H

#include "base/base.h"

/* 0, or IQM_E_CONFIG: which setting, and why. */
int iqm_settings_check(const struct iqm_settings *s, struct iqm_error *e);
/* Which of the API's dialects they name, by its index. 0, or IQM_E_CONFIG: none. */
int iqm_settings_dialect(const struct iqm_api *api, const struct iqm_settings *s, unsigned *index,
			 struct iqm_error *e);
/* Whether they have all that a log-in needs. */
bool iqm_settings_can_log_in(const struct iqm_settings *s);

#endif
