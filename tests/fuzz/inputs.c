/* SPDX-License-Identifier: MIT */
#include "inputs.h"
#include "fuzz.h"

#include "base/base.h"
#include "iqm_descriptors.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)1 << 20)

static void read_file(const char *path, struct fuzz_input *input)
{
	unsigned char *bytes = fuzz_alloc(MOST_BYTES);
	FILE *file = fopen(path, "rb");

	fuzz_check(file != NULL, "%s cannot be read: run from the top folder", path);
	input->len = fread(bytes, 1, MOST_BYTES, file);
	fuzz_check(input->len < MOST_BYTES, "%s is too long", path);
	fclose(file);
	/* A block of its own length: reading past its end is seen by sanitizers and valgrind. */
	input->bytes = fuzz_alloc(input->len ? input->len : 1);
	memcpy(input->bytes, bytes, input->len);
	free(bytes);
}

size_t fuzz_each_input(const char *dir, const char *part, fuzz_use_fn *use, void *context)
{
	struct dirent **entries;
	int len = scandir(dir, &entries, NULL, alphasort);
	size_t used = 0;

	fuzz_check(len >= 0, "%s cannot be read: run from the top folder", dir);
	for (int i = 0; i < len; i++) {
		struct fuzz_input input = { .name = entries[i]->d_name };
		char path[1024];

		snprintf(path, sizeof(path), "%s/%s", dir, input.name);
		if (*input.name != '.' && strstr(input.name, part)) {
			read_file(path, &input);
			use(context, &input);
			free(input.bytes);
			used++;
		}
		free(entries[i]);
	}
	free(entries);
	return used;
}

static size_t op_count(void)
{
	size_t count = 0;

	while (iqm_insights_api.ops[count])
		count++;
	return count;
}

/* NULL: there are no more. */
static const struct iqm_op *op_at(size_t i)
{
	return i == op_count()  ? &fuzz_every_kind_op
	       : i < op_count() ? iqm_insights_api.ops[i]
				: NULL;
}

const struct iqm_op *fuzz_op(unsigned char byte)
{
	return op_at(byte % (op_count() + 1));
}

static unsigned char byte_of_op(const char *name, size_t len)
{
	for (unsigned char i = 0; i < op_count(); i++) {
		const char *op = iqm_insights_api.ops[i]->name;

		if (strlen(op) == len && !memcmp(op, name, len))
			return i;
	}
	fuzz_check(false, "no operation for the sample %s", name);
	return 0;
}

struct fuzz_input fuzz_decode_input(const struct fuzz_input *sample)
{
	const char *end = strstr(sample->name, ".response.");
	struct fuzz_input input = { .name = sample->name, .len = sample->len + 1 };

	end = end ? end : strstr(sample->name, ".request.");
	fuzz_check(end != NULL, "%s is neither a response nor a request", sample->name);
	input.bytes = fuzz_alloc(input.len);
	input.bytes[0] = byte_of_op(sample->name, (size_t)(end - sample->name));
	memcpy(input.bytes + 1, sample->bytes, sample->len);
	return input;
}

/* ---- every name of a response --------------------------------------------------------------- */

#define VARIANTS 5 /* of an operation: all values are good, or one of four in turn is not */

struct names {
	struct buf out;
	unsigned variant;
	unsigned number; /* of the value, which says it where it can */
};

static void write_object(struct names *n, const struct iqm_descriptor *t);
static void write_good_value(struct names *n, const struct iqm_field *f);

/* A list of pairs, one of which has no value; else a map. */
static void write_entries(struct names *n, const struct iqm_field *f)
{
	const char *key = iqm_map_key(f)->names[0], *value = iqm_map_value(f)->names[0];
	bool pairs = f->flags & IQM_F_PAIRS && n->number % 2;

	if (pairs)
		iqm_buf_printf(&n->out, "[{\"%s\":1,\"%s\":", key, value);
	else
		iqm_buf_str(&n->out, "{\"a\":");
	write_good_value(n, iqm_map_value(f));
	if (pairs)
		iqm_buf_printf(&n->out, "},{\"%s\":2,\"%s\":null}]", key, value);
	else
		iqm_buf_str(&n->out, ",\"b\":null}");
}

/* As many rows as there are variants, so that each of its fields is bad in one of them. */
static void write_rows(struct names *n, const struct iqm_descriptor *t)
{
	unsigned variant = n->variant;
	unsigned number = n->number;

	iqm_buf_str(&n->out, "[null");
	for (n->variant = 0; n->variant < VARIANTS; n->variant++) {
		n->number = number;
		iqm_buf_str(&n->out, ",");
		write_object(n, t);
	}
	iqm_buf_str(&n->out, "]");
	n->variant = variant;
}

static void write_good_value(struct names *n, const struct iqm_field *f)
{
	switch (f->kind) {
	case IQM_K_BOOL:
		iqm_buf_printf(&n->out, "%u", n->number % 2);
		break;
	case IQM_K_STR:
		iqm_buf_printf(&n->out, "\"\\u%04x\"", n->number);
		break;
	case IQM_K_BOOLS:
		iqm_buf_printf(&n->out, "[%u,true]", n->number % 2);
		break;
	case IQM_K_INTS:
	case IQM_K_NUMS:
	case IQM_K_STRS:
		iqm_buf_printf(&n->out, "\"%u,2\"", n->number);
		break;
	case IQM_K_MAP:
		write_entries(n, f);
		break;
	case IQM_K_JSON:
		iqm_buf_printf(&n->out, "{\"a\": [%u.50, null]}", n->number);
		break;
	case IQM_K_OBJECT:
		write_object(n, f->sub);
		break;
	case IQM_K_LIST:
		write_rows(n, f->sub);
		break;
	default:
		iqm_buf_printf(&n->out, "%u.0", n->number);
	}
}

static void write_value(struct names *n, const struct iqm_field *f)
{
	n->number++;
	if (n->variant && n->number % (VARIANTS - 1) == n->variant - 1)
		iqm_buf_str(&n->out, "{\"x\":[1]}");
	else
		write_good_value(n, f);
}

/* Of each field the preferred name comes last. */
static void write_names(struct names *n, const struct iqm_field *f)
{
	size_t count = 0;

	while (f->names[count])
		count++;
	while (count) {
		iqm_buf_printf(&n->out, "\"%s\":", f->names[--count]);
		write_value(n, f);
		iqm_buf_str(&n->out, ",");
	}
}

static void write_object(struct names *n, const struct iqm_descriptor *t)
{
	iqm_buf_str(&n->out, "{");
	for (size_t i = t->len; i; i--)
		write_names(n, &t->fields[i - 1]);
	iqm_buf_str(&n->out, "\"new\":[]}");
}

bool fuzz_names_input(size_t i, struct fuzz_input *input)
{
	const struct iqm_op *op = op_at(i / VARIANTS);
	struct names n = { .variant = (unsigned)(i % VARIANTS), .number = 0x100 };

	if (!op)
		return false;
	iqm_buf_printf(&n.out, "%c{\"%s\":", (int)(i / VARIANTS), op->api->envelope_data);
	write_object(&n, op->response);
	iqm_buf_printf(&n.out, ",\"%s\":true}", op->api->envelope_success);
	fuzz_check(!n.out.err, "no memory");
	*input = (struct fuzz_input){ op->name, (unsigned char *)n.out.data, n.out.len };
	return true;
}
