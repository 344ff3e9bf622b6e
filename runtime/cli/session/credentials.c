/* SPDX-License-Identifier: MIT */
/* Gives calls the cached credentials, and renews them: under a lock, so that one process does it
 * for all. */
#include "session/session.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EARLY_S 60 /* a token is renewed this long before it expires */

char *credentials_path(struct cli *cli, struct iqm_error *e)
{
	char name[128]; /* a profile's is short */

	snprintf(name, sizeof(name), "profiles/%s/token", cli->config.profile);
	return state_path(&cli->config, name, e);
}

/* ---- which ------------------------------------------------------------------------------- */

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

/* What a log-in by settings needs and does not have; NULL: nothing. */
static const char *missing_to_log_in(const struct cli *cli)
{
	static const enum cli_setting_id needed[] = { SET_CLIENT_ID, SET_CLIENT_SECRET,
						      SET_USERNAME, SET_PASSWORD };

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!cli->config.setting[needed[i]].value)
			return cli_settings[needed[i]].name;
	return NULL;
}

bool session_can_log_in(const struct cli *cli)
{
	return !missing_to_log_in(cli);
}

/* Who gives a password wants to log in by settings. */
static void fail_no_token(const struct cli *cli, struct iqm_error *e)
{
	const char *missing = missing_to_log_in(cli);

	if (missing && cli->config.setting[SET_PASSWORD].value)
		error_set(e, IQM_E_AUTH, "not logged in: password is given, but no %s", missing);
	else
		error_set(e, IQM_E_AUTH, "not logged in");
}

/* A token must not go to another service than the one that gave it, nor act for another user. */
static bool is_of_settings(const struct cli *cli, const struct credentials *c, struct iqm_error *e)
{
	const char *base_url = cli->config.setting[SET_BASE_URL].value;
	const char *username = cli->config.setting[SET_USERNAME].value;

	if (!c->access) {
		fail_no_token(cli, e);
		return false;
	}
	if (!same_url(c->base_url, base_url)) {
		error_set(e, IQM_E_AUTH, "not logged in at %s: the cached credentials are for %s",
			  base_url, c->base_url);
		return false;
	}
	if (!username || (c->username && !strcmp(username, c->username)))
		return true;
	error_set(e, IQM_E_AUTH, "not logged in as %s: the cached credentials are of %s", username,
		  c->username ? c->username : "another user");
	return false;
}

/* A file of a later release, or a damaged one, is left alone, and not needed to log in. */
static bool can_do_without(struct cli *cli, const struct credentials *c, bool logs_in,
			   const struct iqm_error *e)
{
	if (!c->unusable || !logs_in)
		return false;
	if (!cli->warned_of_credentials && messages_verbosity() != VERBOSITY_QUIET)
		cli_warn("%s; this run logs in by the settings, and caches nothing", e->message);
	cli->warned_of_credentials = true;
	return true;
}

/* `logs_in`: the run can still log in without what is cached. */
static int load(struct cli *cli, struct credentials *c, bool logs_in, struct iqm_error *e)
{
	char *path = credentials_path(cli, e);
	int err = path ? credentials_read(path, c, e) : e->status;
	char why[sizeof(e->message)] = "";

	/* Where the directory is no good, nothing is cached. */
	if (path ? err && can_do_without(cli, c, logs_in, e) : err != IQM_E_NOMEM) {
		snprintf(why, sizeof(why), "%s", e->message);
		credentials_free(c);
		err = 0;
	}
	free(path);
	if (!err && !is_of_settings(cli, c, e)) {
		credentials_free(c);
		if (*why)
			error_set(e, IQM_E_AUTH, "not logged in: %.480s", why);
	}
	return err;
}

int credentials_load(struct cli *cli, struct credentials *c, struct iqm_error *e)
{
	return load(cli, c, session_can_log_in(cli), e);
}

/* ---- how good ---------------------------------------------------------------------------- */

static bool is_good(const struct credentials *c, const char *refused, int64_t until)
{
	bool was_refused = refused && !strcmp(c->access, refused);

	return !was_refused && (!c->expires || until < c->expires);
}

static bool is_fresh(const struct credentials *c, const char *refused)
{
	return is_good(c, refused, time(NULL) + EARLY_S);
}

/* What a token is wanted for: a call's request, or, where there is none, by itself. */
struct need {
	const struct iqm_token_request *request;
	long timeout_ms;
};

static const char *refused_by(const struct need *need)
{
	return need->request ? iqm_token_request_refused(need->request) : NULL;
}

static long time_left(const struct need *need)
{
	return need->request ? iqm_token_request_timeout_ms(need->request) : need->timeout_ms;
}

static int provide(const struct cli *cli, const struct credentials *c,
		   struct iqm_token_request *request)
{
	int64_t left = c->expires ? c->expires - time(NULL) : 0;
	const char *ow_id = cli->config.setting[SET_OW_ID].value ? NULL : c->ow_id;

	return iqm_token_request_give(request, c->access, ow_id, c->expires && left < 1 ? 1 : left);
}

/* ---- renewing ---------------------------------------------------------------------------- */

static int set_text(char **to, const char *from)
{
	char *copy = strdup(from);

	if (!copy)
		return IQM_E_NOMEM;
	iqm_wipe(*to);
	*to = copy;
	return 0;
}

/* Seconds; what cannot be one counts as not given. */
static bool is_lifetime(struct iqm_int expires_in)
{
	return expires_in.set && expires_in.value > 0 && expires_in.value <= INT32_MAX;
}

