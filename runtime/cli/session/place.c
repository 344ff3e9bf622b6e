/* SPDX-License-Identifier: MIT */
/* Where the settings lead: a service and a workspace. A purchase is of the place it was made in. */
#include "session/session.h"

#include <stdlib.h>
#include <string.h>

#define UNKNOWN "the log-in's"

/* "": it is the log-in's, which comes with the token. */
static int find_workspace(struct cli *cli, char *text, size_t size)
{
	const char *named = cli->config.setting[SET_OW_ID].value;
	struct credentials cached = { .expires = 0 };
	struct iqm_error e;
	int err = 0;

	if (!named && !cli->config.setting[SET_TOKEN].value)
		err = credentials_load(cli, &cached, &e);
	if (!named)
		named = cached.ow_id;
	snprintf(text, size, "%s", named ? named : "");
	credentials_free(&cached);
	return err ? cli_fail_call(&e) : 0;
}

int place_check(struct cli *cli, const struct iqm_purchase *p, struct buf *elsewhere)
{
	char workspace[24];
	char *service = iqm_url_normalise(cli->config.setting[SET_BASE_URL].value);
	int err = service ? find_workspace(cli, workspace, sizeof(workspace)) : cli_fail_nomem();

	if (err || !service || !p->service || !p->workspace ||
	    (!strcmp(p->service, service) && (!*workspace || !strcmp(p->workspace, workspace)))) {
		free(service);
		return err;
	}
	iqm_buf_printf(elsewhere,
		       "the purchase '%s' was made at %s in workspace %s; the settings lead to %s, "
		       "workspace %s",
		       p->key, p->service, p->workspace, service, *workspace ? workspace : UNKNOWN);
	free(service);
	return elsewhere->err ? cli_fail_nomem() : 0;
}
