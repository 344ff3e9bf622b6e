/* SPDX-License-Identifier: MIT */
#include "inputs.h"
#include "fuzz.h"

#include "base/base.h"
#include "iqm_tables.h"

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

const struct iqm_op *fuzz_op(unsigned char byte)
{
	return iqm_insights_api.ops[byte % op_count()];
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

	fuzz_check(end != NULL, "%s is no response", sample->name);
	input.bytes = fuzz_alloc(input.len);
	input.bytes[0] = byte_of_op(sample->name, (size_t)(end - sample->name));
	memcpy(input.bytes + 1, sample->bytes, sample->len);
	return input;
}

/* ---- every name of a response --------------------------------------------------------------- */

static void write_object(struct buf *out, const struct iqm_table *t, unsigned *number);

static void write_value(struct buf *out, const struct iqm_field *f, unsigned *number)
{
	++*number;
	switch (f->kind) {
	case IQM_K_BOOL:
		iqm_buf_printf(out, "%u", *number % 2);
		break;
	case IQM_K_STR:
		iqm_buf_printf(out, "\"\\u%04x\"", *number);
		break;
	case IQM_K_INTS:
	case IQM_K_STRS:
		iqm_buf_printf(out, "\"%u,2\"", *number);
		break;
	case IQM_K_ENTRIES:
		iqm_buf_printf(out, "{\"a\":%u}", *number);
		break;
	case IQM_K_OBJECT:
		write_object(out, f->sub, number);
		break;
	case IQM_K_LIST:
		iqm_buf_str(out, "[null,");
		write_object(out, f->sub, number);
		iqm_buf_str(out, "]");
		break;
	default:
		iqm_buf_printf(out, "%u.0", *number);
	}
}

/* Of each field the preferred name comes last. */
static void write_names(struct buf *out, const struct iqm_field *f, unsigned *number)
{
	size_t count = 0;

	while (f->names[count])
		count++;
	while (count) {
		iqm_buf_printf(out, "\"%s\":", f->names[--count]);
		write_value(out, f, number);
		iqm_buf_str(out, ",");
	}
}

static void write_object(struct buf *out, const struct iqm_table *t, unsigned *number)
{
	iqm_buf_str(out, "{");
	for (size_t i = t->len; i; i--)
		write_names(out, &t->fields[i - 1], number);
	iqm_buf_str(out, "\"new\":[]}");
}

bool fuzz_names_input(size_t i, struct fuzz_input *input)
{
	const struct iqm_op *op = iqm_insights_api.ops[i];
	struct buf out = { 0 };
	unsigned number = 0x100;

	if (!op)
		return false;
	iqm_buf_printf(&out, "%c{\"%s\":", (int)i, op->api->envelope_data);
	write_object(&out, op->response, &number);
	iqm_buf_printf(&out, ",\"%s\":true}", op->api->envelope_success);
	fuzz_check(!out.err, "no memory");
	*input = (struct fuzz_input){ op->name, (unsigned char *)out.data, out.len };
	return true;
}