int credentials_keep(void *credentials, const struct iqm_token *from, struct iqm_call *call)
{
	struct credentials *c = credentials;
	char ow_id[24];
	int err = set_text(&c->access, from->access);

	snprintf(ow_id, sizeof(ow_id), "%" PRId64, from->ow_id.value);
	if (!err && cli_api->refresh && from->refresh && *from->refresh)
		err = set_text(&c->refresh, from->refresh);
	if (!err && from->ow_id.set && from->ow_id.value >= 0)
		err = set_text(&c->ow_id, ow_id);
	c->expires = is_lifetime(from->expires_in) ? c->asked + from->expires_in.value : 0;
	return err ? error_set_nomem(&call->error) : 0;
}

/* With a client of its own, as the client that waits for the token cannot make calls. */
static int ask(struct cli *cli, struct credentials *c, long timeout_ms, struct iqm_error *e)
{
	struct iqm_settings s = { .client_id = c->client_id, .client_secret = c->client_secret };
	struct iqm_call call = { .timeout_ms = timeout_ms > 0 ? timeout_ms : 1,
				 .cancel = &cli_cancel };
	struct iqm_client *client;
	int err = session_open_client(cli, &s, &client, e);

	if (err)
		return err;
	c->asked = time(NULL);
	err = cli_api->refresh(client, c->refresh, credentials_keep, c, &call);
	*e = call.error;
	iqm_client_close(client);
	return err;
}

/* Under the lock. A renewed token is used even if it cannot be saved. */
static int renew(struct cli *cli, struct staged_file *file, struct credentials *c, long timeout_ms,
		 struct iqm_error *e)
{
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	int err = staged_file_open(file, CREDENTIALS_MAX, e);

	if (!err)
		err = ask(cli, c, timeout_ms, e);
	if (err)
		return err;
	if (credentials_write(file, c, e))
		cli_info("The token was renewed but cannot be saved: fix that, then log in again "
			 "before the next command%s: %s",
			 next_step(step, ", by ",
				   command_text(command, "auth", "login", (char *)NULL)),
			 e->message);
	return 0;
}

/* Another process may have renewed it while this one waited for the lock. */
static int renew_locked(struct cli *cli, struct staged_file *file, struct credentials *c,
			const struct need *need, long spare, struct iqm_error *e)
{
	const char *refused = refused_by(need);
	struct credentials now = { .expires = 0 };
	int err = load(cli, &now, false, e);
	bool other = now.access && strcmp(now.access, c->access) != 0;

	if (err) {
		credentials_free(&now);
		return err;
	}
	credentials_free(c);
	*c = now;
	if (!c->access)
		return IQM_E_AUTH;
	if (is_fresh(c, refused) || (other && is_good(c, refused, time(NULL))))
		return 0;
	return renew(cli, file, c, time_left(need) - spare, e);
}

/* If the token is still good, half of the call's time is left for the call itself. */
static int renew_once(struct cli *cli, struct credentials *c, const struct need *need,
		      struct iqm_error *e)
{
	long left = time_left(need);
	long spare = is_good(c, refused_by(need), time(NULL)) ? left / 2 : 0;
	char *path = credentials_path(cli, e);
	struct staged_file file;
	int err;

	if (!path)
		return e->status;
	err = staged_file_lock(&file, path, left - spare, "renewed the token", e);
	if (!err)
		err = renew_locked(cli, &file, c, need, spare, e);
	staged_file_close(&file);
	free(path);
	return err;
}

static int explain_expiry(const struct credentials *c, const char *refused, struct iqm_error *e)
{
	const char *what =
		refused ? "the service refused the cached token" : "the cached token has expired";
	char why[sizeof(e->message)];
	int err = e->status;

	if (!c->refresh || !cli_api->refresh)
		return error_set(e, IQM_E_AUTH, "%s, and it cannot be renewed", what);
	if (err == IQM_E_REFUSED || err == IQM_E_FORBIDDEN)
		err = IQM_E_AUTH;
	snprintf(why, sizeof(why), "%s", e->message);
	return error_set(e, err, "%s, and was not renewed: %.400s", what, why);
}

/* A renewal that failed matters only if the token is no longer good. */
static int find_token(struct cli *cli, struct credentials *c, const struct need *need,
		      struct iqm_error *e)
{
	const char *refused = refused_by(need);
	int err = load(cli, c, false, e);

	if (err)
		return err;
	if (!c->access)
		return IQM_E_AUTH;
	if (is_fresh(c, refused))
		return 0;
	err = c->refresh && cli_api->refresh ? renew_once(cli, c, need, e) : IQM_E_AUTH;
	if (!c->access)
		return err;
	return is_good(c, refused, time(NULL)) ? 0 : explain_expiry(c, refused, e);
}

int credentials_fresh(struct cli *cli, struct credentials *c, struct iqm_error *e)
{
	struct need need = { .request = NULL };

	parse_duration(cli->config.setting[SET_TIMEOUT].value, &need.timeout_ms);
	return find_token(cli, c, &need, e);
}

int credentials_provide_token(void *context, struct iqm_token_request *request)
{
	struct cli *cli = context;
	struct credentials c = { .expires = 0 };
	struct iqm_error e = { .status = 0 };
	const struct need need = { .request = request };
	int err = find_token(cli, &c, &need, &e);

	err = err ? iqm_token_request_fail(request, err, e.message) : provide(cli, &c, request);
	credentials_free(&c);
	return err;
}
