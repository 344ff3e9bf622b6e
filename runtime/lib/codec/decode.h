/* SPDX-License-Identifier: MIT */
/* What decode.c (JSON to structs) and envelope.c (whole responses) share. */
#ifndef IQM_CODEC_DECODE_H
#define IQM_CODEC_DECODE_H

#include "codec/codec.h"
#include "codec/json.h"

struct decoder {
	struct json json;
	struct arena *arena;
	struct iqm_error *error;
	const struct iqm_op *op; /* NULL: a bad or unknown field is an error */
	const struct reading *how;
	struct buf events; /* of bad fields: path and reason, each with its NUL */
};

/* Which fields of an object were read so far, and under which of their names. */
struct members {
	const struct iqm_descriptor *descriptor;
	size_t guess; /* keys mostly come in the descriptor's order: the field after the last hit */
	unsigned char from[IQM_MAX_FIELDS]; /* the name that gave the value: 0, or 1 + its index */
	unsigned short met[IQM_MAX_FIELDS]; /* a bit for each name met so far, null or not */
};

/* Each gives a negative enum iqm_status, and fills d->error. */
int iqm_decode_fail(struct decoder *d, const struct where *at, const char *format, ...)
	IQM_PRINTF(3, 4);
/* Where the text is not JSON. */
int iqm_decode_fail_json(struct decoder *d, const struct where *at);
int iqm_decode_fail_type(struct decoder *d, const struct where *at, const char *expected,
			 const struct json_value *v);

/* IQM_E_DECODE where there is nothing in it; `what` it is, for the error. */
int iqm_decode_open(struct decoder *d, const char *text, size_t len,
		    const struct deadline *deadline, const char *what);
/* Nothing but whitespace is left. */
int iqm_decode_end(struct decoder *d, const char *what);

/* The next value. */
int iqm_decode_value(struct decoder *d, const struct where *at, struct json_value *v);
/* What is left of a value that nobody wants: read as strictly as all else. */
int iqm_decode_skip(struct decoder *d, const struct where *at, const struct json_value *v);
int iqm_decode_skip_next(struct decoder *d, const struct where *at);
/* The next member of an object: its key, and the frame of its value. False: none, or bad text. */
bool iqm_decode_member(struct decoder *d, bool first, struct json_value *key, struct where *at);
int iqm_decode_bool(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool *out);

void iqm_members_init(struct members *m, const struct iqm_descriptor *t);
/* A member of a struct of m->descriptor. */
int iqm_decode_into(struct decoder *d, const struct where *at, struct members *m,
		    const struct json_value *key, void *out);
/* The members of an object whose bracket was read; what is required is not asked for. */
int iqm_decode_members(struct decoder *d, const struct where *at, struct members *m, void *out);
int iqm_decode_required(struct decoder *d, const struct where *at, const struct members *m);
/* A value into a struct of `t`. */
int iqm_decode_object(struct decoder *d, const struct where *at, const struct iqm_descriptor *t,
		      const struct json_value *v, void *out);

#endif
