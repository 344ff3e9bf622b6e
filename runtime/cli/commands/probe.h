/* SPDX-License-Identifier: MIT */
/* `doctor --probe`: what the service does where its documents disagree, without what is private. */
#ifndef IQM_CLI_PROBE_H
#define IQM_CLI_PROBE_H

#include "commands/cmd.h"

#include <limits.h>

struct cJSON;

/* ---- probe_shape.c: JSON without its values ---------------------------------------------- */

/* Of an object its names, of a list what its items have together, of a value its type: "text",
 * "number", "boolean", "null". NULL: out of memory. */
struct cJSON *shape_of(const struct cJSON *value);
/* The same of JSON text, as text; what is no JSON is "no JSON". */
void shape_add(struct buf *t, const char *json, size_t len);

/* ---- probe_redact.c: texts of the service without what is private ------------------------ */

/* Adds all texts of a response to those that are private, but names of statuses. */
void private_add(struct cJSON *texts, const struct cJSON *value,
		 const struct iqm_field *status_name);
/* A text without those, without addresses and links, numbers of three digits or more, and what
 * stands in quotes. */
void redacted_add(struct buf *t, const struct cJSON *texts, const char *text);

/* ---- probe_fields.c: a shape against what the spec knows --------------------------------- */

/* Which of several names a field has, what the spec does not know, and what was not there. */
void fields_add(struct buf *t, const struct iqm_descriptor *known, const struct cJSON *shape);
/* The units of the timestamps in the items of a list. */
void units_add(struct buf *t, const struct iqm_descriptor *row, const struct cJSON *items);

/* ---- probe_ask.c: requests, in the way of each dialect ----------------------------------- */

#define PROBE_DIALECTS 16

/* One request, which some of the dialects make. */
struct probe_answer {
	const struct iqm_op *op;
	const char *about;  /* "a ready report"; "": nothing */
	unsigned dialects;  /* bit 1 << index */
	struct buf request; /* as it was sent; compared only */
	struct buf shown;   /* the same without values */
	void *response;     /* NULL: there is nothing of it */
	struct iqm_error error;
	long http_status;
};

struct probe {
	struct cli *cli;
	size_t dialect_len;
	const char *dialect[PROBE_DIALECTS];
	struct iqm_client *client[PROBE_DIALECTS];
	struct probe_answer *answers;
	size_t len;
	size_t size;
};

/* Of the dialects that the run names, else of all that there are. An exit code; probe_close()
 * whatever it is. */
int probe_open(struct probe *p, struct cli *cli);
void probe_close(struct probe *p);
#define EVERY_DIALECT UINT_MAX
/* Asks once for each different request that these dialects make of it. An exit code: where no
 * answer came at all. */
int probe_ask(struct probe *p, const struct iqm_op *op, const void *request, const char *about,
	      unsigned dialects);
/* The bit of the first dialect in which it could be read; of the first one, if in none. */
unsigned probe_best_dialect(const struct probe *p, const struct iqm_op *op);
/* What came first that could be read; NULL: nothing. */
const struct probe_answer *probe_best(const struct probe *p, const struct iqm_op *op);
/* "page, samples". */
void probe_add_dialects(struct buf *t, const struct probe *p, const struct probe_answer *a);

/* ---- probe_reads.c: what is asked -------------------------------------------------------- */

/* All of it. An exit code. */
int probe_ask_all(struct probe *p);

/* ---- probe_transcript.c: what is printed ------------------------------------------------- */

struct transcript {
	struct probe *probe;
	struct out *out;
	struct cJSON *texts; /* of the responses: what is private */
	struct cJSON *shown; /* rows, so that none comes twice */
	int err;
};

/* Takes the answer over; an empty one, or one that is there already, is no row. */
void transcript_row(struct transcript *t, const char *question, const char *of, struct buf *answer);
/* The service's own words, or what this program says of a response that it cannot read. */
void transcript_add_error(const struct transcript *t, struct buf *line, const struct iqm_error *e);
/* What stands in the responses is private wherever else it stands. To be called first. */
void transcript_read_texts(struct transcript *t);
/* Fields, times, statuses and shapes. */
void transcript_answers(struct transcript *t);

/* ---- doctor_probe.c ---------------------------------------------------------------------- */

int doctor_probe(struct cli *cli);

#endif
