/* SPDX-License-Identifier: MIT */
/* A log-in, by a client of its own. */
#include "session/session.h"

#include <time.h>

int session_log_in(struct cli *cli, struct credentials *c, const char *password)
{
	struct iqm_settings s = { .client_id = c->client_id, .client_secret = c->client_secret };
	struct iqm_error *e = &cli->call.error;
	struct iqm_client *client;
	int err = session_open_client(cli, &s, &client, e);

	if (!err) {
		c->asked = time(NULL);
		err = cli_api->log_in(client, c->username, password, credentials_keep, c,
				      &cli->call);
		iqm_client_close(client);
	}
	/* Whatever status the service refuses a log-in with. */
	if (err == IQM_E_REFUSED || err == IQM_E_FORBIDDEN)
		e->status = IQM_E_AUTH;
	return err ? cli_fail_call(e) : 0;
}
