/* SPDX-License-Identifier: MIT */
/* What is given for a flag, as the value of its field. */
#include "input/request_field.h"

#include <string.h>

bool field_is_json(const struct iqm_field *field)
{
	switch (field->kind) {
	case IQM_K_JSON:
	case IQM_K_OBJECT:
	case IQM_K_MAP:
	case IQM_K_LIST:
		return true;
	default:
		return false;
	}
}

int flag_fail(const struct flag *f, const char *value, const char *expected)
{
	return cli_fail(EXIT_USAGE, "--%s: '%s' is not %s", f->flag->name, value, expected);
}

void *flag_member(const struct flag *f)
{
	return (char *)f->out->value + f->field->offset;
}

/* ---- single values ----------------------------------------------------------------------- */

static int fail_int(const struct flag *f, const char *text)
{
	char expected[256] = "an id";
	struct nearest near = { .word = text };
	char what[64];
	size_t len;

	snprintf(what, sizeof(what), "--%s: ", f->flag->name);
	for (const struct cli_name *n = f->flag->names; n && n->name; n++) {
		len = strlen(expected);
		snprintf(expected + len, sizeof(expected) - len, "%s%s",
			 n == f->flag->names ? " or one of " : ", ", n->name);
		nearest_try(&near, n->name);
	}
	if (!f->flag->names)
		return fail_integer(what, text, INT64_MIN, "a whole number");
	len = strlen(expected);
	nearest_hint(&near, expected + len, sizeof(expected) - len);
	return fail_integer(what, text, INT64_MIN, expected);
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

	memcpy(flag_member(f), &v, sizeof(v));
	return err;
}

static int read_num(const struct flag *f, const char *text, double *value)
{
	return parse_number(text, value) ? 0 : flag_fail(f, text, "a number");
}

static int set_num(const struct flag *f, const char *text)
{
	struct iqm_num v = iqm_num(0);
	int err = read_num(f, text, &v.value);

	memcpy(flag_member(f), &v, sizeof(v));
	return err;
}

static int read_bool(const struct flag *f, const char *text, bool *value)
{
	*value = !strcmp(text, "true") || !strcmp(text, "yes");
	if (!*value && strcmp(text, "false") && strcmp(text, "no"))
		return flag_fail(f, text, "true or false");
	return 0;
}

static int set_bool(const struct flag *f, const char *text)
{
	struct iqm_bool v = iqm_bool(false);
	int err = read_bool(f, text, &v.value);

	memcpy(flag_member(f), &v, sizeof(v));
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

		memcpy(flag_member(f), &v, sizeof(v));
	} else {
		struct iqm_s v = iqm_s(ms / 1000);

		memcpy(flag_member(f), &v, sizeof(v));
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
	memcpy(flag_member(f), &text, sizeof(text));
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
				return flag_fail(f, f->given->items[i],
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
	memcpy(flag_member(f), &list, sizeof(list));
	return err;
}

/* ---- by the kind of field ---------------------------------------------------------------- */

int flag_set(const struct flag *f)
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
	default:
		return set_list(f);
	}
}
