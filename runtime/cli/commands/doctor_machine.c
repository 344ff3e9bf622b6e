/* SPDX-License-Identifier: MIT */
/* What the doctor checks on this machine: libcurl, time zones, settings, files. */
#include "commands/doctor.h"

#include <curl/curl.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ANY_ZONE "America/New_York"

/* The library itself refuses one that is too old. */
void doctor_check_libcurl(struct doctor *d)
{
	const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_client *client;
	struct iqm_error e;

	if (iqm_client_open_abi(&client, cli_api, &s, &e, IQM_ABI))
		doctor_report(d, "libcurl", CHECK_FAIL, "%s", e.message);
	else
		doctor_report(d, "libcurl", CHECK_OK, "%s, %s", curl->version, curl->ssl_version);
	iqm_client_close(client);
}

void doctor_check_zones(struct doctor *d)
{
	const char *zone = d->cli->config.setting[SET_TIMEZONE].value;
	const char *wanted = zone ? zone : ANY_ZONE;

	if (zone_is_known(wanted))
		doctor_report(d, "time zones", CHECK_OK, "%s is known", wanted);
	else
		doctor_report(d, "time zones", CHECK_FAIL,
			      "%s is not known; install the zones (Debian: tzdata)%s%s", wanted,
			      zone ? ", or fix the timezone of " : "",
			      zone ? d->cli->config.setting[SET_TIMEZONE].origin : "");
}

/* ---- settings ---------------------------------------------------------------------------- */

bool doctor_check_settings(struct doctor *d)
{
	struct cli *cli = d->cli;
	const struct iqm_error *e = &cli->config.error;
	const char *path = cli->config.file.path;

	if (e->status && path && strstr(e->message, path))
		return doctor_report(d, "configuration", CHECK_FAIL, "%s", e->message);
	if (e->status)
		return doctor_report(d, "settings", CHECK_FAIL, "%s", e->message);
	if (cli->config.file.text)
		doctor_report(d, "configuration", CHECK_OK, "%s, profile %s", path,
			      cli->config.profile);
	else
		doctor_report(d, "configuration", CHECK_OK, "no file %s, and none is needed",
			      path ? path : "can be found");
	return true;
}

/* ---- the state directory ----------------------------------------------------------------- */

/* Writes, as its mode says too little: the disk may be full, or read-only. *locks: files can be
 * locked there. */
static int try_to_write(const char *path, bool *locks, struct iqm_error *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
		      S_IRUSR | S_IWUSR);
	int err = 0;

	if (fd < 0)
		return error_set_errno(e, path, "made");
	errno = iqm_write_all(fd, "doctor\n", 7);
	if (!errno)
		errno = iqm_sync(fd);
	if (errno)
		err = error_set_errno(e, path, "written");
	*locks = !iqm_lock(fd, 0);
	close(fd);
	unlink(path);
	return err;
}

static bool check_directory(struct doctor *d, const char *trial)
{
	const char *path = d->cli->config.state_directory;
	struct iqm_error e;
	bool locks = false;

	if (try_to_write(trial, &locks, &e))
		return doctor_report(d, "state directory", CHECK_FAIL, "%s", e.message);
	if (locks)
		return doctor_report(d, "state directory", CHECK_OK, "%s", path);
	return doctor_report(
		d, "state directory", CHECK_WARN,
		"%s: files cannot be locked there, so nothing can be bought, and the "
		"rate limit is not exact; set XDG_STATE_HOME to a folder on a local disk",
		path);
}

/* Opens a client with nothing but this, so that any error is about it. */
static bool check_limiter(struct doctor *d, const char *path)
{
	struct iqm_settings s = { .limiter_file = path };
	struct iqm_client *client;
	struct iqm_error e;
	int err = iqm_client_open_abi(&client, cli_api, &s, &e, IQM_ABI);

	iqm_client_close(client);
	if (!err)
		return doctor_report(d, "rate limit", CHECK_OK, "shared through %s", path);
	/* What the system refuses is not helped by removing the file. */
	return doctor_report(d, "rate limit", CHECK_FAIL, "%s%s", e.message,
			     e.os_error ? "" : "; remove that file");
}

bool doctor_check_state(struct doctor *d)
{
	struct iqm_error e;
	char *trial = state_path(&d->cli->config, "trial", &e);
	char *limiter = trial ? rate_limit_path(d->cli, &e) : NULL;
	bool ok;

	if (limiter)
		ok = check_directory(d, trial) &&
		     (d->cli->config.setting[SET_STORE].value || check_limiter(d, limiter));
	else
		ok = doctor_report(d, "state directory", CHECK_FAIL, "%s", e.message);
	free(limiter);
	free(trial);
	return ok;
}

#define STORE_MS 10000 /* most time to connect to a database */

/* ---- the journal ------------------------------------------------------------------------- */

