/* SPDX-License-Identifier: MIT */
/*
 * The worst responses that are known, of 16, 32 and 64 MiB: CPU time, which is to grow with the
 * length; memory beyond the text, for the structs and nothing else; and how late a deadline of
 * 50 ms ends the reading. Each runs in a process of its own. worst [PART OF A NAME]
 */
#include "bench.h"

#include "codec/codec.h"
#include "iqm_descriptors.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define MIB ((size_t)1 << 20)
#define DEADLINE_MS 50
#define MOST_ROWS ((size_t)IQM_MAX_ITEMS)

/* head, unit and unit and unit, tail. */
struct text {
	const char *name;
	const struct iqm_op *op;
	const char *head;
	struct {
		const char *before, *part;
		size_t times;
		const char *after;
	} unit;
	const char *tail;
	size_t most; /* units; 0: as many as the length has room for */
};

#define DATA "{\"success\":true,\"data\":{"
#define IGNORED DATA "\"zz\":["
#define ROWS DATA "\"pldReportDataList\":["
#define ROW ROWS "{"
#define REFUSED "{\"success\":false,\"data\":null,\"errorObjects\":["

#define TEN(c) c c c c c c c c c c
#define SIXTY(c) TEN(c) TEN(c) TEN(c) TEN(c) TEN(c) TEN(c)

static const struct text texts[] = {
	{ "zeros, ignored",
	  &iqm_pld_list_op,
	  DATA "\"pldReportDataList\":[],\"zz\":[",
	  { "0", "", 0, "," },
	  "0]}}",
	  0 },
	{ "whitespace", &iqm_pld_list_op, DATA, { " ", "", 0, "" }, "}}", 0 },
	{ "one string, ignored", &iqm_pld_list_op, IGNORED "\"", { "a", "", 0, "" }, "\"]}}", 0 },
	{ "one string of escapes, read",
	  &iqm_pld_list_op,
	  ROW "\"pldName\":\"",
	  { "\\ud83d", "", 0, "" },
	  "\"}]}}",
	  0 },
	{ "strings of escapes, ignored",
	  &iqm_pld_list_op,
	  IGNORED,
	  { "\"", "\\n", 20, "\"," },
	  "0]}}",
	  0 },
	{ "lists 64 deep, ignored",
	  &iqm_pld_list_op,
	  IGNORED,
	  { SIXTY("[") "[", "", 0, SIXTY("]") "]," },
	  "0]}}",
	  0 },
	{ "objects 64 deep, ignored",
	  &iqm_pld_list_op,
	  IGNORED,
	  { SIXTY("{\"\":"), "", 0, "0" SIXTY("}") "," },
	  "0]}}",
	  0 },
	{ "one number, ignored", &iqm_pld_list_op, IGNORED, { "1", "", 0, "" }, "]}}", 0 },
	{ "numbers of 4 KiB, read",
	  &iqm_pld_list_op,
	  ROW "\"campaignIds\":[",
	  { "1", "0", 4000, "e-4000," },
	  "1]}]}}",
	  0 },
	{ "numbers of 17 digits, read",
	  &iqm_pld_list_op,
	  ROWS,
	  { "{\"campaignId\":[", "1000000000000000e-15,", 60, "1]}," },
	  "{}]}}",
	  0 },
	{ "unknown, short", &iqm_sls_compute_op, DATA, { "\"a\":0", "", 0, "," }, "\"a\":0}}", 0 },
	{ "unknown, like known ones",
	  &iqm_sls_compute_op,
	  DATA,
	  { "\"slsChargeableImpressionz\":0", "", 0, "," },
	  "\"a\":0}}",
	  0 },
	{ "unknown, escaped, short",
	  &iqm_sls_compute_op,
	  DATA,
	  { "\"\\n\":0", "", 0, "," },
	  "\"a\":0}}",
	  0 },
	{ "unknown, escaped, long",
	  &iqm_sls_compute_op,
	  DATA,
	  { "\"", "\\n", 40, "\":0," },
	  "\"a\":0}}",
	  0 },
	{ "empty rows, all there may be",
	  &iqm_sls_list_op,
	  DATA "\"slsReportDataList\":[",
	  { "{}", "", 0, "," },
	  "{}],\"zz\":0}}",
	  MOST_ROWS - 1 },
	{ "rows, fields backwards",
	  &iqm_pld_list_op,
	  ROWS,
	  { "{\"ioTypeId\":1,\"creativeTypeId\":1,\"ioName\":\"a\",\"pldId\":1", "", 0, "}," },
	  "{}]}}",
	  MOST_ROWS - 1 },
	{ "rows with lists of one",
	  &iqm_pld_list_op,
	  ROWS,
	  { "{\"campaignId\":[1],\"pldName\":\"a\",\"ioName\":\"\",\"pldId\":1", "", 0, "}," },
	  "{}]}}",
	  MOST_ROWS - 1 },
	{ "wrong types in all rows",
	  &iqm_pld_list_op,
	  ROWS,
	  { "{\"pldId\":1,\"ioId\":[],\"ioTypeId\":\"x\",\"creativeTypeId\":{}", "", 0, "}," },
	  "{}]}}",
	  MOST_ROWS - 1 },
	{ "a field again and again",
	  &iqm_pld_list_op,
	  ROW,
	  { "\"ioId\":1", "", 0, "," },
	  "\"a\":0}]}}",
	  0 },
	{ "two fields again and again",
	  &iqm_pld_list_op,
	  ROW,
	  { "\"ioId\":1,\"ioName\":1", "", 0, "," },
	  "\"a\":0}]}}",
	  0 },
	{ "entries",
	  &iqm_aqs_list_op,
	  DATA "\"reportDataList\":[{\"fileSizeDetails\":{",
	  { "\"\":1", "", 0, "," },
	  "\"a\":0}}],\"zz\":0}}",
	  MOST_ROWS - 2 },
	{ "wrong at the end, success last",
	  &iqm_pld_list_op,
	  "{\"data\":{",
	  { "\"a\":0", "", 0, "," },
	  "\"pldReportDataList\":1},\"success\":true}",
	  0 },
	{ "not JSON at the end",
	  &iqm_pld_list_op,
	  ROW,
	  { "\"a\":0", "", 0, "," },
	  "\"pldId\":1}]}",
	  0 },
	{ "not UTF-8, ignored", &iqm_pld_list_op, IGNORED, { "\"\xff\"", "", 0, "," }, "0]}}", 0 },
	{ "errors", &iqm_pld_list_op, REFUSED, { "{\"error\":\"a\"}", "", 0, "," }, "0]}", 0 },
	{ "errors of escapes",
	  &iqm_pld_list_op,
	  REFUSED,
	  { "{\"error\":\"", "\\u0041", 300, "\"}," },
	  "0]}",
	  0 },
	{ "an error of many members",
	  &iqm_pld_list_op,
	  REFUSED "{",
	  { "\"\\n\":0", "", 0, "," },
	  "\"a\":0}]}",
	  0 },
	{ "a failure of many members",
	  &iqm_pld_list_op,
	  "{\"success\":false,",
	  { "\"\\n\":0", "", 0, "," },
	  "\"a\":0}",
	  0 },
};

