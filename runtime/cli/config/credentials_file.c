/* SPDX-License-Identifier: MIT */
/* The file of cached credentials: lines "name=value". */
#include "config/config.h"

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
		secret_free(*field(c, i));
	*c = (struct credentials){ .expires = 0 };
}

/* ---- reading ----------------------------------------------------------------------------- */

/* Nothing of the content is shown: it is all secret. */
static int fail_content(const char *path, struct iqm_error *e)
{
	return error_set(e, IQM_E_CONFIG,
			 "%s: expected cached credentials, found something else; run "
			 "'iqm-insights auth login'",
			 path);
}

static int read_line(struct credentials *c, const char *line, const char *path, struct iqm_error *e)
{
	size_t len = strcspn(line, "=");
	const char *value = line + len + 1;
	char *end;

	if (!line[len])
		return fail_content(path, e);
	for (size_t i = 0; i < FIELDS; i++) {
		if (strncmp(fields[i].name, line, len) || fields[i].name[len])
			continue;
		if (*field(c, i))
			return fail_content(path, e);
		*field(c, i) = strdup(value);
		return *field(c, i) ? 0 : error_set_nomem(e);
	}
	if (strncmp(EXPIRES, line, len) || len != strlen(EXPIRES))
		return fail_content(path, e);
	c->expires = strtoimax(value, &end, 10);
	return *end || c->expires < 0 ? fail_content(path, e) : 0;
}

static int read_lines(struct credentials *c, char *text, const char *path, struct iqm_error *e)
{
	char *rest = text;
	int err = 0;

	if (strncmp(text, TITLE "\n", sizeof(TITLE)))
		return fail_content(path, e);
	strtok_r(text, "\n", &rest);
	for (char *line; !err && (line = strtok_r(NULL, "\n", &rest));)
		err = read_line(c, line, path, e);
	if (!err && (!c->access || !c->base_url || !c->client_id || !c->client_secret))
		err = fail_content(path, e);
	return err;
}

static int check_file(int fd, const char *path, struct iqm_error *e)
{
	struct stat st;

	if (fstat(fd, &st))
		return error_set_errno(e, path, "examined");
	if (!S_ISREG(st.st_mode))
		return error_set(e, IQM_E_CONFIG, "%s: expected a file, found another kind", path);
	if (st.st_uid != geteuid())
		return error_set(e, IQM_E_CONFIG,
				 "%s: expected a file of user %ld, found one of user %ld", path,
				 (long)geteuid(), (long)st.st_uid);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return error_set(e, IQM_E_CONFIG,
				 "%s: expected mode 600, found %03o; run: chmod 600 '%s'", path,
				 (unsigned)st.st_mode & 0777u, path);
	return st.st_size < CREDENTIALS_MAX ? 0 : fail_content(path, e);
}

static int read_open(int fd, const char *path, struct credentials *c, struct iqm_error *e)
{
	char *text;
	ssize_t len;
	int err = check_file(fd, path, e);

	if (err)
		return err;
	text = calloc(1, CREDENTIALS_MAX);
	if (!text)
		return error_set_nomem(e);
	len = read(fd, text, CREDENTIALS_MAX - 1);
	err = len < 0 ? error_set_errno(e, path, "read") : read_lines(c, text, path, e);
	secret_wipe(text, CREDENTIALS_MAX);
	free(text);
	return err;
}

int credentials_read(const char *path, struct credentials *c, struct iqm_error *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
	int err;

	if (fd < 0)
		return errno == ENOENT ? 0 : error_set_errno(e, path, "opened");
	err = read_open(fd, path, c, e);
	close(fd);
	return err;
}

/* ---- writing ----------------------------------------------------------------------------- */

/* Adds a line; false: there is no room, or the value has several lines. */
static bool add_line(char *text, size_t *len, const char *name, const char *value)
{
	int more = snprintf(text + *len, CREDENTIALS_MAX - *len, "%s=%s\n", name, value);

	if (more < 0 || (size_t)more >= CREDENTIALS_MAX - *len || strchr(value, '\n'))
		return false;
	*len += (size_t)more;
	return true;
}

/* The file's text, without a NUL at its end; 0: it is too long, or a value has several lines. */
static size_t to_text(char text[CREDENTIALS_MAX], const struct credentials *c)
{
	size_t len = (size_t)snprintf(text, CREDENTIALS_MAX, TITLE "\n");
	char expires[24];

	for (size_t i = 0; i < FIELDS; i++)
		if (value_of(c, i) && !add_line(text, &len, fields[i].name, value_of(c, i)))
			return 0;
	snprintf(expires, sizeof(expires), "%" PRId64, c->expires);
	return add_line(text, &len, EXPIRES, expires) ? len : 0;
}

int credentials_write(struct staged_file *f, const struct credentials *c, struct iqm_error *e)
{
	char *text = malloc(CREDENTIALS_MAX);
	size_t len;
	int err;

	if (!text)
		return error_set_nomem(e);
	len = to_text(text, c);
	if (len)
		err = staged_file_commit(f, text, len, e);
	else
		err = error_set(e, IQM_E_USAGE,
				"a token, a name or a secret is too long, or has several lines: it "
				"cannot be saved");
	secret_wipe(text, CREDENTIALS_MAX);
	free(text);
	return err;
}