static void report_purchases(struct doctor *d, const struct iqm_purchases *all)
{
	char command[COMMAND_SIZE];
	size_t open = 0;

	for (size_t i = 0; i < all->len; i++)
		if (all->items[i].state == IQM_PURCHASE_OPEN ||
		    all->items[i].state == IQM_PURCHASE_UNKNOWN)
			open++;
	if (open)
		doctor_report(d, "journal", CHECK_WARN,
			      "%zu of %zu purchase%s may or may not have been made; run '%s'", open,
			      all->len, all->len == 1 ? "" : "s",
			      command_text(command, "journal", "resume", (char *)NULL));
	else
		doctor_report(d, "journal", CHECK_OK, "%zu purchase%s", all->len,
			      all->len == 1 ? "" : "s");
}

static void report_damage(struct doctor *d, const struct iqm_error *e)
{
	doctor_report_error(d, "journal", e);
}

/* `s` has the journal alone, so that any error is about it. */
static void read_journal(struct doctor *d, const struct iqm_settings *s)
{
	struct iqm_purchases *all = NULL;
	struct iqm_client *client;
	struct iqm_call call = { 0 };
	int err = iqm_client_open_abi(&client, cli_api, s, &call.error, IQM_ABI);

	if (!err)
		err = iqm_journal_list(client, &all, &call);
	if (err)
		report_damage(d, &call.error);
	else
		report_purchases(d, all);
	iqm_free(all);
	iqm_client_close(client);
}

void doctor_check_journal(struct doctor *d)
{
	struct iqm_error e;
	char *path = state_path(&d->cli->config, "journal", &e);
	char *lock = path ? state_path(&d->cli->config, "journal.lock", &e) : NULL;

	if (!lock)
		doctor_report(d, "journal", CHECK_FAIL, "%s", e.message);
	else if (access(path, F_OK) && access(lock, F_OK))
		doctor_report(d, "journal", CHECK_OK, "none yet");
	else
		read_journal(d, &(struct iqm_settings){ .journal = path });
	free(lock);
	free(path);
}

/* Who has bought with files and goes over to a database has purchases that it does not know. */
static void check_left_journal(struct doctor *d)
{
	struct iqm_error e;
	char *path = state_path(&d->cli->config, "journal", &e);

	if (path && !access(path, F_OK))
		doctor_report(d, "journal file", CHECK_WARN,
			      "%s is not read while a store is set: the database does not know its "
			      "purchases, and the same orders would be bought again",
			      path);
	free(path);
}

/* What is in a database in place of files. */
void doctor_check_store(struct doctor *d)
{
	const struct setting *store = &d->cli->config.setting[SET_STORE];
	struct iqm_call call = { .timeout_ms = STORE_MS, .cancel = d->cli->call.cancel };
	const char *place;
	struct iqm_error e;
	int len;

	if (session_open_store(d->cli, STORE_MS, &e)) {
		doctor_report_error(d, "store", &e);
		return;
	}
	len = store_place(store->value, &place);
	if (session_check_store(d->cli, &call))
		doctor_report_error(d, "store", &call.error);
	else
		doctor_report(d, "store", CHECK_OK,
			      "journal and rate limit in PostgreSQL, %.*s (%s)", len, place,
			      store->origin);
	read_journal(d, &(struct iqm_settings){ .journal_store = session_store_journal(d->cli) });
	check_left_journal(d);
}

void doctor_check_purchases(struct doctor *d)
{
	const struct setting *none = &d->cli->config.setting[SET_NO_PURCHASES];

	if (config_no_purchases(&d->cli->config))
		doctor_report(d, "purchases", CHECK_OK, "switched off: no-purchases is set (%s)",
			      none->origin);
	else
		doctor_report(d, "purchases", CHECK_OK, "allowed");
}

/* ---- the log-in ------------------------------------------------------------ */

static bool report_credentials(struct doctor *d, const struct credentials *c)
{
	const char *user = c->username ? c->username : "a user without a name";
	struct iqm_error e;

	error_set(&e, IQM_E_AUTH, "the cached token of %s has expired, and cannot be renewed",
		  user);
	if (c->expires && c->expires <= time(NULL) && !c->refresh)
		return doctor_report_error(d, "log-in", &e);
	return doctor_report(d, "log-in", CHECK_OK, "cached for %s", user);
}

static bool check_token(struct doctor *d)
{
	const struct setting *token = &d->cli->config.setting[SET_TOKEN];

	if (d->cli->config.setting[SET_OW_ID].value)
		return doctor_report(d, "log-in", CHECK_OK, "with the token of %s", token->origin);
	return doctor_report(d, "log-in", CHECK_WARN,
			     "the token of %s does not name a workspace; set %s", token->origin,
			     cli_settings[SET_OW_ID].env);
}

void doctor_check_log_in(struct doctor *d)
{
	struct credentials c = { .expires = 0 };
	struct iqm_error e;

	if (d->cli->config.setting[SET_TOKEN].value)
		d->logged_in = check_token(d);
	else if (credentials_load(d->cli, &c, &e))
		doctor_report(d, "log-in", CHECK_FAIL, "%s", e.message);
	else if (c.access)
		d->logged_in = report_credentials(d, &c);
	else if (session_can_log_in(d->cli))
		d->logged_in = doctor_report(d, "log-in", CHECK_OK, "as %s, by the settings",
					     d->cli->config.setting[SET_USERNAME].value);
	else
		doctor_report_error(d, "log-in", &e);
	credentials_free(&c);
}
