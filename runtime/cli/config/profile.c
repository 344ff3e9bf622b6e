/* SPDX-License-Identifier: MIT */
/* Reads the configuration file. All of it must be right, whichever section is wanted. */
#include "config/profile.h"
#include "config/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILE ((size_t)1 << 20)
#define MAX_NAME 63
#define MAX_SECTIONS 200

struct reader {
	struct profile *p;
	const char *wanted;
	struct iqm_error *e;
	size_t line;
	const char *section; /* NULL: before the first */
	const char *sections[MAX_SECTIONS];
	size_t section_len;
	size_t seen[SET_LEN]; /* in this section: in which line; 0: not yet */
	bool has_secret;
};

bool profile_is_name(const char *name)
{
	static const char ok[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";
	size_t len = strlen(name);

	return len && len <= MAX_NAME && strspn(name, ok) == len && *name != '.' && *name != '-';
}

/* ---- lines ------------------------------------------------------------------------------- */

static char *trim(char *s)
{
	size_t len;

	s += strspn(s, " \t");
	len = strlen(s);
	while (len && strchr(" \t\r", s[len - 1]))
		s[--len] = '\0';
	return s;
}

static int fail(const struct reader *r, const char *what, const char *found, const char *hint)
{
	return error_set(r->e, IQM_E_CONFIG, "%s:%zu: %s%s%s", r->p->path, r->line, what, found,
			 hint);
}

static int read_section(struct reader *r, char *s)
{
	size_t len = strlen(s);

	if (len < 2 || s[len - 1] != ']')
		return fail(r, "expected [profile], found no ']'", "", "");
	s[len - 1] = '\0';
	s = trim(s + 1);
	if (!profile_is_name(s))
		return fail(r,
			    "expected the profile's name to be of letters, digits, '.', '_', "
			    "'-'",
			    "", "");
	for (size_t i = 0; i < r->section_len; i++)
		if (!strcmp(r->sections[i], s))
			return fail(r, "a second section of profile ", s, "");
	if (r->section_len == MAX_SECTIONS)
		return fail(r, "too many profiles", "", "");
	r->sections[r->section_len++] = s;
	r->section = s;
	memset(r->seen, 0, sizeof(r->seen));
	if (!strcmp(s, r->wanted))
		r->p->exists = true;
	return 0;
}

/* Shown only if it looks like a setting's name: it may be a secret by mistake. */
static int fail_name(const struct reader *r, const char *name)
{
	struct nearest near = { .word = name };
	bool plain = strspn(name, "abcdefghijklmnopqrstuvwxyz-_") == strlen(name);
	char shown[MAX_NAME + 4] = "";
	char hint[96];

	for (size_t i = 0; i < SET_LEN; i++)
		nearest_try(&near, cli_settings[i].name);
	if (plain && strlen(name) <= MAX_NAME)
		snprintf(shown, sizeof(shown), " '%s'", name);
	return fail(r, "no setting has this name", shown, nearest_hint(&near, hint, sizeof(hint)));
}

static int set(struct reader *r, size_t id, const char *value)
{
	const char *name = cli_settings[id].name;
	char before[64];

	snprintf(before, sizeof(before), " is set already, in line %zu", r->seen[id]);
	if (r->seen[id])
		return fail(r, name, before, "");
	if (!*value)
		return fail(r, name, " has no value", "");
	r->seen[id] = r->line;
	r->has_secret = r->has_secret || cli_settings[id].secret;
	if (strcmp(r->section, r->wanted))
		return 0;
	r->p->value[id] = value;
	r->p->line[id] = r->line;
	return 0;
}

static int read_setting(struct reader *r, char *s)
{
	char *equals = strchr(s, '=');
	char *name;

	if (!equals)
		return fail(r, "expected [profile], name = value, or # and a comment", "", "");
	if (!r->section)
		return fail(r, "expected [profile] before the first setting", "", "");
	*equals = '\0';
	name = trim(s);
	for (size_t i = 0; i < SET_LEN; i++)
		if (!strcmp(name, cli_settings[i].name))
			return set(r, i, trim(equals + 1));
	return fail_name(r, name);
}

static int read_lines(struct reader *r)
{
	char *next = r->p->text;

	while (next) {
		char *s = next;
		char *end = strchr(s, '\n');
		int err = 0;

		next = end ? end + 1 : NULL;
		if (end)
			*end = '\0';
		r->line++;
		s = trim(s);
		if (*s == '[')
			err = read_section(r, s);
		else if (*s && *s != '#')
			err = read_setting(r, s);
		if (err)
			return err;
	}
	return 0;
}

/* ---- the file ---------------------------------------------------------------------------- */

/* Anyone's file will do, but for one that has secrets. */
static int check_owner(const struct profile *p, bool has_secret, int fd, struct iqm_error *e)
{
	const struct own_file own = {
		.what = has_secret ? "configuration with secrets" : "configuration",
		.path = p->path,
		.status = IQM_E_CONFIG,
		.closed = S_IRWXG | S_IRWXO,
		.anyones = !has_secret,
	};

	return iqm_own_check(&own, fd, e);
}

/* Its bytes, with a NUL. */
static int load(struct profile *p, int fd, struct iqm_error *e)
{
	struct stat st;
	size_t len;

	if (fstat(fd, &st))
		return error_set_errno(e, p->path, "examined");
	if ((size_t)st.st_size > MAX_FILE)
		return error_set(e, IQM_E_CONFIG, "%s: expected at most %zu bytes", p->path,
				 MAX_FILE);
	p->size = (size_t)st.st_size + 1;
	p->text = malloc(p->size);
	if (!p->text)
		return error_set_nomem(e);
	errno = iqm_read_at(fd, p->text, p->size - 1, 0, &len);
	p->text[len] = '\0';
	if (errno)
		return error_set_errno(e, p->path, "read");
	if (strlen(p->text) != len)
		return error_set(e, IQM_E_CONFIG, "%s: a NUL byte in it", p->path);
	return 0;
}

static int read_open(struct profile *p, const char *section, int fd, struct iqm_error *e)
{
	struct reader r = { .p = p, .wanted = section, .e = e };
	struct nearest near = { .word = section };
	char hint[96];
	int err;

	iqm_error_begin(e, NULL);
	err = check_owner(p, false, fd, e);
	if (!err)
		err = load(p, fd, e);
	if (!err)
		err = read_lines(&r);
	if (!err && r.has_secret)
		err = check_owner(p, true, fd, e);
	if (err || p->exists || !strcmp(section, "default"))
		return err;
	for (size_t i = 0; i < r.section_len; i++)
		nearest_try(&near, r.sections[i]);
	return error_set(e, IQM_E_CONFIG, "no profile '%s' in %s%s", section, p->path,
			 nearest_hint(&near, hint, sizeof(hint)));
}

static char *path_of_file(struct iqm_error *e)
{
	char *directory = user_directory("XDG_CONFIG_HOME", ".config", e);
	char *path = directory ? path_join(directory, PROGRAM "/config") : NULL;

	if (directory && !path)
		error_set_nomem(e);
	free(directory);
	return path;
}

int profile_read(struct profile *p, const char *section, struct iqm_error *e)
{
	int fd;
	int err;

	p->path = path_of_file(e);
	if (!p->path)
		return e->status;
	fd = open(p->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 && errno != ENOENT && errno != ENOTDIR) {
		error_set_errno(e, p->path, "opened");
		return e->status = IQM_E_CONFIG;
	}
	if (fd < 0)
		return strcmp(section, "default")
			       ? error_set(e, IQM_E_CONFIG, "no profile '%s': there is no file %s",
					   section, p->path)
			       : 0;
	err = read_open(p, section, fd, e);
	close(fd);
	return err;
}

void profile_free(struct profile *p)
{
	free(p->path);
	if (p->text)
		iqm_erase(p->text, p->size);
	free(p->text);
	*p = (struct profile){ .path = NULL };
}
