/* SPDX-License-Identifier: MIT */
/* Ids of reports: what is no option on the command line, "50 51,52", or a field of the request. */
#include "input/input.h"

#include <stdlib.h>
#include <string.h>

static size_t count_parts(const struct values *operands)
{
	size_t len = operands->len;

	for (size_t i = 0; i < operands->len; i++)
		for (const char *s = operands->items[i]; *s; s++)
			len += *s == ',';
	return len;
}

static void add(struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->len; i++)
		if (ids->items[i] == id)
			return; /* given twice */
	ids->items[ids->len++] = id;
}

static int add_text(struct ids *ids, const char *text, size_t len)
{
	char digits[32];
	int64_t id;
	int err;

	snprintf(digits, sizeof(digits), "%.*s", (int)(len < 31 ? len : 31), text);
	err = parse_id(digits, &id);
	if (!err)
		add(ids, id);
	return err;
}

int ids_read(const struct values *operands, struct ids *ids)
{
	int err = 0;

	ids->len = 0;
	ids->items = calloc(count_parts(operands) + 1, sizeof(*ids->items));
	if (!ids->items)
		return cli_fail_nomem();
	for (size_t i = 0; !err && i < operands->len; i++) {
		const char *text = operands->items[i];

		for (size_t len; !err; text += len + 1) {
			len = strcspn(text, ",");
			err = add_text(ids, text, len);
			if (!text[len])
				break;
		}
	}
	return err;
}

void ids_free(struct ids *ids)
{
	free(ids->items);
	*ids = (struct ids){ 0 };
}

/* ---- a request's ------------------------------------------------------------------------- */

static bool is_set(const struct iqm_field *field, const void *request)
{
	if (field->kind == IQM_K_INTS)
		return member_ints(field, request).len > 0;
	return member_int(field, request).set;
}

int ids_into_request(const struct arguments *args, const struct iqm_field *field, void *request,
		     const struct ids *ids)
{
	void *member = (char *)request + field->offset;
	const struct iqm_ints list = { ids->items, ids->len };
	struct iqm_int one;

	if (!ids->len)
		return 0;
	if (is_set(field, request))
		return cli_fail(EXIT_USAGE, "'%s' and --%s both name reports: expected one of them",
				args->operands.items[0], name_of_field(args->command, field));
	if (field->kind == IQM_K_INTS) {
		memcpy(member, &list, sizeof(list));
		return 0;
	}
	one = iqm_int(ids->items[0]);
	memcpy(member, &one, sizeof(one));
	return 0;
}

int ids_of_request(const struct iqm_field *field, const void *request, struct ids *ids)
{
	struct iqm_ints list = { 0 };
	struct iqm_int one = { 0 };

	if (field->kind == IQM_K_INTS)
		list = member_ints(field, request);
	else
		one = member_int(field, request);
	if (ids->len)
		return 0;
	free(ids->items);
	ids->items = calloc(list.len + 1, sizeof(*ids->items));
	if (!ids->items)
		return cli_fail_nomem();
	for (size_t i = 0; i < list.len; i++)
		add(ids, list.items[i]);
	if (one.set)
		add(ids, one.value);
	return 0;
}
