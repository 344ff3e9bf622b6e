/* SPDX-License-Identifier: MIT */
/* What the codec tests share: a struct with every kind of field, and one-line checks. */
#ifndef TESTS_TEST_CODEC_H
#define TESTS_TEST_CODEC_H

#include <check.h>
#include <iqm/insights.h>

#include "iqm_descriptors.h"

#include "codec/codec.h"

struct codec_part {
	struct iqm_int id;
	const char *name;
};

struct codec_part_list {
	const struct codec_part *const *items;
	size_t len;
};

IQM_MAP_OF_(codec_part_entry, codec_part_map, const struct codec_part *);
IQM_MAP_OF_(codec_part_list_entry, codec_part_list_map, struct codec_part_list);

/* Kinds that no operation of the real spec has are here too. */
struct codec_all {
	struct iqm_int integer;
	struct iqm_num number;
	struct iqm_bool flag;
	struct iqm_ms ms;
	struct iqm_s seconds;
	const char *text;
	struct iqm_ints ints;
	struct iqm_strs strs;
	struct iqm_int_map sizes;
	const struct codec_part *part;
	struct codec_part_list parts;
	struct iqm_nums nums;
	struct iqm_bools bools;
	struct iqm_json any;
	struct codec_part_map named;
	struct codec_part_list_map groups;
	struct iqm_ints_map lists;
	struct iqm_json_map values;
};

extern const struct iqm_descriptor codec_part_descriptor;
extern const struct iqm_descriptor codec_all_descriptor;
extern const struct iqm_op codec_all_op;

/* Every descriptor that a response of the API is read by, those of rows too; NULL ends. */
const struct iqm_descriptor *const *codec_descriptors(void);
/* An operation whose response is of this descriptor. */
struct iqm_op codec_op_for(const struct iqm_descriptor *t);
/* `"name":"x",` for each required field but `except`: an object that is only short of that. */
char *codec_required(const struct iqm_descriptor *t, const struct iqm_field *except);

/* What became of a body. */
struct decoded {
	int err;
	void *response;
	struct iqm_error error;
	struct iqm_call call; /* its bad fields */
};

void codec_decode(struct decoded *d, const struct iqm_op *op, const char *body, size_t len);
void codec_free(struct decoded *d);

/* A struct written as JSON; the caller's to free(). */
char *codec_json(const struct iqm_descriptor *t, const void *from);

/* {"success":true,"data":DATA} decodes, and written again is `want`. */
void codec_reads(const struct iqm_op *op, const char *data, const char *want);
/* It decodes too, but for one bad field, of this path and for this reason. */
void codec_spoils(const struct iqm_op *op, const char *data, const char *path, const char *why);
/* The same of a whole body. */
void codec_spoils_body(const struct iqm_op *op, const char *body, size_t len, const char *path,
		       const char *why);
/* It does not: IQM_E_DECODE, with this path and this message, which starts with "path: ". */
void codec_refuses(const struct iqm_op *op, const char *data, const char *path, const char *what);
/* The same of a whole body. */
void codec_refuses_body(const struct iqm_op *op, const char *body, size_t len, const char *path,
			const char *what);
/* A failed call's texts are one line of printable UTF-8, and say something. */
void codec_check_printable(const struct iqm_error *e);

/* printf into memory that is the caller's to free(). */
char *codec_text(const char *format, ...) IQM_PRINTF(1, 2);
/* `count` times `s`, as codec_text(). */
char *codec_repeat(const char *s, size_t count);

/* The responses of spec/samples that succeed, without whitespace at the end. */
struct codec_sample {
	char name[96];
	const struct iqm_op *op;
	char *body;
	size_t len;
};

#define CODEC_MAX_SAMPLES 128

size_t codec_load_samples(struct codec_sample samples[CODEC_MAX_SAMPLES]);
void codec_free_samples(struct codec_sample *samples, size_t len);

#endif
