/* SPDX-License-Identifier: MIT */
#include "jobs.h"

#include "byhand.h"
#include "byjansson.h"
#include "codec/codec.h"
#include "iqm_descriptors.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_WRITER 8

/* ---- results that must be right ----------------------------------------------------------- */

static void check_row(const struct iqm_pld_report *r, size_t i)
{
	char name[64];

	snprintf(name, sizeof(name), "530667_PLD_Insights_%zu", i + 1);
	if (r->pld_id.value != (int64_t)i + 1 || strcmp(r->pld_name, name) ||
	    r->campaign_ids.len != 1 || r->campaign_ids.items[0] != (int64_t)((i + 1) % 997) ||
	    r->end_date.value != 1732424399000 || strcmp(r->io_name, "Corporate, Inc.") ||
	    !r->is_campaign_eligible.set || r->is_campaign_eligible.value ||
	    r->io_type_id.value != 1 || r->campaign_status)
		bench_die("decode", "a wrong row");
}

static void check_response(const struct iqm_pld_report_page *rsp, size_t rows)
{
	if (rsp->pld_report_data_list.len != rows || rsp->filtered_records.value != (int64_t)rows)
		bench_die("decode", "a wrong number of rows");
	for (size_t i = 0; i < rows; i++)
		check_row(rsp->pld_report_data_list.items[i], i);
}

static void check_model(const struct byhand_model *model, size_t rows)
{
	size_t i = 0;

	for (const struct byhand_link *l = model->rows->first; l; l = l->next)
		check_row(l->data, i++);
	if (i != rows)
		bench_die("decode", "a wrong number of rows");
}

static void check_json(const struct bench_input *in, const char *json)
{
	if (strcmp(json, in->json) != 0)
		bench_die("encode", "wrong JSON");
}

/* ---- decoding ----------------------------------------------------------------------------- */

static void run_parse(const struct bench_input *in, bool check)
{
	cJSON *root = cJSON_Parse(in->text.data);

	if (check && !root)
		bench_die("cJSON_Parse", "not JSON");
	cJSON_Delete(root);
}

static struct iqm_pld_report_page *decode(const struct bench_text *t)
{
	struct iqm_error error = { 0 };
	struct iqm_pld_report_page *rsp;
	struct arena *arena;

	rsp = iqm_response_new(sizeof(*rsp), &arena);
	if (iqm_decode_response(&iqm_pld_list_op, t->data, t->len,
				&(struct reading){ .call = NULL }, rsp, &error))
		bench_die("iqm_decode_response", error.message);
	return rsp;
}

static void run_decode_of(const struct bench_text *t, bool check)
{
	struct iqm_pld_report_page *rsp = decode(t);

	if (check)
		check_response(rsp, t->rows);
	iqm_free(rsp);
}

static void run_decode(const struct bench_input *in, bool check)
{
	run_decode_of(&in->text, check);
}

static void run_decode_late(const struct bench_input *in, bool check)
{
	run_decode_of(&in->late, check);
}

static void run_walk(const struct bench_input *in, bool check)
{
	struct iqm_pld_report_page *rsp = byhand_walk_decode(in->text.data);

	if (check)
		check_response(rsp, in->text.rows);
	iqm_free(rsp);
}

static void run_lookup(const struct bench_input *in, bool check)
{
	struct iqm_pld_report_page *rsp = byhand_lookup_decode(in->text.data);

	if (check)
		check_response(rsp, in->text.rows);
	iqm_free(rsp);
}

static void run_model(const struct bench_input *in, bool check)
{
	struct byhand_model *model = byhand_model_decode(in->text.data);

	if (check)
		check_model(model, in->text.rows);
	byhand_model_free(model);
}

static void run_jansson_parse(const struct bench_input *in, bool check)
{
	(void)check; /* it ends the program itself */
	byjansson_free(byjansson_parse(in->text.data, in->text.len));
}

