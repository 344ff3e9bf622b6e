/* SPDX-License-Identifier: MIT */
/* What the files share that encode a request's values: into JSON, paths, queries and form bodies.
 */
#ifndef IQM_CODEC_ENCODER_H
#define IQM_CODEC_ENCODER_H

#include "codec/codec.h"

#include <string.h>

/* Every list type has these two members. */
struct any_list {
	const void *items;
	size_t len;
};

static inline bool has(const struct iqm_field *f, unsigned flag)
{
	return f->flags & flag;
}

/* Of a member that is one. */
static inline const void *pointer(const void *p)
{
	const void *to;

	memcpy(&to, p, sizeof(to));
	return to;
}

/* IQM_E_USAGE, with the path. */
int iqm_encode_usage(const struct encoding *how, const struct where *at, const char *what);
/* The name after `name` that the field is sent under too; NULL: none. */
const char *const *iqm_encode_next_name(const struct iqm_field *f, const char *const *name);
int iqm_encode_check_reserved(const struct encoding *how, const struct iqm_descriptor *t,
			      const void *from);
/* 1 present, 0 absent, or IQM_E_USAGE. */
int iqm_encode_present(const struct encoding *how, const struct where *at,
		       const struct iqm_field *f, const void *p);
/* UTF-8, and not NULL. */
int iqm_encode_check_text(const struct encoding *how, const struct where *at, const char *s);
/* The text of a number or a boolean, the same in JSON, query and form. */
int iqm_encode_scalar_text(const struct encoding *how, const struct where *at,
			   const struct iqm_field *f, const void *p, char text[IQM_NUMBER_SIZE]);
/* Item `i` of a list of them; the same. */
int iqm_encode_item_text(const struct encoding *how, const struct where *at,
			 const struct iqm_field *f, const void *items, size_t i,
			 char text[IQM_NUMBER_SIZE]);
/* ---- encode_leaf.c --------------------------------------------------------------------------- */

/* Whether `*out` was made; numbers are raw text, since cJSON's own are doubles. */
int iqm_encode_made(const struct encoding *how, struct cJSON *item, struct cJSON **out);
int iqm_encode_number(const struct encoding *how, const struct iqm_field *f, const char *text,
		      struct cJSON **out);
int iqm_encode_text(const struct encoding *how, const struct where *at, const struct iqm_field *f,
		    const char *s, struct cJSON **out);
/* The text of one JSON value, which is written as it is. */
int iqm_encode_raw(const struct encoding *how, const struct where *at, const char *text,
		   struct cJSON **out);

/* ---- encode_keys.c --------------------------------------------------------------------------- */

/* IQM_E_USAGE, with the path of a key that is there twice. `keys` are sorted. */
int iqm_encode_check_keys(const struct encoding *how, const struct where *at, const char **keys,
			  size_t len);
/* The same of any object in a JSON value. */
int iqm_encode_check_raw_keys(const struct encoding *how, const struct where *at, const char *json);

/* ---- encode_value.c -------------------------------------------------------------------------- */

/* Whether all of it was written. */
int iqm_encode_check_output(const struct encoding *how, const struct buf *out);

#endif
