/* SPDX-License-Identifier: MIT */
/* The user's settings and files: the configuration file, the state directory, credentials. */
#ifndef IQM_CLI_CONFIG_H
#define IQM_CLI_CONFIG_H

#include "input/input.h"

/* A setting with where it comes from: "--timezone", "IQM_TIMEZONE", "profile work", "default". */
struct setting {
	const char *value; /* NULL: not set */
	char origin[64];
	bool other; /* of a variable that other tools have too */
};

#define CONFIG_MAX_PROFILES 200

/* The configuration file, and one of its sections, each of which is a profile. */
struct profile {
	char *path;                 /* of the file, which may not exist; NULL: no home directory */
	char *text;                 /* that the values are in; NULL: there is no file */
	size_t size;                /* of it */
	bool exists;                /* the section */
	const char *value[SET_LEN]; /* the section's; NULL: not set */
	size_t line[SET_LEN];
	bool inherited[SET_LEN]; /* it is of [default] */
	bool has_secret;         /* some section has one */
	const char *sections[CONFIG_MAX_PROFILES];
	size_t section_len;
};

struct config {
	struct setting setting[SET_LEN];
	struct profile file; /* which the settings borrow from */
	const char *profile; /* its name */
	const char *profile_origin;
	enum output_format format; /* of the setting `output` */
	char *state_directory;     /* made when first needed */
	struct iqm_error error;    /* what is wrong with them; status 0: nothing */
};

/* ---- settings.c: options, then the environment, then the profile, then defaults ---------- */

/* Sets config->error, and prints nothing; config_free() whatever this gives. After an error the
 * settings have what could be read. `args` is borrowed. */
int config_load(struct config *config, const struct arguments *args);
void config_free(struct config *config);
/* What a setting is whatever the command line says: the environment's, or the profile's. */
const char *config_standing_value(const struct config *config, enum cli_setting_id id);
/* Whether a setting refuses every purchase. */
bool config_no_purchases(const struct config *config);

/*
 * The settings that a configuration's text gives a profile by itself, checked as at their use; the
 * text of `len` bytes is of the file `path`. config_free() whatever this gives.
 */
int config_from_text(struct config *config, const char *path, const char *text, size_t len,
		     const char *profile);

/* ---- store.c: the database that hosts share ---------------------------------------------- */

/* Whether a URL has a password, which nobody may see. */
bool store_has_password(const char *url);
/* Which database it is, for people, in *place: "host:port/name", of that length. libpq has taken
 * the URL. */
int store_place(const char *url, const char **place);
/* Whether the value of a setting is a secret. */
bool config_is_secret(enum cli_setting_id id, const char *value);
/* What is wrong with the URL; NULL: nothing. */
const char *store_check(const char *url);

/* ---- state.c: $XDG_STATE_HOME/PROGRAM ---------------------------------------------------- */

/* Sets config->state_directory, and makes it, mode 0700. An enum iqm_status. */
int state_open(struct config *config, struct iqm_error *e);
/* "<state directory>/<name>", malloc()ed; makes nothing. NULL: `e` has why. */
char *state_find(struct config *config, const char *name, struct iqm_error *e);
/* "<state directory>/<name>", malloc()ed, with the directories before its last slash made, mode
 * 0700; NULL: `e` has why. */
char *state_path(struct config *config, const char *name, struct iqm_error *e);
/* As state_path(), but prints the error. */
char *state_path_or_fail(struct config *config, const char *name);

/* ---- recent.c: ids that lists have shown, for completion --------------------------------- */

typedef void recent_found(void *context, const char *family, int64_t id);
/* Those of a family, the last ones first; NULL: of all. */
void recent_each(struct config *config, const char *family, recent_found *found, void *context);
/* Puts these first. What fails is not said. */
void recent_keep(struct config *config, const char *family, const int64_t *ids, size_t len);

/* ---- credentials_file.c: what `auth login` got, and what it takes to renew it ------------ */

/* Strings are malloc()ed; NULL: none. The password is never saved. */
struct credentials {
	char *base_url; /* of the service that gave the tokens */
	char *username;
	char *ow_id;
	char *client_id;
	char *client_secret;
	char *access;
	char *refresh;
	int64_t asked;   /* when they were asked for, in epoch seconds */
	int64_t expires; /* epoch seconds; 0: not known */
	bool unusable;   /* the file is a later release's, or damaged */
};

void credentials_free(struct credentials *c);
/*
 * Reads a file. No file: 0, and c->access NULL. A file that others can read, or that has something
 * else in it, is IQM_E_CONFIG. credentials_free() whatever this gives.
 */
int credentials_read(const char *path, struct credentials *c, struct iqm_error *e);

struct staged_file;

#define CREDENTIALS_MAX 65536

/* Makes them the new content of a file that was staged with CREDENTIALS_MAX bytes. */
int credentials_write(struct staged_file *f, const struct credentials *c, struct iqm_error *e);

/* ---- staged_file.c: a new content of a file, all of it or none --------------------------- */

/* The old content stays until all of the new one is on the disk. */
struct staged_file {
	const char *path;
	char *new_path;
	int lock;
	int fd;
};

/*
 * Takes the file's lock, which processes share. Waits up to `timeout_ms`, less if cli_cancel is
 * set; `other` is for the error: "renewed the token". staged_file_close() whatever this gives.
 */
int staged_file_lock(struct staged_file *f, const char *path, long timeout_ms, const char *other,
		     struct iqm_error *e);
/* Takes `size` bytes of the disk, before a token is asked for: the service gives it only once. */
int staged_file_open(struct staged_file *f, size_t size, struct iqm_error *e);
/* Writes the new content, and gives it the file's name. */
int staged_file_commit(struct staged_file *f, const char *text, size_t len, struct iqm_error *e);
/* Gives back the lock, and drops a content that was not committed. */
void staged_file_close(struct staged_file *f);

/* ---- config_edit.c: a change of the configuration file ----------------------------------- */

enum config_change { CONFIG_SAME, CONFIG_CHANGED, CONFIG_NEW_PROFILE };

struct config_edit {
	char *path; /* of the file, links followed */
	char *text; /* the new content */
	size_t len;
	struct staged_file file;
};

/* Takes the file's lock and reads it; no file is an empty one. config_edit_close() whatever this
 * gives. */
int config_edit_open(struct config_edit *edit, struct iqm_error *e);
/*
 * Changes one line of the text, and keeps all other bytes. `name` NULL: only makes the section;
 * `value` NULL: takes the setting's line out.
 */
int config_edit_change(struct config_edit *edit, const char *section, const char *name,
		       const char *value, enum config_change *change, struct iqm_error *e);
/* Writes the text into a file beside it, "PATH.edit", for an editor; *old: there was one, which is
 * left as it is. The name is malloc()ed; NULL: `e` has why. */
char *config_edit_copy(const struct config_edit *edit, bool *old, struct iqm_error *e);
/* Takes such a file's content as the text; *same: it was that already. */
int config_edit_take(struct config_edit *edit, const char *copy, bool *same, struct iqm_error *e);
/* Takes the room on the disk. */
int config_edit_stage(struct config_edit *edit, struct iqm_error *e);
/* Writes the text, mode 0600. */
int config_edit_commit(struct config_edit *edit, struct iqm_error *e);
void config_edit_close(struct config_edit *edit);

#endif
