/* SPDX-License-Identifier: MIT */
/* File names made of a template such as "{family}-{campaign-id}-{start-date}.xlsx". */
#include "purchase/purchase.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define VALUE_MAX 120 /* bytes of one value */
/* In bytes: a save adds ".part.meta", and file systems take 255. */
#define NAME_MAX_SAVED 245

/* A part of a template: a name in braces, or text. */
struct part {
	const char *text; /* what is in the braces; or the text itself */
	size_t len;
	bool is_name;
};

/* ---- reading a template ------------------------------------------------------------------ */

static int fail_brace(const char *text, char brace)
{
	return cli_fail(EXIT_USAGE,
			"--name: '%s' has a single '%c': expected a name in braces, such as {id}; "
			"write '%c%c' for the character itself",
			text, brace, brace, brace);
}

/* The part that *at begins with, and moves it behind that. An exit code. */
static int next_part(const char *text, const char **at, struct part *part)
{
	const char *s = *at;
	bool doubled = (*s == '{' || *s == '}') && s[1] == *s;

	*part = (struct part){ s, doubled ? 1 : strcspn(s, "{}"), false };
	if (*s == '{' && !doubled) {
		size_t len = strcspn(s + 1, "{}");

		*part = (struct part){ s + 1, len, true };
		if (s[1 + len] != '}')
			return fail_brace(text, '{');
		*at = s + len + 2;
		return 0;
	}
	if (*s == '}' && !doubled)
		return fail_brace(text, '}');
	*at = s + (doubled ? 2 : part->len);
	return 0;
}

/* Whether one before it has the same name. */
static bool is_repeated(const struct file_name_values *values, size_t i)
{
	const char *name = values->name(values->context, i);

	for (size_t k = 0; k < i; k++)
		if (!strcmp(values->name(values->context, k), name))
			return true;
	return false;
}

static int fail_name(const struct part *part, const struct file_name_values *values)
{
	char word[64];
	char hint[96];
	struct nearest near = { .word = word };
	struct buf known = { 0 };
	const char *name;
	int err;

	snprintf(word, sizeof(word), "%.*s", (int)(part->len < 63 ? part->len : 63), part->text);
	for (size_t i = 0; (name = values->name(values->context, i)); i++) {
		if (!is_repeated(values, i))
			iqm_buf_printf(&known, "%s{%s}", i ? ", " : "", name);
		nearest_try(&near, name);
	}
	err = known.err ? cli_fail_nomem()
			: cli_fail(EXIT_USAGE, "--name: there is no {%s}: expected some of %s%s",
				   word, known.data, nearest_hint(&near, hint, sizeof(hint)));
	iqm_buf_free(&known);
	return err;
}

/* Whether a part names it: in any letter case, and {campaign-id} also means campaign-ids. */
static bool is_called(const struct part *part, const char *name, bool exactly)
{
	size_t len = strlen(name);

	if (part->len == len || exactly)
		return part->len == len && !strncasecmp(name, part->text, len);
	return len && name[len - 1] == 's' && part->len == len - 1 &&
	       !strncasecmp(name, part->text, part->len);
}

/* Which of the values the part names; false: there is none. */
static bool has_value(const struct part *part, const struct file_name_values *values, size_t *i)
{
	const char *name;

	for (int exactly = 1; exactly >= 0; exactly--)
		for (*i = 0; (name = values->name(values->context, *i)); (*i)++)
			if (is_called(part, name, exactly))
				return true;
	return false;
}

/* The same; an exit code. */
static int find_value(const struct part *part, const struct file_name_values *values, size_t *i)
{
	return has_value(part, values, i) ? 0 : fail_name(part, values);
}

bool file_name_uses(const char *text, const struct file_name_values *values, size_t i)
{
	struct part part;
	size_t found;

	for (const char *at = text; *at;)
		if (next_part(text, &at, &part))
			return false;
		else if (part.is_name && has_value(&part, values, &found) && found == i)
			return true;
	return false;
}

int file_name_check(const char *text, const struct file_name_values *values)
{
	const char *at = text;
	struct part part;
	size_t i;
	int err = 0;

	if (!*text || strchr(text, '/'))
		return cli_fail(
			EXIT_USAGE,
			"--name: '%s': expected the name of a file, without '/'; --save-dir "
			"says in which directory it is",
			text);
	while (!err && *at) {
		err = next_part(text, &at, &part);
		if (!err && part.is_name)
			err = find_value(&part, values, &i);
	}
	return err;
}

/* ---- making a name ----------------------------------------------------------------------- */

/* What no file system takes, what a shell or a terminal may obey, and what others forbid. */
static bool is_unsafe(uint32_t c)
{
	return c == TEXT_BAD || text_is_unsafe(c) || (c < 0x80 && strchr("/\\:*?\"<>|", (int)c));
}

/* Adds a value with a dash for each character that is unsafe. */
static void add_safe(struct buf *name, const struct buf *value)
{
	size_t from = name->len;
	size_t step;

	for (size_t i = 0; i < value->len; i += step) {
		uint32_t c;

		step = text_char(value->data + i, value->len - i, &c);
		if (name->len - from + step > VALUE_MAX)
			return;
		if (is_unsafe(c))
			iqm_buf_str(name, "-");
		else
			iqm_buf_add(name, value->data + i, step);
	}
}

static int add_value(struct buf *name, const struct part *part,
		     const struct file_name_values *values)
{
	struct buf value = { 0 };
	size_t i;
	int err = find_value(part, values, &i);

	if (!err)
		values->add(values->context, i, &value);
	if (!err && value.err)
		err = cli_fail_nomem();
	if (!err && !value.len)
		err = cli_fail(EXIT_USAGE, "--name: {%.*s} has no value here", (int)part->len,
			       part->text);
	if (!err)
		add_safe(name, &value);
	iqm_buf_free(&value);
	return err;
}

static int add_parts(struct buf *name, const char *text, const struct file_name_values *values)
{
	const char *at = text;
	struct part part;
	int err = 0;

	while (!err && *at) {
		err = next_part(text, &at, &part);
		if (!err && part.is_name)
			err = add_value(name, &part, values);
		else if (!err)
			iqm_buf_add(name, part.text, part.len);
	}
	iqm_buf_str(name, "");
	return !err && name->err ? cli_fail_nomem() : err;
}

int file_name_make(const char *text, const char *directory, const struct file_name_values *values,
		   char **path)
{
	struct buf name = { 0 };
	struct buf whole = { 0 };
	bool slash = *directory && directory[strlen(directory) - 1] == '/';
	int err = add_parts(&name, text, values);

	*path = NULL;
	if (!err && name.len > NAME_MAX_SAVED)
		err = cli_fail(EXIT_USAGE, "--name: expected a name of at most %d bytes, found %zu",
			       NAME_MAX_SAVED, name.len);
	if (!err && *name.data == '.') /* it would be hidden */
		*name.data = '-';
	if (!err && iqm_buf_printf(&whole, "%s%s%s", directory, slash ? "" : "/", name.data))
		err = cli_fail_nomem();
	iqm_buf_free(&name);
	if (err)
		iqm_buf_free(&whole);
	*path = whole.data;
	return err;
}
