/* SPDX-License-Identifier: MIT */
/* Flags and a JSON body into the struct that an operation's tables describe. */
#include "cli.h"
#include "term/memory.h"
#include "term/nearest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* One flag on its way into the request. */
struct flag {
	struct cli *cli;
	const struct cli_flag *flag;
	const struct iqm_field *field;
	const struct cli_values *given;
	struct cli_request *out;
};

static int fail_flag(const struct flag *f, const char *value, const char *expected)
{
	return cli_fail(f->cli, EXIT_USAGE, "--%s: '%s' is not %s", f->flag->name, value, expected);
}

static void *member(const struct flag *f)
{
	return (char *)f->out->request + f->field->offset;
}

/* ---- single values ------------------------------------------------------------------------ */

static int fail_word(const struct flag *f, const char *text)
{
	char expected[256] = "an id";
	struct nearest near = { .word = text };
	size_t len;

	for (const struct cli_word *w = f->flag->words; w && w->name; w++) {
		len = strlen(expected);
		snprintf(expected + len, sizeof(expected) - len, "%s%s",
			 w == f->flag->words ? " or one of " : ", ", w->name);
		nearest_try(&near, w->name);
	}
	if (!f->flag->words)
		return fail_flag(f, text, "a whole number");
	len = strlen(expected);
	nearest_hint(&near, expected + len, sizeof(expected) - len);
	return fail_flag(f, text, expected);
}

/* Digits, or a name of the flag's enum: with '-' or '_' as one likes. */
static int read_int(const struct flag *f, const char *text, int64_t *value)
{
	char *end;
	intmax_t number;

	for (const struct cli_word *w = f->flag->words; w && w->name; w++) {
		if (!strcmp(w->name, text)) {
			*value = w->id;
			return 0;
		}
	}
	errno = 0;
	number = strtoimax(text, &end, 10);
	if (!*text || strchr(" \t\n+", *text) || *end || errno)
		return fail_word(f, text);
	*value = number;
	return 0;
}

static int set_int(const struct flag *f, const char *text)
{
	struct iqm_int v = iqm_int(0);
	int err = read_int(f, text, &v.value);

	memcpy(member(f), &v, sizeof(v));
	return err;
}

static int set_num(const struct flag *f, const char *text)
{
	char *end;
	struct iqm_num v = iqm_num(strtod(text, &end));

	if (*end || !*text || strspn(text, "-.0123456789eE") != strlen(text))
		return fail_flag(f, text, "a number");
	memcpy(member(f), &v, sizeof(v));
	return 0;
}

static int set_bool(const struct flag *f, const char *text)
{
	bool yes = !strcmp(text, "true") || !strcmp(text, "yes");
	struct iqm_bool v = iqm_bool(yes);

	if (!yes && strcmp(text, "false") && strcmp(text, "no"))
		return fail_flag(f, text, "true or false");
	memcpy(member(f), &v, sizeof(v));
	return 0;
}

/* The zone for dates that name none: what is paid for must not hang on a default. */
static const char *zone(const struct cli *cli)
{
	const char *set = cli->setting[SET_TIMEZONE].value;

	return set || cli->command->op->effect == IQM_PAID ? set : "UTC";
}

static int set_timestamp(const struct flag *f, const char *text)
{
	char what[64];
	int64_t ms;
	int err;

	snprintf(what, sizeof(what), "--%s", f->flag->name);
	err = cli_timestamp_read(f->cli, what, text, zone(f->cli), f->flag->day, &ms);
	if (err)
		return err;
	if (f->field->kind == IQM_K_MS) {
		struct iqm_ms v = iqm_ms(ms);

		memcpy(member(f), &v, sizeof(v));
	} else {
		struct iqm_s v = iqm_s(ms / 1000);

		memcpy(member(f), &v, sizeof(v));
	}
	return 0;
}

/* ---- lists -------------------------------------------------------------------------------- */

static size_t count_parts(const struct cli_values *given)
{
	size_t len = 0;

	for (size_t i = 0; i < given->len; i++) {
		len++;
		for (const char *s = given->items[i]; *s; s++)
			len += *s == ',';
	}
	return len;
}

/* The parts between commas of all that was given, one after another. */
static int split(const struct flag *f, char **parts)
{
	size_t len = 0;

	for (size_t i = 0; i < f->given->len; i++) {
		char *s = memory_text(f->out->memory, f->given->items[i], -1);

		if (!s)
			return cli_fail_nomem(f->cli);
		for (char *comma = s; comma; s = comma + 1) {
			comma = strchr(s, ',');
			if (comma)
				*comma = '\0';
			if (!*s)
				return fail_flag(f, f->given->items[i],
						 "a list with commas between");
			parts[len++] = s;
			if (!comma)
				break;
		}
	}
	return 0;
}

static int set_list(const struct flag *f)
{
	size_t len = count_parts(f->given);
	char **parts = memory_new(f->out->memory, len * sizeof(*parts));
	int64_t *ids = memory_new(f->out->memory, len * sizeof(*ids));
	struct iqm_ints ints = { ids, len };
	struct iqm_strs strs = { (const char *const *)parts, len };
	int err;

	if (!parts || !ids)
		return cli_fail_nomem(f->cli);
	err = split(f, parts);
	if (f->field->kind == IQM_K_STRS) {
		memcpy(member(f), &strs, sizeof(strs));
		return err;
	}
	for (size_t i = 0; !err && i < len; i++)
		err = read_int(f, parts[i], &ids[i]);
	memcpy(member(f), &ints, sizeof(ints));
	return err;
}

/* ---- JSON --------------------------------------------------------------------------------- */

