/* SPDX-License-Identifier: MIT */
/* Makes the request struct that an operation's descriptors describe, of flags and a JSON body. */
#include "input/request_memory.h"

#include <inttypes.h>
#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/* A flag that is to become a field of the request. */
struct flag {
	const struct arguments *args;
	const struct cli_flag *flag;
	const struct iqm_field *field;
	const struct values *given;
	const char *zone; /* of dates that name none; NULL: there is no default */
	struct request *out;
};

static int fail_flag(const struct flag *f, const char *value, const char *expected)
{
	return cli_fail(EXIT_USAGE, "--%s: '%s' is not %s", f->flag->name, value, expected);
}

static void *member(const struct flag *f)
{
	return (char *)f->out->value + f->field->offset;
}

/* ---- single values ----------------------------------------------------------------------- */

static int fail_int(const struct flag *f, const char *text)
{
	char expected[256] = "an id";
	struct nearest near = { .word = text };
	size_t len;

	for (const struct cli_name *n = f->flag->names; n && n->name; n++) {
		len = strlen(expected);
		snprintf(expected + len, sizeof(expected) - len, "%s%s",
			 n == f->flag->names ? " or one of " : ", ", n->name);
		nearest_try(&near, n->name);
	}
	if (!f->flag->names)
		return fail_flag(f, text, "a whole number");
	len = strlen(expected);
	nearest_hint(&near, expected + len, sizeof(expected) - len);
	return fail_flag(f, text, expected);
}

/* Digits, or a name of the flag's ids. */
static int read_int(const struct flag *f, const char *text, int64_t *value)
{
	for (const struct cli_name *n = f->flag->names; n && n->name; n++) {
		if (!strcmp(n->name, text)) {
			*value = n->id;
			return 0;
		}
	}
	return iqm_integer(text, value) ? 0 : fail_int(f, text);
}

static int set_int(const struct flag *f, const char *text)
{
	struct iqm_int v = iqm_int(0);
	int err = read_int(f, text, &v.value);

	memcpy(member(f), &v, sizeof(v));
	return err;
}

static int read_num(const struct flag *f, const char *text, double *value)
{
	return parse_number(text, value) ? 0 : fail_flag(f, text, "a number");
}

static int set_num(const struct flag *f, const char *text)
{
	struct iqm_num v = iqm_num(0);
	int err = read_num(f, text, &v.value);

	memcpy(member(f), &v, sizeof(v));
	return err;
}

static int read_bool(const struct flag *f, const char *text, bool *value)
{
	*value = !strcmp(text, "true") || !strcmp(text, "yes");
	if (!*value && strcmp(text, "false") && strcmp(text, "no"))
		return fail_flag(f, text, "true or false");
	return 0;
}

static int set_bool(const struct flag *f, const char *text)
{
	struct iqm_bool v = iqm_bool(false);
	int err = read_bool(f, text, &v.value);

	memcpy(member(f), &v, sizeof(v));
	return err;
}

