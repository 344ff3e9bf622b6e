/* SPDX-License-Identifier: MIT */
/* What the files share that decode: a response's text, values, members, lists, structs. */
#ifndef IQM_CODEC_DECODER_H
#define IQM_CODEC_DECODER_H

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

/* ---- decode_text.c -------------------------------------------------------------------------- */

/* Each gives a negative enum iqm_status, and fills d->error. */
int iqm_decode_fail(struct decoder *d, const struct where *at, const char *format, ...)
	IQM_PRINTF(3, 4);
/* Where the text is not JSON. */
int iqm_decode_fail_json(struct decoder *d, const struct where *at);
int iqm_decode_fail_type(struct decoder *d, const struct where *at, const char *expected,
			 const struct json_value *v);
int iqm_decode_fail_nomem(struct decoder *d);

/* IQM_E_DECODE where there is nothing in it; `what` it is, for the error. */
int iqm_decode_open(struct decoder *d, const char *text, size_t len,
		    const struct deadline *deadline, const char *what);
/* A text that must be UTF-8. */
int iqm_decode_open_utf8(struct decoder *d, const char *text, size_t len);
/* Nothing but whitespace is left. */
int iqm_decode_end(struct decoder *d, const char *what);

/* What is left of a value that nobody wants: read as strictly as all else. */
int iqm_decode_skip(struct decoder *d, const struct where *at, const struct json_value *v);
int iqm_decode_skip_next(struct decoder *d, const struct where *at);
/*
 * Reading the value `v`, of a field or a row that the response can do without, has failed with
 * `err`; d->json.depth was `depth` behind its first byte. If it cannot be read for what it is,
 * reports it, stands behind it, and gives 0.
 */
int iqm_decode_recover(struct decoder *d, const struct where *at, const struct json_value *v,
		       size_t depth, int err);
/* These two are in the way of each field, and so in the header. */
/* The next value. */
static inline int iqm_decode_value(struct decoder *d, const struct where *at, struct json_value *v)
{
	return iqm_json_value(&d->json, v) ? 0 : iqm_decode_fail_json(d, at);
}

/* The next member of an object: its key, and the frame of its value. False: none, or bad text. */
static inline bool iqm_decode_member(struct decoder *d, bool first, struct json_value *key,
				     struct where *at)
{
	bool more = first ? iqm_json_first(&d->json, '}') : iqm_json_more(&d->json, '}');

	if (!more || !iqm_json_key(&d->json, key))
		return false;
	at->key = key->len ? key->text : "";
	at->key_len = key->len;
	return true;
}

/* Where a value begins in the text. */
const char *iqm_decode_start(const struct json_value *v);

/* ---- decode_scalar.c ------------------------------------------------------------------------ */

int iqm_decode_integer(struct decoder *d, const struct where *at, const struct json_value *v,
		       int64_t *out);
/* Of IQM_K_MS or IQM_K_S; a request may have "2026-01-05T00:00:00-05:00", too. */
int iqm_decode_timestamp(struct decoder *d, const struct where *at, unsigned short kind,
			 const struct json_value *v, int64_t *out);
int iqm_decode_number(struct decoder *d, const struct where *at, const struct json_value *v,
		      double *out);
int iqm_decode_bool(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool *out);
/* `exact`: it is compared, so that nothing may stand for what it cannot have. */
int iqm_decode_string(struct decoder *d, const struct where *at, const struct json_value *v,
		      bool exact, const char **out);
/* A string, or a number as text. */
int iqm_decode_text(struct decoder *d, const struct where *at, const struct json_value *v,
		    bool exact, const char **out);
/* Any value, as its text. */
int iqm_decode_raw(struct decoder *d, const struct where *at, const struct json_value *v,
		   const char **out);

/* ---- decode_items.c: items as they are met -------------------------------------------------- */

/* The value of a field, into its member. */
typedef int iqm_field_reader(struct decoder *d, const struct where *at, const struct iqm_field *f,
			     const struct json_value *v, void *out);

