/* SPDX-License-Identifier: MIT */
/* One run of the command: its arguments, its settings, its client of the service. */
#ifndef IQM_CLI_SESSION_H
#define IQM_CLI_SESSION_H

#include "config/config.h"

struct cli {
	struct arguments args;
	struct config config;
	struct print_options print;
	struct iqm_client *client;            /* NULL until session_connect() */
	struct iqm_postgres *store;           /* NULL until session_open_store() */
	struct iqm_call call;                 /* for each call: its time, its cancel */
	struct iqm_budget budget;             /* of the paid one; see budget_apply() */
	char asked_ow_id[IQM_WORKSPACE_SIZE]; /* that a person named */
	bool warned_of_state;                 /* that the state directory cannot be used */
	bool warned_of_credentials;           /* that those cached cannot be used */
};

/* ---- client.c ---------------------------------------------------------------------------- */

/*
 * Opens a client of the service with the shared rate limit, the log lines, and the time limit of
 * this run. `s` has what it needs besides: who logs in, a journal, an event hook.
 */
int session_open_client(struct cli *cli, struct iqm_settings *s, struct iqm_client **out,
			struct iqm_error *e);

/* ---- check_settings.c: what the library says to settings --------------------------------- */

/* Of the library's "base_url: ..." makes "base-url: ... (IQM_BASE_URL)". */
void session_name_setting(const struct config *config, struct iqm_error *e);
/* Zones are known; the error names the setting, and where it comes from. */
int session_check_zones(const struct config *config, struct iqm_error *e);
/* What config_load() leaves to their use: URL, file of certificates, zone. Asks nobody. */
int session_check_settings(const struct config *config, struct iqm_error *e);

/* ---- trust.c ----------------------------------------------------------------------------- */

/* "those of /x.pem (SSL_CERT_FILE)", "this system's" */
void session_trusted(const struct config *config, char *text, size_t size);
/* For the error of a certificate that is not trusted. */
void session_explain_trust(const struct config *config);

/* ---- credentials.c: the cached credentials, which one process renews for all ------------- */

/* Whether the settings have all that a log-in needs. */
bool session_can_log_in(const struct cli *cli);
/*
 * What `auth login` saved, if it is for the settings' service and user. c->access NULL: there is
 * none, and `e` has why; one that cannot be read counts as none where the settings can log in.
 * credentials_free() whatever this gives.
 */
int credentials_load(struct cli *cli, struct credentials *c, struct iqm_error *e);
/* The same, renewed if it has expired; none is IQM_E_AUTH. */
int credentials_fresh(struct cli *cli, struct credentials *c, struct iqm_error *e);
/* Takes over a log-in's or a renewal's token; what it lacks stays. */
int credentials_keep(void *credentials, const struct iqm_token *from, struct iqm_call *call);
/* settings.get_token; `context` is a struct cli. */
int credentials_provide_token(void *context, struct iqm_token_request *request);
/* The file's path, malloc()ed. */
char *credentials_path(struct cli *cli, struct iqm_error *e);

/* ---- log_in.c ---------------------------------------------------------------------------- */

/* Asks the service for a token, by all that `c` has, and takes it over. An exit code. */
int session_log_in(struct cli *cli, struct credentials *c, const char *password);

/* ---- connect.c --------------------------------------------------------------------------- */

/* Gives `s` the token of the settings, or the cached credentials, or what logs in. */
int session_set_token(struct cli *cli, struct iqm_settings *s, struct iqm_error *e);

enum journal_use { WITHOUT_JOURNAL, WITH_JOURNAL };

/* Opens cli->client. */
int session_connect(struct cli *cli, enum journal_use journal);
/* A client that has the journal and nothing else: no settings are needed, as nothing is sent. */
int session_open_journal(struct cli *cli);
void session_disconnect(struct cli *cli);

/* ---- store.c: the database that hosts share ---------------------------------------------- */

/* Opens cli->store, where the setting names one; else it stays NULL. `timeout_ms` 0: the setting's.
 * An enum iqm_status. */
int session_open_store(struct cli *cli, long timeout_ms, struct iqm_error *e);
void session_close_store(struct cli *cli);
/* Its journal. */
const struct iqm_journal *session_store_journal(const struct cli *cli);
/* Its rate limit. An enum iqm_status. */
int session_store_limiter(const struct cli *cli, struct iqm_limiter *out, struct iqm_error *e);
/* Whether it is the database that the journal was in; a person says that it is. */
int session_check_store(const struct cli *cli, struct iqm_call *call);
int session_accept_store(const struct cli *cli, struct iqm_call *call);

/* ---- rate_limit.c ------------------------------------------------------------------------ */

/* The file of the rate limit that all who use the service share, malloc()ed; NULL: `e` has why. */
char *rate_limit_path(struct cli *cli, struct iqm_error *e);

/* ---- place.c: the service and the workspace that the settings lead to -------------------- */

/* The workspace that calls are for, by the client's token, the settings or the cached credentials;
 * "": only a log-in will say. An exit code. */
int place_workspace(struct cli *cli, char text[IQM_WORKSPACE_SIZE]);
/* Before a client is opened whose workspace matters: where the token does not say its workspace and
 * no setting does, a person is asked. Without a terminal it is an error. */
int place_need_workspace(struct cli *cli);
/* Writes into `elsewhere` where a purchase was made, and where the settings lead, if these differ;
 * else nothing. An exit code. */
int place_check(struct cli *cli, const struct iqm_purchase *p, struct buf *elsewhere);

#endif
