/* SPDX-License-Identifier: MIT */
/* The text of a kept token's file, "name=value" lines: read and made. */
#include "config/credentials_file.h"
#include "term/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TITLE "# Token of iqm-insights: secret"
#define EXPIRES "expires"

static const struct {
	const char *name;
	size_t offset;
} fields[] = {
	{ "base-url", offsetof(struct kept_token, base_url) },
	{ "username", offsetof(struct kept_token, username) },
	{ "ow-id", offsetof(struct kept_token, ow_id) },
	{ "client-id", offsetof(struct kept_token, client_id) },
	{ "client-secret", offsetof(struct kept_token, client_secret) },
	{ "access-token", offsetof(struct kept_token, access) },
	{ "refresh-token", offsetof(struct kept_token, refresh) },
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

static char **field(struct kept_token *k, size_t i)
{
	return (char **)((char *)k + fields[i].offset);
}

static const char *value_of(const struct kept_token *k, size_t i)
{
	return *(char *const *)((const char *)k + fields[i].offset);
}

void kept_token_free(struct kept_token *k)
{
	for (size_t i = 0; i < FIELDS; i++)
		secret_free(*field(k, i));
	*k = (struct kept_token){ .expires = 0 };
}

/* ---- reading ------------------------------------------------------------------------------ */

/* What is wrong with it is not shown: it is all secret. */
static int fail_content(const char *path, struct iqm_error *e)
{
	return explain(e, IQM_E_CONFIG,
		       "%s: expected a kept token, found something else; run "
		       "'iqm-insights auth login'",
		       path);
}

static int read_line(struct kept_token *k, const char *line, const char *path, struct iqm_error *e)
{
	size_t len = strcspn(line, "=");
	const char *value = line + len + 1;
	char *end;

	if (!line[len])
		return fail_content(path, e);
	for (size_t i = 0; i < FIELDS; i++) {
		if (strncmp(fields[i].name, line, len) || fields[i].name[len])
			continue;
		if (*field(k, i))
			return fail_content(path, e);
		*field(k, i) = strdup(value);
		return *field(k, i) ? 0 : explain_nomem(e);
	}
	if (strncmp(EXPIRES, line, len) || len != strlen(EXPIRES))
		return fail_content(path, e);
	k->expires = strtoimax(value, &end, 10);
	return *end || k->expires < 0 ? fail_content(path, e) : 0;
}

static int read_lines(struct kept_token *k, char *text, const char *path, struct iqm_error *e)
{
	char *rest = text;
	int err = 0;

	if (strncmp(text, TITLE "\n", sizeof(TITLE)))
		return fail_content(path, e);
	strtok_r(text, "\n", &rest);
	for (char *line; !err && (line = strtok_r(NULL, "\n", &rest));)
		err = read_line(k, line, path, e);
	if (!err && (!k->access || !k->base_url || !k->client_id || !k->client_secret))
		err = fail_content(path, e);
	return err;
}

static int check_file(int fd, const char *path, struct iqm_error *e)
{
	struct stat st;

	if (fstat(fd, &st))
		return explain_file(e, path, "examined");
	if (!S_ISREG(st.st_mode))
		return explain(e, IQM_E_CONFIG, "%s: expected a file, found another kind", path);
	if (st.st_uid != geteuid())
		return explain(e, IQM_E_CONFIG,
			       "%s: expected a file of user %ld, found one of user %ld", path,
			       (long)geteuid(), (long)st.st_uid);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return explain(e, IQM_E_CONFIG,
			       "%s: expected mode 600, found %03o; run: chmod 600 '%s'", path,
			       (unsigned)st.st_mode & 0777u, path);
	return st.st_size < TOKEN_FILE_MAX ? 0 : fail_content(path, e);
}

static int read_open(int fd, const char *path, struct kept_token *k, struct iqm_error *e)
{
	char *text;
	ssize_t len;
	int err = check_file(fd, path, e);

	if (err)
		return err;
	text = calloc(1, TOKEN_FILE_MAX);
	if (!text)
		return explain_nomem(e);
	len = read(fd, text, TOKEN_FILE_MAX - 1);
	err = len < 0 ? explain_file(e, path, "read") : read_lines(k, text, path, e);
	secret_wipe(text, TOKEN_FILE_MAX);
	free(text);
	return err;
}

int token_file_read(const char *path, struct kept_token *k, struct iqm_error *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
	int err;

	if (fd < 0)
		return errno == ENOENT ? 0 : explain_file(e, path, "opened");
	err = read_open(fd, path, k, e);
	close(fd);
	return err;
}

/* ---- writing ------------------------------------------------------------------------------ */

/* Adds a line; false: no room, or the value would be more than one. */
static bool add_line(char *text, size_t *len, const char *name, const char *value)
{
	int more = snprintf(text + *len, TOKEN_FILE_MAX - *len, "%s=%s\n", name, value);

	if (more < 0 || (size_t)more >= TOKEN_FILE_MAX - *len || strchr(value, '\n'))
		return false;
	*len += (size_t)more;
	return true;
}

size_t token_file_text(char text[TOKEN_FILE_MAX], const struct kept_token *k)
{
	size_t len = (size_t)snprintf(text, TOKEN_FILE_MAX, TITLE "\n");
	char expires[24];

	for (size_t i = 0; i < FIELDS; i++)
		if (value_of(k, i) && !add_line(text, &len, fields[i].name, value_of(k, i)))
			return 0;
	snprintf(expires, sizeof(expires), "%" PRId64, k->expires);
	return add_line(text, &len, EXPIRES, expires) ? len : 0;
}
