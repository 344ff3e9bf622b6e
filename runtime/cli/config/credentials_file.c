/* SPDX-License-Identifier: MIT */
/* The file of cached credentials: a JSON object. */
#include "config/config.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FORMAT 1
#define FORMAT_NAME "format"
#define EXPIRES "expires"
#define EXACT 9007199254740992.0 /* 2^53: below it each integer is a double of its own */

static const struct {
	const char *name;
	size_t offset;
} fields[] = {
	{ "base-url", offsetof(struct credentials, base_url) },
	{ "username", offsetof(struct credentials, username) },
	{ "ow-id", offsetof(struct credentials, ow_id) },
	{ "client-id", offsetof(struct credentials, client_id) },
	{ "client-secret", offsetof(struct credentials, client_secret) },
	{ "access-token", offsetof(struct credentials, access) },
	{ "refresh-token", offsetof(struct credentials, refresh) },
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

static char **field(struct credentials *c, size_t i)
{
	return (char **)((char *)c + fields[i].offset);
}

static const char *value_of(const struct credentials *c, size_t i)
{
	return *(char *const *)((const char *)c + fields[i].offset);
}

void credentials_free(struct credentials *c)
{
	for (size_t i = 0; i < FIELDS; i++)
		iqm_wipe(*field(c, i));
	*c = (struct credentials){ .expires = 0 };
}

/* ---- reading ----------------------------------------------------------------------------- */

/* Nothing of the content is shown: it is all secret. */
static int fail_content(const char *path, struct iqm_error *e)
{
	char command[COMMAND_SIZE];

	return error_set(e, IQM_E_CONFIG,
			 "%s: expected cached credentials, found something else; run '%s'", path,
			 command_text(command, "auth", "login", (char *)NULL));
}

/* What a later release has in it would be lost: only a person's log-in replaces it. */
static int check_format(const cJSON *format, const char *path, struct iqm_error *e)
{
	char command[COMMAND_SIZE];
	char text[IQM_FORMAT_SIZE];

	if (!cJSON_IsNumber(format) || format->valuedouble != format->valueint ||
	    format->valueint < 1)
		return fail_content(path, e);
	if (format->valueint <= FORMAT)
		return 0;
	return error_set(e, IQM_E_CONFIG,
			 "%s: it has %s; it was left alone: use that release, or run '%s'", path,
			 iqm_format_text(format->valueint, FORMAT, text),
			 command_text(command, "auth", "login", (char *)NULL));
}

/* Takes its text over. */
static int read_member(struct credentials *c, cJSON *item, const char *path, struct iqm_error *e)
{
	for (size_t i = 0; i < FIELDS; i++) {
		if (strcmp(fields[i].name, item->string))
			continue;
		if (*field(c, i) || !cJSON_IsString(item))
			break;
		*field(c, i) = item->valuestring;
		item->valuestring = NULL;
		return 0;
	}
	if (strcmp(item->string, EXPIRES) || c->expires || !cJSON_IsNumber(item) ||
	    !(item->valuedouble >= 0 && item->valuedouble < EXACT))
		return fail_content(path, e);
	c->expires = (int64_t)item->valuedouble;
	return 0;
}

/* cJSON takes more than JSON, and an escaped NUL for the end of a string. */
static cJSON *parse(const char *text, size_t len)
{
	struct iqm_error e;

	if (iqm_json_check(text, len, &e) || iqm_has_escaped_nul(text, len))
		return NULL;
	return cJSON_ParseWithOpts(text, NULL, true);
}

static int read_text(struct credentials *c, const char *text, size_t len, const char *path,
		     struct iqm_error *e)
{
	cJSON *json = parse(text, len);
	const cJSON *format = cJSON_GetObjectItemCaseSensitive(json, FORMAT_NAME);
	int err = cJSON_IsObject(json) ? check_format(format, path, e) : fail_content(path, e);

	for (cJSON *item = json ? json->child : NULL; !err && item; item = item->next)
		err = item == format ? 0 : read_member(c, item, path, e);
	if (!err && (!c->access || !c->base_url || !c->client_id || !c->client_secret))
		err = fail_content(path, e);
	iqm_tree_free(json);
	return err;
}

static int read_open(int fd, const char *path, struct credentials *c, struct iqm_error *e)
{
	char *text = calloc(1, CREDENTIALS_MAX);
	size_t len;
	int err;

	if (!text)
		return error_set_nomem(e);
	errno = iqm_read_at(fd, text, CREDENTIALS_MAX, 0, &len);
	if (errno)
		err = error_set_errno(e, path, "read");
	else
		err = len < CREDENTIALS_MAX ? read_text(c, text, len, path, e)
					    : fail_content(path, e);
	c->unusable = err == IQM_E_CONFIG;
	iqm_erase(text, CREDENTIALS_MAX);
	free(text);
	return err;
}

int credentials_read(const char *path, struct credentials *c, struct iqm_error *e)
{
	const struct own_file own = {
		.what = "cached credentials",
		.path = path,
		.status = IQM_E_CONFIG,
		.closed = S_IRWXG | S_IRWXO,
	};
	int fd;
	int err;

	iqm_error_begin(e, NULL);
	err = iqm_own_open(&own, AT_FDCWD, path, O_RDONLY, &fd, NULL, e);
	if (err)
		return e->os_error == ENOENT ? 0 : err;
	err = read_open(fd, path, c, e);
	close(fd);
	return err;
}

/* ---- writing ----------------------------------------------------------------------------- */

/* Borrows the strings; NULL: out of memory. */
static cJSON *to_tree(const struct credentials *c)
{
	cJSON *json = cJSON_CreateObject();
	bool whole = cJSON_AddNumberToObject(json, FORMAT_NAME, FORMAT) &&
		     cJSON_AddNumberToObject(json, EXPIRES, (double)c->expires);

	for (size_t i = 0; whole && i < FIELDS; i++)
		if (value_of(c, i))
			whole = cJSON_AddItemToObjectCS(
				json, fields[i].name, cJSON_CreateStringReference(value_of(c, i)));
	if (whole)
		return json;
	iqm_tree_free(json);
	return NULL;
}

int credentials_write(struct staged_file *f, const struct credentials *c, struct iqm_error *e)
{
	char *text = malloc(CREDENTIALS_MAX);
	cJSON *json = text ? to_tree(c) : NULL;
	int err;

	if (!json)
		err = error_set_nomem(e);
	else if (cJSON_PrintPreallocated(json, text, CREDENTIALS_MAX - 1, false))
		err = staged_file_commit(f, text, strlen(text), e);
	else
		err = error_set(e, IQM_E_USAGE,
				"a token, a name or a secret is too long: it cannot be saved");
	iqm_tree_free(json);
	if (text)
		iqm_erase(text, CREDENTIALS_MAX);
	free(text);
	return err;
}
