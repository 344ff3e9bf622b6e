/* SPDX-License-Identifier: MIT */
/* Gives calls the kept token, and renews it: under a lock, so that one process does for all. */
#include "config/credentials.h"
#include "session/connect.h"
#include "term/secret.h"
#include "config/state.h"
#include "config/staged_file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EARLY_S 60 /* so long before its end a token is renewed */

char *kept_token_path(struct cli *cli, struct iqm_error *e)
{
	return state_path(cli, "token", e);
}

/* ---- which -------------------------------------------------------------------------------- */

static bool same_url(const char *a, const char *b)
{
	size_t a_len = strlen(a);
	size_t b_len = strlen(b);

	while (a_len && a[a_len - 1] == '/')
		a_len--;
	while (b_len && b[b_len - 1] == '/')
		b_len--;
	return a_len == b_len && !strncmp(a, b, a_len);
}

/* A token goes to the service that gave it and to no other, and is nobody else's. */
static bool is_of_settings(const struct cli *cli, const struct kept_token *k, struct iqm_error *e)
{
	const char *base_url = cli->setting[SET_BASE_URL].value;
	const char *username = cli->setting[SET_USERNAME].value;

	explain(e, IQM_E_AUTH, "not logged in");
	if (!k->access)
		return false;
	if (!same_url(k->base_url, base_url)) {
		explain(e, IQM_E_AUTH, "not logged in at %s: the kept token is of %s", base_url,
			k->base_url);
		return false;
	}
	if (!username || (k->username && !strcmp(username, k->username)))
		return true;
	explain(e, IQM_E_AUTH, "not logged in as %s: the kept token is of %s", username,
		k->username ? k->username : "another user");
	return false;
}

int kept_token_load(struct cli *cli, struct kept_token *k, struct iqm_error *e)
{
	char *path = kept_token_path(cli, e);
	int err = path ? token_file_read(path, k, e) : e->status;

	free(path);
	if (!err && !is_of_settings(cli, k, e))
		kept_token_free(k);
	return err;
}

/* ---- how good ----------------------------------------------------------------------------- */

static bool is_good(const struct kept_token *k, const char *refused, int64_t until)
{
	bool was_refused = refused && !strcmp(k->access, refused);

	return !was_refused && (!k->expires || until < k->expires);
}

static bool is_fresh(const struct kept_token *k, const char *refused)
{
	return is_good(k, refused, time(NULL) + EARLY_S);
}

static int give(const struct cli *cli, const struct kept_token *k, struct iqm_token_request *access)
{
	int64_t left = k->expires ? k->expires - time(NULL) : 0;
	const char *ow_id = cli->setting[SET_OW_ID].value ? NULL : k->ow_id;

	return iqm_token_request_give(access, k->access, ow_id, k->expires && left < 1 ? 1 : left);
}

/* ---- renewing ----------------------------------------------------------------------------- */

static int set_text(char **to, const char *from)
{
	char *copy = strdup(from);

	if (!copy)
		return IQM_E_NOMEM;
	secret_free(*to);
	*to = copy;
	return 0;
}

int kept_token_set(struct kept_token *k, const struct iqm_token *from, int64_t now)
{
	char ow_id[24];
	int err = set_text(&k->access, from->access);

	snprintf(ow_id, sizeof(ow_id), "%" PRId64, from->ow_id.value);
	if (!err && from->refresh && *from->refresh)
		err = set_text(&k->refresh, from->refresh);
	if (!err && from->ow_id.set && from->ow_id.value >= 0)
		err = set_text(&k->ow_id, ow_id);
	k->expires = from->expires_in.set && from->expires_in.value > 0
			     ? now + from->expires_in.value
			     : 0;
	return err;
}

/* With a client of its own: the one that waits for the token cannot make calls meanwhile. */
static int ask(struct cli *cli, struct kept_token *k, long timeout_ms, struct iqm_error *e)
{
	struct iqm_settings s = { .client_id = k->client_id, .client_secret = k->client_secret };
	struct iqm_call call = { .timeout_ms = timeout_ms > 0 ? timeout_ms : 1,
				 .cancel = &cli_cancel };
	struct iqm_auth_refresh_req req = { .refresh_token = k->refresh };
	struct iqm_auth_refresh_rsp *rsp;
	struct iqm_client *client;
	int64_t now = time(NULL);
	int err = connect_open(cli, &s, &client, e);

	if (err)
		return err;
	err = iqm_auth_refresh(client, &req, &rsp, &call);
	*e = call.error;
	if (!err) {
		struct iqm_token got = { rsp->access_token, rsp->refresh_token, rsp->expires_in,
					 rsp->ow_id };

		err = kept_token_set(k, &got, now) ? explain_nomem(e) : 0;
	}
	iqm_free(rsp);
	iqm_client_close(client);
	return err;
}