static const struct iqm_field *row_named(const struct iqm_table *t, struct json_span key)
{
	for (size_t i = 0; i < t->len; i++)
		for (const char *const *name = t->fields[i].names; *name; name++)
			if (strlen(*name) == key.len - 2 && !memcmp(*name, key.at + 1, key.len - 2))
				return &t->fields[i];
	return NULL;
}

static int fail_member(const struct cli *cli, const struct iqm_table *t, struct json_span key)
{
	char name[80];
	char hint[112];
	struct nearest near = { .word = name };

	snprintf(name, sizeof(name), "%.*s", (int)(key.len - 2), key.at + 1);
	for (size_t i = 0; i < t->len; i++)
		nearest_try(&near, t->fields[i].names[0]);
	return cli_fail(cli, EXIT_USAGE, "the body has an unknown field '%s'%s", name,
			nearest_hint(&near, hint, sizeof(hint)));
}

/* Reading passes over what it does not know; of what is to be sent nothing may be lost. */
static int check_members(const struct cli *cli, const struct iqm_table *t, struct json_span value)
{
	bool object = value.len && *value.at == '{';
	bool list = value.len && *value.at == '[';
	struct json_span key;
	struct json_span item;
	size_t at = 0;
	int err = 0;

	while (!err && (object || list) && json_next(value, &at, object ? &key : NULL, &item)) {
		const struct iqm_field *row = object ? row_named(t, key) : NULL;

		if (object && !row)
			err = fail_member(cli, t, key);
		else if (list || row->sub)
			err = check_members(cli, list ? t : row->sub, item);
	}
	return err;
}

/* *read has the fields of op->body, and is kept as long as the request. */
static int read_json(struct cli *cli, struct cli_request *out, struct json_span text, void **read)
{
	const struct iqm_table *t = cli->command->op->body;
	struct iqm_error error;
	int err = 0;

	if (!json_is_whole(text.at, text.len))
		return cli_fail(cli, EXIT_USAGE, "the body is not JSON");
	err = check_members(cli, t, text);
	if (err)
		return err;
	if (iqm_json_read(t, text.at, text.len, read, &error))
		return cli_fail(cli, EXIT_USAGE, "the body: %s%s%s", error.path,
				*error.path ? ": " : "", error.message);
	return memory_keep(out->memory, *read) ? 0 : cli_fail_nomem(cli);
}

/* A flag whose value is an object, or a list of them. */
static int set_json(const struct flag *f)
{
	const char *text;
	char *whole;
	size_t len;
	void *read = NULL;
	int err = memory_argument(f->cli, f->out->memory, f->given->items[0], &text, &len);

	if (err)
		return err;
	if (!json_is_whole(text, len))
		return fail_flag(f, f->given->items[0], "JSON, @FILE or -");
	whole = memory_new(f->out->memory, len + strlen(f->field->names[0]) + 8);
	if (!whole)
		return cli_fail_nomem(f->cli);
	len = (size_t)sprintf(whole, "{\"%s\": %.*s}", f->field->names[0], (int)len, text);
	err = read_json(f->cli, f->out, (struct json_span){ whole, len }, &read);
	if (!err) /* the row's member, whatever its type: its neighbours are not there yet */
		memcpy(member(f), (char *)read + f->field->offset,
		       f->field->kind == IQM_K_OBJECT ? sizeof(void *) : sizeof(struct iqm_ints));
	return err;
}

static int read_body(struct cli *cli, struct cli_request *out)
{
	const char *arg = cli->option[OPT_BODY].items[0];
	const char *text;
	size_t len;
	void *read = NULL;
	int err = memory_argument(cli, out->memory, arg, &text, &len);

	if (!err)
		err = read_json(cli, out, (struct json_span){ text, len }, &read);
	if (!err)
		memcpy(out->request, read, cli->command->op->body->size);
	return err;
}

/* ---- the request -------------------------------------------------------------------------- */

static int set_flag(const struct flag *f)
{
	const char *text = f->given->items[0];

	switch (f->field->kind) {
	case IQM_K_INT:
		return set_int(f, text);
	case IQM_K_NUM:
		return set_num(f, text);
	case IQM_K_BOOL:
		return set_bool(f, text);
	case IQM_K_MS:
	case IQM_K_S:
		return set_timestamp(f, text);
	case IQM_K_STR:
		memcpy(member(f), &text, sizeof(text));
		return 0;
	case IQM_K_INTS:
	case IQM_K_STRS:
		return set_list(f);
	default:
		return set_json(f);
	}
}

static int fill(struct cli *cli, struct cli_request *out)
{
	const struct cli_command *c = cli->command;
	int err = 0;

	if (cli_given(cli, OPT_BODY))
		err = read_body(cli, out);
	for (size_t i = 0; !err && i < c->flag_len; i++) {
		struct flag f = { .cli = cli,
				  .flag = &c->flags[i],
				  .field = cli_flag_field(c, i),
				  .given = &cli->flags[i],
				  .out = out };

		if (f.given->len)
			err = set_flag(&f);
	}
	return err;
}

int cli_request_build(struct cli *cli, struct cli_request *out)
{
	const struct iqm_op *op = cli->command->op;
	const struct iqm_table *t = op->query ? op->query : op->body;

	memset(out, 0, sizeof(*out));
	if (!t)
		return 0;
	out->memory = memory_open();
	if (out->memory)
		out->request = memory_new(out->memory, t->size);
	if (!out->request)
		return cli_fail_nomem(cli);
	return fill(cli, out);
}

void cli_request_free(struct cli_request *r)
{
	memory_close(r->memory);
	memset(r, 0, sizeof(*r));
}
