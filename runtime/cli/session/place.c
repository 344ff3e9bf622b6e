/* SPDX-License-Identifier: MIT */
/* Where the settings lead: a service and a workspace. A purchase is of the place it was made in. */
#include "session/session.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* "": nothing on this machine says it. */
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

int place_workspace(struct cli *cli, char text[IQM_WORKSPACE_SIZE])
{
	*text = '\0';
	if (cli->client)
		iqm_client_workspace(cli->client, text);
	return *text ? 0 : find_workspace(cli, text, IQM_WORKSPACE_SIZE);
}

/* ---- a workspace that nothing says ------------------------------------------------------- */

static int take_answer(struct cli *cli, const char *answer)
{
	int64_t id;

	if (!iqm_integer(answer, &id) || id < 0 || *answer == '0')
		return cli_fail(EXIT_CONFIG,
				"expected the workspace's id, found '%s'; nothing was sent",
				answer);
	snprintf(cli->asked_ow_id, sizeof(cli->asked_ow_id), "%" PRId64, id);
	cli->config.setting[SET_OW_ID].value = cli->asked_ow_id;
	snprintf(cli->config.setting[SET_OW_ID].origin,
		 sizeof(cli->config.setting[SET_OW_ID].origin), "asked for");
	return 0;
}

static int ask_for_workspace(struct cli *cli)
{
	char answer[ANSWER_SIZE] = "";

	if (can_prompt() &&
	    ask_line("The token does not say its workspace. Workspace id: ", answer) && *answer)
		return take_answer(cli, answer);
	if (cli_interrupted())
		return cli_fail(cli_interrupted(), "interrupted: nothing was sent");
	return cli_fail(
		EXIT_CONFIG,
		"the token does not say its workspace; name it with --ow-id, %s, or ow-id in "
		"the configuration file; nothing was sent",
		cli_settings[SET_OW_ID].env);
}

/* A log-in's response names the workspace, and who is not logged in at all hears that first. */
int place_need_workspace(struct cli *cli)
{
	char workspace[IQM_WORKSPACE_SIZE];
	struct credentials cached = { .expires = 0 };
	bool has_token = cli->config.setting[SET_TOKEN].value;
	struct iqm_error e;
	int err = find_workspace(cli, workspace, sizeof(workspace));

	if (err || *workspace)
		return err;
	if (!has_token && credentials_load(cli, &cached, &e))
		return cli_fail_call(&e);
	has_token = has_token || cached.access;
	credentials_free(&cached);
	return has_token ? ask_for_workspace(cli) : 0;
}

/* ---- whether a purchase is of this place ------------------------------------------------- */

int place_check(struct cli *cli, const struct iqm_purchase *p, struct buf *elsewhere)
{
	char workspace[IQM_WORKSPACE_SIZE];
	char *service = iqm_url_normalise(cli->config.setting[SET_BASE_URL].value);
	int err = service ? place_workspace(cli, workspace) : cli_fail_nomem();

	if (err || !service || !p->service || !p->workspace ||
	    (!strcmp(p->service, service) && (!*workspace || !strcmp(p->workspace, workspace)))) {
		free(service);
		return err;
	}
	iqm_buf_printf(elsewhere,
		       "the purchase '%s' was made at %s in workspace %s; the settings lead to %s, "
		       "workspace %s",
		       p->key, p->service, p->workspace, service,
		       *workspace ? workspace : "that a log-in names");
	free(service);
	return elsewhere->err ? cli_fail_nomem() : 0;
}
