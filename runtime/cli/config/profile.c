/* SPDX-License-Identifier: MIT */
/* Reads the configuration file. All of it must be right, whichever section is wanted. */
#include "config/profile.h"
#include "config/config_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_NAME 63
#define DEFAULT "default" /* the profile that others inherit from */

struct reader {
	struct profile *p;
	const char *wanted;
	struct iqm_error *e;
	size_t line;
	const char *section;  /* NULL: before the first */
	size_t seen[SET_LEN]; /* in this section: in which line; 0: not yet */
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

	s += strspn(s, CONFIG_BLANK);
	len = strlen(s);
	while (len && strchr(CONFIG_BLANK, s[len - 1]))
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
	for (size_t i = 0; i < r->p->section_len; i++)
		if (!strcmp(r->p->sections[i], s))
			return fail(r, "a second section of profile ", s, "");
	if (r->p->section_len == CONFIG_MAX_PROFILES)
		return fail(r, "too many profiles", "", "");
	r->p->sections[r->p->section_len++] = s;
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

/* The wanted section's, or what it inherits, whichever comes first in the file. */
static void take(const struct reader *r, size_t id, const char *value)
{
	struct profile *p = r->p;
	bool wanted = !strcmp(r->section, r->wanted);

	if (!wanted && (strcmp(r->section, DEFAULT) != 0 || cli_settings[id].own || p->value[id]))
		return;
	p->value[id] = value;
	p->line[id] = r->line;
	p->inherited[id] = !wanted;
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
	r->p->has_secret = r->p->has_secret || config_is_secret((enum cli_setting_id)id, value);
	take(r, id, value);
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

static int read_lines(struct reader *r, char *next)
{
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

static int fail_missing(const struct profile *p, const char *section, struct iqm_error *e)
{
	struct nearest near = { .word = section };
	char hint[96];

	if (!p->text)
		return error_set(e, IQM_E_CONFIG, "no profile '%s': there is no file %s", section,
				 p->path);
	for (size_t i = 0; i < p->section_len; i++)
		nearest_try(&near, p->sections[i]);
	return error_set(e, IQM_E_CONFIG, "no profile '%s' in %s%s", section, p->path,
			 nearest_hint(&near, hint, sizeof(hint)));
}

int profile_parse(struct profile *p, const char *section, struct iqm_error *e)
{
	struct reader r = { .p = p, .wanted = section, .e = e };
	const char *text = p->text;
	size_t len = p->size - 1;

	if (text_skip_mark(p->path, &text, &len, e))
		return e->status = IQM_E_CONFIG;
	if (strlen(text) != len)
		return error_set(e, IQM_E_CONFIG, "%s: a NUL byte in it", p->path);
	return read_lines(&r, p->text + (p->size - 1 - len));
}

/* Without a home directory there is no file, and no profile but the default one. */
static int do_without_path(const char *section, struct iqm_error *e)
{
	static const struct iqm_error none;

	if (e->status == IQM_E_CONFIG && !strcmp(section, DEFAULT))
		*e = none;
	return e->status;
}

int profile_read(struct profile *p, const char *section, bool may_be_new, struct iqm_error *e)
{
	int fd;
	int err;

	p->path = config_file_path(e);
	if (!p->path)
		return do_without_path(section, e);
	err = config_file_open(p->path, &fd, &p->text, &p->size, e);
	if (!err && p->text)
		err = profile_parse(p, section, e);
	if (!err && p->has_secret)
		err = config_file_check(p->path, fd, true, e);
	if (fd >= 0)
		close(fd);
	if (!err && !p->exists && !may_be_new && strcmp(section, DEFAULT) != 0)
		err = fail_missing(p, section, e);
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
