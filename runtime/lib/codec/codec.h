/* SPDX-License-Identifier: MIT */
/* Requests to text and responses to structs, by the descriptors of <iqm/gen.h>. */
#ifndef IQM_LIB_CODEC_H
#define IQM_LIB_CODEC_H

#include "base/base.h"

#include <iqm/gen.h>

/* ---- path.c: where in a JSON text or a request something is -------------------------------- */

/* A chain of stack frames, innermost first. */
struct where {
	const struct where *up;
	const char *key; /* NULL: element `index` of a list */
	size_t key_len;  /* 0: `key` ends in a NUL; else it is a key as the text has it */
	size_t index;
};

void iqm_path_of(const struct where *at, char *out, size_t size);

struct cJSON;

/* ---- encode.c: structs to JSON; encode_params.c: to paths, queries, form bodies ------ */

struct encoding {
	unsigned dialect; /* its index in iqm_api.dialects */
	struct iqm_error *error;
	bool full;        /* every field of the struct is required */
	bool plain;       /* not to be sent: nothing is required, and no dialect counts */
	bool unique_keys; /* no map, and no object in JSON of the caller's, may have a key twice */
	const char *
		path; /* "/reports/{reportId}": has fields, which are no parameters then; or NULL */
	size_t params; /* query and form body: parameters written so far */
};

int iqm_encode_json(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    struct buf *out);
/* The same as a tree for iqm_tree_free(), to go on with; NULL on error. */
int iqm_encode_tree(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    struct cJSON **out);
/* The same of a response, for its caller: without anything that is for sending. 0, IQM_E_NOMEM, or
 * how the deadline (NULL: none) ended. */
int iqm_encode_data(const struct iqm_descriptor *t, const void *from,
		    const struct deadline *deadline, struct buf *out);
/* how->path, with the values of its fields, percent-encoded. */
int iqm_encode_path(const struct iqm_descriptor *t, const void *from, const struct encoding *how,
		    struct buf *out);
/* `name=value&...`, percent-encoded. */
int iqm_encode_params(const struct iqm_descriptor *t, const void *from, struct encoding *how,
		      struct buf *out);
/* The field as a dialect sends it: `f` itself, or `*variant` with the dialect's names and flags. */
const struct iqm_field *iqm_field_in_dialect(const struct iqm_descriptor *t,
					     const struct iqm_field *f, unsigned dialect,
					     struct iqm_field *variant);
void iqm_percent(struct buf *out, const char *s, size_t len);

/* ---- decode.c: JSON to structs; envelope.c: whole responses -------------------------------- */

#define IQM_MAX_ITEMS (1u << 20) /* of one list */

/* How a response is read. Zeroed: without any of it. */
struct reading {
	const struct deadline *deadline; /* NULL: none */
	const struct logger *logger;     /* gets an event for each bad field; NULL: nobody does */
	struct iqm_call *call;           /* gets their number, and the first of them; or NULL */
	bool keep_rows;                  /* note where each row is in the text */
};

/*
 * Decodes a whole response, envelope and all, into `out` (a zeroed struct of op->response, made by
 * iqm_response_new()). A field that cannot be read is left absent, unless the operation is in vain
 * without it; where this gives an error, none is reported. 0, or IQM_E_REFUSED (`success: false`;
 * error->service is filled), IQM_E_DECODE or IQM_E_NOMEM; of a long text also IQM_E_TIMEOUT and
 * IQM_E_CANCELLED, where the deadline ends.
 */
int iqm_decode_response(const struct iqm_op *op, const char *body, size_t len,
			const struct reading *how, void *out, struct iqm_error *error);
/* What a failure's body says of what was done. */
enum iqm_fault {
	IQM_FAULT_OTHER,      /* it is not the service's own */
	IQM_FAULT_REFUSED,    /* all of it is JSON, an envelope with `success: false` */
	IQM_FAULT_CONTRADICTS /* such an envelope, but something in it says that it was done */
};

/* Fills error->service from a failure's body, as far as it can be read. */
enum iqm_fault iqm_decode_fault(const struct iqm_op *op, const char *body, size_t len,
				const struct deadline *deadline, struct iqm_error *error);
/* One JSON value into a struct of `t`, without an envelope; a bad field is an error, and one that
 * is not known is IQM_E_USAGE. */
int iqm_decode_json(const struct iqm_descriptor *t, const char *text, size_t len,
		    struct arena *arena, void *out, struct iqm_error *error);

/* ---- json_number.c -------------------------------------------------------------------------- */

/* All of a text is a JSON number: the nearest double, whatever the locale. */
bool iqm_json_number(const char *text, double *out);

/* ---- bad.c: fields that cannot be read ------------------------------------------------------ */

/* Whether the operation is in vain where it cannot read this field, one of op->response. */
bool iqm_is_needed(const struct iqm_op *op, const struct iqm_field *f);
/* Reports the field or row at `at`; `error` has its path and the reason, and is cleared. Its event
 * is added to `events`: only once all of the response was read is it known what the data counts
 * for. 0 or IQM_E_NOMEM. */
int iqm_report_bad(const struct iqm_op *op, const struct reading *how, struct arena *arena,
		   const struct where *at, struct iqm_error *error, struct buf *events);
void iqm_emit_bad(const struct iqm_op *op, const struct reading *how, const struct buf *events);

/* ---- row_notes.c: what is known of rows ----------------------------------------------------- */

/* The text of the next row of `list`. 0 or IQM_E_NOMEM. */
int iqm_note_row(struct arena *arena, const struct iqm_field *list, size_t at, size_t len);
/* As iqm_is_bad_field() will say; `field` NULL: each of the row's. 0 or IQM_E_NOMEM. */
int iqm_note_bad(struct arena *arena, const struct iqm_field *list, size_t row,
		 const struct iqm_field *field);
/* The list is read once more, from another place. */
void iqm_forget_rows(struct arena *arena, const struct iqm_field *list);

/* ---- order.c -------------------------------------------------------------------------------- */

/* IQM_E_USAGE, with the field's path: an order that no service could mean, of a `t` that has days.
 * After it was encoded, so that its values are sound. */
int iqm_check_order(const struct iqm_descriptor *t, const void *from, struct iqm_error *error);

/* ---- outcome.c ------------------------------------------------------------------------------ */

/* Sorts a response's fields, which iqm_decode_response() has read, into its enum iqm_outcome.
 * IQM_E_DECODE: they do not say. */
int iqm_evaluate_outcome(const struct iqm_op *op, void *response, struct iqm_error *error);
/* IQM_E_PRICE, with error->price: it exists, or was refused. 0: it is created or creatable. */
int iqm_check_refused(const struct iqm_price *says, struct iqm_error *error);

#endif