static void run_jansson(const struct bench_input *in, bool check)
{
	struct iqm_pld_report_page *rsp = byjansson_lookup_decode(in->text.data, in->text.len);

	if (check)
		check_response(rsp, in->text.rows);
	iqm_free(rsp);
}

/* ---- encoding ----------------------------------------------------------------------------- */

static void run_print(const struct bench_input *in, bool check)
{
	char *json = cJSON_PrintUnformatted(in->tree);

	if (check)
		check_json(in, json);
	free(json);
}

static void run_build(const struct bench_input *in, bool check)
{
	cJSON *tree = byhand_build(in->response);
	char *json = cJSON_PrintUnformatted(tree);

	if (check)
		check_json(in, json);
	free(json);
	cJSON_Delete(tree);
}

static void encode(const struct iqm_pld_report_page *rsp, struct buf *out)
{
	struct iqm_error error = { 0 };
	struct encoding how = { .error = &error };

	if (iqm_encode_json(iqm_pld_list_op.response, rsp, &how, out))
		bench_die("iqm_encode_json", error.message);
}

static void run_encode(const struct bench_input *in, bool check)
{
	struct buf out = { 0 };

	encode(in->response, &out);
	if (check)
		check_json(in, out.data);
	iqm_buf_free(&out);
}

static void run_jansson_print(const struct bench_input *in, bool check)
{
	char *json = byjansson_print(in->jansson);

	if (check)
		check_json(in, json);
	free(json);
}

static void run_jansson_build(const struct bench_input *in, bool check)
{
	struct json_t *tree = byjansson_build(in->response);
	char *json = byjansson_print(tree);

	if (check)
		check_json(in, json);
	free(json);
	byjansson_free(tree);
}

const struct bench_job bench_jobs[] = {
	{ "cJSON_Parse + cJSON_Delete alone", run_parse, false, { 0 }, 0 },
	{ "iqm: decode, every check on", run_decode, false, { 0.55, 0.50, 0.40 }, 0.3 },
	{ "iqm: the same, data before success", run_decode_late, false, { 0.55, 0.50, 0.40 }, 0.3 },
	{ "by hand: one careful walk", run_walk, false, { 0 }, 0 },
	{ "by hand: one look-up a field", run_lookup, false, { 0 }, 0 },
	{ "OpenAPI Generator's style", run_model, false, { 0 }, 0 },
	{ "jansson: parse, free", run_jansson_parse, false, { 0 }, 0 },
	{ "jansson: one look-up a field", run_jansson, false, { 0 }, 0 },
	{ "cJSON_PrintUnformatted alone", run_print, true, { 0 }, 0 },
	{ "iqm: encode, every check on", run_encode, true, { 1.15, 1.15, 1.15 }, 1.1 },
	{ "by hand: build a tree, print it", run_build, true, { 0 }, 0 },
	{ "jansson: print alone", run_jansson_print, true, { 0 }, 0 },
	{ "jansson: build a tree, print it", run_jansson_build, true, { 0 }, 0 },
};
const size_t bench_job_count = sizeof(bench_jobs) / sizeof(bench_jobs[0]);
const size_t bench_first_writer = FIRST_WRITER;

/* ---- input -------------------------------------------------------------------------------- */

void bench_input_make(struct bench_input *in, size_t rows, bool writers)
{
	struct buf json = { 0 };

	memset(in, 0, sizeof(*in));
	bench_text_make(&in->text, rows, false);
	bench_text_make(&in->late, rows, true);
	if (!writers)
		return;
	in->response = decode(&in->text);
	encode(in->response, &json);
	in->json = json.data;
	in->json_len = json.len;
	in->tree = cJSON_Parse(json.data);
	in->jansson = byjansson_parse(json.data, json.len);
}

void bench_input_free(struct bench_input *in)
{
	bench_text_free(&in->text);
	bench_text_free(&in->late);
	iqm_free(in->response);
	cJSON_Delete(in->tree);
	if (in->jansson)
		byjansson_free(in->jansson);
	free(in->json);
}