/* ---- texts -------------------------------------------------------------------------------- */

static char *put(char *at, const char *s)
{
	size_t len = strlen(s);

	memcpy(at, s, len);
	return at + len;
}

static char *make(const struct text *t, size_t size, size_t *len)
{
	size_t unit = strlen(t->unit.before) + strlen(t->unit.part) * t->unit.times +
		      strlen(t->unit.after);
	size_t around = strlen(t->head) + strlen(t->tail);
	size_t count = (size - around) / unit;
	char *text = malloc(size + 1);
	char *at = text;

	if (!text)
		bench_die(t->name, "no memory");
	if (t->most && count > t->most)
		count = t->most;
	at = put(at, t->head);
	for (; count; count--) {
		at = put(at, t->unit.before);
		for (size_t i = 0; i < t->unit.times; i++)
			at = put(at, t->unit.part);
		at = put(at, t->unit.after);
	}
	at = put(at, t->tail);
	*len = (size_t)(at - text);
	return text;
}

/* ---- measuring ---------------------------------------------------------------------------- */

struct turn {
	const struct text *text;
	size_t size;
	int64_t timeout_ms; /* 0: none */
};

struct result {
	size_t len;
	double seconds;
	double late_ms;
	size_t memory; /* bytes beyond the text */
	int err;
	char message[96];
};

static size_t resident(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (size_t)usage.ru_maxrss * 1024;
}

static void run(const void *context, void *result)
{
	const struct turn *turn = context;
	const struct iqm_op *op = turn->text->op;
	struct result *r = result;
	char *body = make(turn->text, turn->size, &r->len);
	size_t before = resident();
	struct iqm_error error = { 0 };
	struct arena *arena;
	double start = bench_cpu();
	double began = bench_elapsed();
	struct deadline deadline = iqm_deadline_in(&iqm_system_clock, turn->timeout_ms, NULL);
	struct iqm_call call = { .timeout_ms = 0 };
	struct reading how = {
		.deadline = turn->timeout_ms ? &deadline : NULL,
		.call = &call,
		.keep_rows = true,
	};
	void *response = iqm_response_new(op->response->size, &arena);

	r->err = iqm_decode_response(op, body, r->len, &how, response, &error);
	r->late_ms = (bench_elapsed() - began) / 1e6 - (double)turn->timeout_ms;
	iqm_free(response);
	r->seconds = (bench_cpu() - start) / 1e9;
	r->memory = resident() - before;
	snprintf(r->message, sizeof(r->message), "%.90s", error.message);
	free(body);
}

static struct result measure(const struct text *t, size_t size, int64_t timeout_ms)
{
	struct turn turn = { t, size, timeout_ms };
	struct result r = { .err = 0 };

	bench_in_child(run, &turn, &r, sizeof(r));
	return r;
}

static void show(const struct text *t)
{
	struct result r[3], late;

	for (size_t i = 0; i < 3; i++)
		r[i] = measure(t, 16 * MIB << i, 0);
	late = measure(t, 64 * MIB, DEADLINE_MS);
	printf("%-30s %5.1f %7.2f %6.2f %6.2f %5.2f %9.1f", t->name, (double)r[2].len / (double)MIB,
	       r[0].seconds, r[1].seconds, r[2].seconds,
	       r[2].seconds / r[0].seconds * (double)r[0].len / (double)r[2].len,
	       (double)r[2].memory / (double)MIB);
	if (late.err == IQM_E_TIMEOUT)
		printf(" %6.0f", late.late_ms);
	else
		printf(" %6s", "");
	printf("  %s\n", r[2].err ? r[2].message : "done");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	printf("%-30s %5s %7s %6s %6s %5s %9s %6s\n", "", "MiB", "16 MiB", "32 MiB", "64 MiB",
	       "x/MiB", "more MiB", "late");
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (argc < 2 || strstr(texts[i].name, argv[1]))
			show(&texts[i]);
	return 0;
}