/* Under the lock. What was renewed is used even where it cannot be kept. */
static int renew(struct cli *cli, struct token_draft *d, struct kept_token *k, long timeout_ms,
		 struct iqm_error *e)
{
	int err = token_draft_open(d, e);

	if (!err)
		err = ask(cli, k, timeout_ms, e);
	if (err)
		return err;
	if (token_draft_keep(d, k, e))
		cli_note(cli,
			 "The token was renewed but cannot be kept: %s\n"
			 "Run 'iqm-insights auth login' before the next command.",
			 e->message);
	return 0;
}

/* Another process may have renewed it while this one waited for the lock. */
static int renew_locked(struct cli *cli, struct token_draft *d, struct kept_token *k,
			struct iqm_token_request *access, long spare, struct iqm_error *e)
{
	const char *refused = iqm_token_request_refused(access);
	struct kept_token now = { .expires = 0 };
	int err = kept_token_load(cli, &now, e);
	bool other = now.access && strcmp(now.access, k->access) != 0;

	if (err) {
		kept_token_free(&now);
		return err;
	}
	kept_token_free(k);
	*k = now;
	if (!k->access)
		return IQM_E_AUTH;
	if (is_fresh(k, refused) || (other && is_good(k, refused, time(NULL))))
		return 0;
	return renew(cli, d, k, iqm_token_request_timeout_ms(access) - spare, e);
}

/* Of the call's time half is left for the call where it can do with the token that there is. */
static int renew_once(struct cli *cli, struct kept_token *k, struct iqm_token_request *access,
		      struct iqm_error *e)
{
	long left = iqm_token_request_timeout_ms(access);
	long spare = is_good(k, iqm_token_request_refused(access), time(NULL)) ? left / 2 : 0;
	char *path = kept_token_path(cli, e);
	struct token_draft d;
	int err;

	if (!path)
		return e->status;
	err = token_draft_lock(&d, path, left - spare, e);
	if (!err)
		err = renew_locked(cli, &d, k, access, spare, e);
	token_draft_close(&d);
	free(path);
	return err;
}

static int explain_end(const struct kept_token *k, const char *refused, struct iqm_error *e)
{
	const char *what =
		refused ? "the service refused the kept token" : "the kept token has ended";
	char why[sizeof(e->message)];
	int err = e->status;

	if (!k->refresh)
		return explain(e, IQM_E_AUTH, "%s, and it cannot be renewed", what);
	if (err == IQM_E_REFUSED || err == IQM_E_FORBIDDEN)
		err = IQM_E_AUTH;
	snprintf(why, sizeof(why), "%s", e->message);
	return explain(e, err, "%s, and was not renewed: %.400s", what, why);
}

/* A failed renewal matters only where the token before is no longer good. */
static int find(struct cli *cli, struct kept_token *k, struct iqm_token_request *access,
		struct iqm_error *e)
{
	const char *refused = iqm_token_request_refused(access);
	int err = kept_token_load(cli, k, e);

	if (err)
		return err;
	if (!k->access)
		return IQM_E_AUTH;
	if (is_fresh(k, refused))
		return 0;
	err = k->refresh ? renew_once(cli, k, access, e) : IQM_E_AUTH;
	if (!k->access)
		return err;
	return is_good(k, refused, time(NULL)) ? 0 : explain_end(k, refused, e);
}

int kept_token_give(void *context, struct iqm_token_request *access)
{
	struct cli *cli = context;
	struct kept_token k = { .expires = 0 };
	struct iqm_error e = { .status = 0 };
	int err = find(cli, &k, access, &e);

	err = err ? iqm_token_request_fail(access, err, e.message) : give(cli, &k, access);
	kept_token_free(&k);
	return err;
}
