/* SPDX-License-Identifier: MIT */
/* What a token provider is asked, and gives. */
#include "internal.h"

#include <string.h>

int iqm_access_give(struct iqm_access *access, const char *token, const char *ow_id,
		    int64_t expires_in)
{
	if (!access || !token || !*token || iqm_has_control(token) ||
	    !strncmp(token, "Bearer ", 7) || expires_in < 0)
		return IQM_E_USAGE;
	if (ow_id && (!*ow_id || strlen(ow_id) >= sizeof(access->ow_id) ||
		      strspn(ow_id, "0123456789") != strlen(ow_id)))
		return IQM_E_USAGE;
	iqm_wipe(access->token);
	access->token = strdup(token);
	if (!access->token)
		return IQM_E_NOMEM;
	memset(access->ow_id, 0, sizeof(access->ow_id));
	if (ow_id)
		memcpy(access->ow_id, ow_id, strlen(ow_id));
	access->expires_in = expires_in;
	return 0;
}

const char *iqm_access_refused(const struct iqm_access *access)
{
	return access ? access->refused : NULL;
}

long iqm_access_timeout_ms(const struct iqm_access *access)
{
	return access ? access->timeout_ms : 0;
}
