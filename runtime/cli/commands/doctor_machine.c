/* SPDX-License-Identifier: MIT */
/* What the doctor sees on this machine: libcurl, zones, files, settings. */
#include "session/connect.h"
#include "buy.h"
#include "commands/doctor.h"
#include "term/directory.h"
#include "config/profile.h"
#include "config/settings.h"
#include "config/state.h"
#include "config/credentials.h"

#include <curl/curl.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define SOME_ZONE "America/New_York"

/* The library itself refuses one that is too old. */
void doctor_check_libcurl(struct doctor *d)
{
	const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
	struct iqm_settings s = { .timeout_ms = 0 };
	struct iqm_client *client;
	struct iqm_error e;

	if (iqm_client_open(&client, &s, &e))
		doctor_tell(d, "libcurl", FOUND_FAIL, "%s", e.message);
	else
		doctor_tell(d, "libcurl", FOUND_OK, "%s, %s", curl->version, curl->ssl_version);
	iqm_client_close(client);
}

void doctor_check_zones(struct doctor *d)
{
	const char *zone = d->cli->setting[SET_TIMEZONE].value;
	const char *sought = zone ? zone : SOME_ZONE;

	if (cli_zone_known(sought))
		doctor_tell(d, "time zones", FOUND_OK, "%s is known", sought);
	else
		doctor_tell(d, "time zones", FOUND_FAIL,
			    "%s is not known; install the zones (Debian: tzdata)%s%s", sought,
			    zone ? ", or mend the timezone of " : "",
			    zone ? d->cli->setting[SET_TIMEZONE].origin : "");
}

/* ---- settings ------------------------------------------------------------------------------- */

bool doctor_check_settings(struct doctor *d)
{
	struct cli *cli = d->cli;
	struct iqm_error e;
	int err = settings_read(cli, &e);
	const char *path = cli->file ? cli->file->path : NULL;

	if (err && path && strstr(e.message, path))
		return doctor_tell(d, "configuration", FOUND_FAIL, "%s", e.message);
	if (err || !path)
		return doctor_tell(d, "settings", FOUND_FAIL, "%s", e.message);
	if (cli->file->text)
		doctor_tell(d, "configuration", FOUND_OK, "%s, profile %s", path, cli->profile);
	else
		doctor_tell(d, "configuration", FOUND_OK, "no file %s, and none is needed", path);
	return true;
}

/* ---- the state folder ----------------------------------------------------------------------- */

/* Not only its mode: the disk may be full, or read-only. */
static int try_to_write(const char *path, struct iqm_error *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
		      S_IRUSR | S_IWUSR);
	int err = 0;

	if (fd < 0)
		return explain_file(e, path, "made");
	if (write(fd, "doctor\n", 7) != 7 || fsync(fd))
		err = explain_file(e, path, "written");
	close(fd);
	unlink(path);
	return err;
}

/* Opens a client with this alone, so that what fails is this. */
static int try_limiter(const char *path, struct iqm_error *e)
{
	struct iqm_settings s = { .limiter_file = path };
	struct iqm_client *client;
	int err = iqm_client_open(&client, &s, e);

	iqm_client_close(client);
	return err;
}

bool doctor_check_state(struct doctor *d)
{
	struct iqm_error e;
	char *trial = state_path(d->cli, "trial", &e);
	char *limiter = trial ? state_path(d->cli, "limiter", &e) : NULL;
	bool ok;

	if (!limiter || try_to_write(trial, &e))
		ok = doctor_tell(d, "state folder", FOUND_FAIL, "%s", e.message);
	else
		ok = doctor_tell(d, "state folder", FOUND_OK, "%s", d->cli->state_folder);
	if (ok && try_limiter(limiter, &e))
		ok = doctor_tell(d, "allowance", FOUND_FAIL, "%s; remove that file", e.message);
	else if (ok)
		doctor_tell(d, "allowance", FOUND_OK, "shared through %s", limiter);
	free(limiter);
	free(trial);
	return ok;
}

/* ---- the journal ---------------------------------------------------------------------------- */

static void tell_purchases(struct doctor *d, const struct iqm_purchases *all)
{
	size_t open = 0;

	for (size_t i = 0; i < all->len; i++)
		if (all->items[i].state == IQM_PURCHASE_OPEN ||
		    all->items[i].state == IQM_PURCHASE_UNKNOWN)
			open++;
	if (open)
		doctor_tell(d, "journal", FOUND_WARN,
			    "%zu of %zu purchases may have been made or not; run "
			    "'iqm-insights journal resume'",
			    open, all->len);
	else
		doctor_tell(d, "journal", FOUND_OK, "%zu purchases", all->len);
}

static void read_journal(struct doctor *d, const char *path)
{
	struct iqm_settings s = { .journal = path };
	struct iqm_purchases *all = NULL;
	struct iqm_client *client;
	struct iqm_error e;
	int err = iqm_client_open(&client, &s, &e);

	if (!err)
		err = iqm_journal_list(client, &all, &e);
	if (err)
		doctor_tell(d, "journal", FOUND_FAIL, "%s", e.message);
	else
		tell_purchases(d, all);
	iqm_free(all);
	iqm_client_close(client);
}

void doctor_check_journal(struct doctor *d)
{
	struct iqm_error e;
	char *path = state_path(d->cli, "journal", &e);

	if (!path)
		doctor_tell(d, "journal", FOUND_FAIL, "%s", e.message);
	else if (journal_is_gone(d->cli, path))
		doctor_tell(d, "journal", FOUND_FAIL,
			    "\"%s\" is gone: put it back, or what was bought is not known", path);
	else if (access(path, F_OK))
		doctor_tell(d, "journal", FOUND_OK, "none yet: nothing was bought");
	else
		read_journal(d, path);
	free(path);
}

/* ---- who ------------------------------------------------------------------------------------ */

static bool tell_kept(struct doctor *d, const struct kept_token *k)
{
	const char *user = k->username ? k->username : "a user without a name";

	if (k->expires && k->expires <= time(NULL) && !k->refresh)
		return doctor_tell(d, "log-in", FOUND_FAIL,
				   "the kept token of %s has ended, and cannot be renewed; run "
				   "'iqm-insights auth login'",
				   user);
	return doctor_tell(d, "log-in", FOUND_OK, "kept for %s", user);
}

static bool check_token(struct doctor *d)
{
	const struct cli_setting *token = &d->cli->setting[SET_TOKEN];

	if (d->cli->setting[SET_OW_ID].value)
		return doctor_tell(d, "log-in", FOUND_OK, "by the token of %s", token->origin);
	return doctor_tell(d, "log-in", FOUND_WARN,
			   "the token of %s comes without a workspace; set IQM_OW_ID",
			   token->origin);
}

void doctor_check_log_in(struct doctor *d)
{
	struct kept_token k = { .expires = 0 };
	struct iqm_error e;

	if (d->cli->setting[SET_TOKEN].value)
		d->logged_in = check_token(d);
	else if (kept_token_load(d->cli, &k, &e))
		doctor_tell(d, "log-in", FOUND_FAIL, "%s", e.message);
	else if (k.access)
		d->logged_in = tell_kept(d, &k);
	else if (connect_can_log_in(d->cli))
		d->logged_in = doctor_tell(d, "log-in", FOUND_OK, "as %s, by the settings",
					   d->cli->setting[SET_USERNAME].value);
	else
		doctor_tell(d, "log-in", FOUND_FAIL, "%s; run 'iqm-insights auth login'",
			    e.message);
	kept_token_free(&k);
}
