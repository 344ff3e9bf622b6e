/* SPDX-License-Identifier: MIT */
/* Which file has the rate limit of a service: the service counts requests, whatever the profile. */
#include "session/session.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#define HOST_MAX 100 /* of the name: who looks at the directory sees which service it is */

/* Scheme and host in lower case, no slash at the end: one service has one. */
static void normalize(struct buf *url, const char *text)
{
	size_t len = strlen(text);
	const char *host = strstr(text, "://");
	const char *path = host ? strchr(host + 3, '/') : NULL;

	while (len && text[len - 1] == '/')
		len--;
	iqm_buf_add(url, text, len);
	iqm_buf_str(url, "");
	for (size_t i = 0; !url->err && i < len && (!path || text + i < path); i++)
		url->data[i] = (char)tolower((unsigned char)url->data[i]);
}

/* "limits/api.iqm.com-<hash of the URL>" */
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

char *limiter_path(struct cli *cli, struct iqm_error *e)
{
	struct buf url = { 0 };
	struct buf name = { 0 };
	char *path = NULL;

	normalize(&url, cli->config.setting[SET_BASE_URL].value);
	if (!url.err)
		add_name(&name, url.data);
	if (url.err || name.err)
		error_set_nomem(e);
	else
		path = state_path(&cli->config, name.data, e);
	iqm_buf_free(&name);
	iqm_buf_free(&url);
	return path;
}