static int set_timestamp(const struct flag *f, const char *text)
{
	char what[64];
	int64_t ms;
	int err;

	snprintf(what, sizeof(what), "--%s", f->flag->name);
	err = parse_timestamp(what, text, f->zone, f->flag->day, &ms);
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

/* Text is sent as it is, but for the name of a column. */
static int set_text(const struct flag *f, const char *text)
{
	const struct cli_command *c = f->args->command;
	int err = 0;

	if (c->op->paged && f->field == c->op->paged->sort)
		err = sort_field(c, f->flag->name, text, f->out->memory, &text);
	memcpy(member(f), &text, sizeof(text));
	return err;
}

/* ---- lists ------------------------------------------------------------------------------- */

static size_t count_parts(const struct values *given)
{
	size_t len = 0;

	for (size_t i = 0; i < given->len; i++) {
		len++;
		for (const char *s = given->items[i]; *s; s++)
			len += *s == ',';
	}
	return len;
}

/* Splits all that was given at its commas. */
static int split(const struct flag *f, char **parts)
{
	size_t len = 0;

	for (size_t i = 0; i < f->given->len; i++) {
		char *s = request_memory_copy(f->out->memory, f->given->items[i], -1);

		if (!s)
			return cli_fail_nomem();
		for (char *comma = s; comma; s = comma + 1) {
			comma = strchr(s, ',');
			if (comma)
				*comma = '\0';
			if (!*s)
				return fail_flag(f, f->given->items[i],
						 "a list separated by commas");
			parts[len++] = s;
			if (!comma)
				break;
		}
	}
	return 0;
}

/* One of a list, into its place. */
static int read_item(const struct flag *f, char *text, void *item)
{
	switch (f->field->kind) {
	case IQM_K_INTS:
		return read_int(f, text, item);
	case IQM_K_NUMS:
		return read_num(f, text, item);
	case IQM_K_BOOLS:
		return read_bool(f, text, item);
	default:
		memcpy(item, &text, sizeof(text));
		return 0;
	}
}

static int set_list(const struct flag *f)
{
	size_t len = count_parts(f->given);
	size_t size = iqm_item_size(f->field);
	char **parts = request_memory_zeroed(f->out->memory, len * sizeof(*parts));
	struct {
		char *items;
		size_t len;
	} list = { request_memory_zeroed(f->out->memory, len * size), len };
	int err;

	if (!parts || !list.items)
		return cli_fail_nomem();
	err = split(f, parts);
	for (size_t i = 0; !err && i < len; i++)
		err = read_item(f, parts[i], list.items + i * size);
	memcpy(member(f), &list, sizeof(list));
	return err;
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void try_names(struct nearest *near, const struct iqm_descriptor *t)
{
	for (size_t i = 0; i < t->len; i++) {
		const struct iqm_field *f = &t->fields[i];

		nearest_try(near, f->names[0]);
		f = f->kind == IQM_K_MAP ? iqm_map_value(f) : f; /* whose keys are no names */
		if (f->sub)
			try_names(near, f->sub);
	}
}

static int fail_unknown(const struct iqm_descriptor *t, const char *path)
{
	const char *dot = strrchr(path, '.');
	struct nearest near = { .word = dot ? dot + 1 : path };
	char hint[112];

	try_names(&near, t);
	return cli_fail(EXIT_USAGE, "the body has an unknown field '%s'%s", near.word,
			nearest_hint(&near, hint, sizeof(hint)));
}

/* A struct of op->body, which lives as long as the request; NULL: *err is an exit code. */
static const void *read_json(const struct arguments *args, struct request *out, const char *text,
			     size_t len, int *err)
{
	const struct iqm_descriptor *t = args->command->op->body;
	struct iqm_error error;
	void *read = NULL;

	*err = 0;
	if (!iqm_json_check(text, len, &error) &&
	    iqm_json_read(t, text, len, &read, &error) == IQM_E_USAGE)
		*err = fail_unknown(t, error.path);
	else if (error.status)
		*err = cli_fail(EXIT_USAGE, "the body: %s", error.message);
	else if (!request_memory_own(out->memory, read))
		*err = cli_fail_nomem();
	return *err ? NULL : read;
}

/* An object of one member, whose value is JSON text; cJSON's to free. NULL: out of memory. */
static char *object_with(const char *name, const char *json)
{
	cJSON *object = cJSON_CreateObject();
	char *text = NULL;

	if (cJSON_AddRawToObject(object, name, json))
		text = cJSON_PrintUnformatted(object);
	cJSON_Delete(object);
	return text;
}

/* A flag whose value is an object, a map, a list of objects, or any JSON. */
static int set_json(const struct flag *f)
{
	const char *text;
	char *whole;
	size_t len;
	struct iqm_error error;
	const void *read;
	int err = argument_text(f->out->memory, f->given->items[0], &text, &len);

	if (err)
		return err;
	if (iqm_json_check(text, len, &error))
		return fail_flag(f, f->given->items[0], "JSON, @FILE or -");
	whole = object_with(f->field->names[0], text);
	if (!whole)
		return cli_fail_nomem();
	read = read_json(f->args, f->out, whole, strlen(whole), &err);
	cJSON_free(whole);
	if (read) /* only this field: the others are set by flags of their own */
		memcpy(member(f), (const char *)read + f->field->offset, iqm_member_size(f->field));
	return err;
}

static int read_body(const struct arguments *args, struct request *out)
{
	const char *arg = args->option[OPT_BODY].items[0];
	const char *text;
	size_t len;
	const void *read;
	int err = argument_text(out->memory, arg, &text, &len);

	if (err)
		return err;
	read = read_json(args, out, text, len, &err);
	if (read)
		memcpy(out->value, read, args->command->op->body->size);
	return err;
}

/* ---- the request ------------------------------------------------------------------------- */

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
		return set_text(f, text);
	case IQM_K_INTS:
	case IQM_K_NUMS:
	case IQM_K_BOOLS:
	case IQM_K_STRS:
		return set_list(f);
	default:
		return set_json(f);
	}
}

static int fill(const struct arguments *args, const char *zone, struct request *out)
{
	const struct cli_command *c = args->command;
	bool has_period = is_given(args, OPT_PERIOD);
	struct period period;
	int err = has_period ? order_period(args, zone, &period) : 0;

	has_period = has_period && !err;
	if (!err && is_given(args, OPT_BODY))
		err = read_body(args, out);
	for (size_t i = 0; i < c->flag_len; i++) { /* all mistakes are reported */
		struct flag f = { .args = args,
				  .flag = &c->flags[i],
				  .field = flag_field(c, i),
				  .given = &args->flags[i],
				  .zone = zone,
				  .out = out };
		const char *text = f.flag->day == DAY_LAST ? period.last : period.first;
		const struct values day = { &text, 1 };

		if (has_period && f.flag->day != DAY_NONE)
			f.given = &day;
		if (f.given->len)
			err = worse_exit(err, set_flag(&f));
	}
	return err;
}

int request_build(const struct arguments *args, const char *zone, struct request *out)
{
	const struct iqm_op *op = args->command->op;
	const struct iqm_descriptor *t = op->query ? op->query : op->body;

	memset(out, 0, sizeof(*out));
	if (!t)
		return 0;
	out->memory = request_memory_open();
	if (out->memory)
		out->value = request_memory_zeroed(out->memory, t->size);
	if (!out->value)
		return cli_fail_nomem();
	/* What is paid for must not depend on a default. */
	return fill(args, zone || op->effect == IQM_PAID ? zone : "UTC", out);
}

void request_free(struct request *r)
{
	request_memory_close(r->memory);
	memset(r, 0, sizeof(*r));
}
