/* SPDX-License-Identifier: MIT */
/* Which file has the rate limit of a service: the service counts requests, whatever the profile. */
#include "session/session.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define HOST_MAX 100 /* of the name: who looks at the directory sees which service it is */

/* "limits/HOST-<hash of the URL>" */
static void add_name(struct buf *name, const char *url)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	iqm_buf_str(name, "limits/");
	for (size_t i = 0; i < HOST_MAX && host[i] && host[i] != '/'; i++)
		iqm_buf_add(name,
			    isalnum((unsigned char)host[i]) ? host + i : &"._"[host[i] != '.'], 1);
	iqm_buf_printf(name, "-%016" PRIx64, iqm_hash(IQM_HASH_START, url, strlen(url)));
}

char *rate_limit_path(struct cli *cli, struct iqm_error *e)
{
	char *service = iqm_url_normalise(cli->config.setting[SET_BASE_URL].value);
	struct buf name = { 0 };
	char *path = NULL;

	if (service)
		add_name(&name, service);
	if (!service || name.err)
		error_set_nomem(e);
	else
		path = state_path(&cli->config, name.data, e);
	iqm_buf_free(&name);
	free(service);
	return path;
}