struct items {
	const struct iqm_field *field;
	iqm_field_reader *read; /* of a map's values: decode.c's, which decode_map.c is below */
	char *block;            /* it doubles */
	size_t len;
	size_t room;
	bool keep_rows; /* note where each is in the text */
};

/* Room for one more, zeroed, which counts. NULL: *err says why. */
void *iqm_items_add(struct decoder *d, const struct where *at, struct items *items, int *err);
/* Into a member { items, len }. */
int iqm_items_put(struct decoder *d, struct items *items, void *out);

/* ---- decode_members.c: which field a member is ---------------------------------------------- */

/* Which fields of an object were read so far, and under which of their names. */
struct members {
	const struct iqm_descriptor *descriptor;
	size_t guess; /* keys mostly come in the descriptor's order: the field after the last hit */
	unsigned char from[IQM_MAX_FIELDS]; /* the name that gave the value: 0, or 1 + its index */
	unsigned short met[IQM_MAX_FIELDS]; /* a bit for each name met so far, null or not */
};

void iqm_members_init(struct members *m, const struct iqm_descriptor *t);
/* The field that has this name, and which of its names it is; NULL: none. */
const struct iqm_field *iqm_members_find(struct members *m, const struct json_value *key,
					 unsigned *rank);
int iqm_members_fail_unknown(struct decoder *d, const struct where *at,
			     const struct iqm_descriptor *t);
/* In a request nobody knows which of two names of one field is meant. */
int iqm_members_fail_renamed(struct decoder *d, const struct where *at, const struct members *m,
			     const struct iqm_field *f);
int iqm_decode_required(struct decoder *d, const struct where *at, const struct members *m);
/* Whether a string may list the items: "1,2". */
bool iqm_is_joinable(const struct iqm_field *f);
/* null, but as any JSON in a request; in a response also "" for a number. */
bool iqm_decode_is_absent(const struct decoder *d, const struct iqm_field *f,
			  const struct json_value *v);

/*
 * The field for a key; *f is NULL where the value is to be ignored: the key is unknown, the value
 * is absent, or the field was read under a name that is preferred. In the way of each field, too.
 */
static inline int iqm_members_claim(struct decoder *d, const struct where *at, struct members *m,
				    const struct json_value *key, const struct json_value *v,
				    const struct iqm_field **f)
{
	unsigned rank;
	size_t row;

	*f = iqm_members_find(m, key, &rank);
	if (!*f)
		return d->op ? 0 : iqm_members_fail_unknown(d, at, m->descriptor);
	row = (size_t)(*f - m->descriptor->fields);
	if (m->met[row] & 1u << rank)
		return iqm_decode_fail(d, at, "given twice");
	if (!d->op && m->met[row] && !((*f)->flags & IQM_F_ALL_NAMES))
		return iqm_members_fail_renamed(d, at, m, *f);
	m->met[row] |= (unsigned short)(1u << rank);
	if ((v->kind <= JSON_STRING && iqm_decode_is_absent(d, *f, v)) ||
	    (m->from[row] && m->from[row] <= rank))
		*f = NULL;
	else
		m->from[row] = (unsigned char)(rank + 1);
	return 0;
}

/* ---- decode_map.c --------------------------------------------------------------------------- */

/* The entries of an object whose bracket was read. */
int iqm_decode_map(struct decoder *d, const struct where *at, struct items *items);
/* An item of a list of pairs; one that has no value, or is bad, is no entry. */
int iqm_decode_pair(struct decoder *d, const struct where *at, const struct json_value *v,
		    struct items *items);

/* ---- decode.c: structs ---------------------------------------------------------------------- */

/* A member of a struct of m->descriptor. */
int iqm_decode_into(struct decoder *d, const struct where *at, struct members *m,
		    const struct json_value *key, void *out);
/* The members of an object whose bracket was read; what is required is not asked for. */
int iqm_decode_members(struct decoder *d, const struct where *at, struct members *m, void *out);
/* A value into a struct of `t`. */
int iqm_decode_object(struct decoder *d, const struct where *at, const struct iqm_descriptor *t,
		      const struct json_value *v, void *out);

#endif
