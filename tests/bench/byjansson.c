/* SPDX-License-Identifier: MIT */
#include "byjansson.h"

#include "base/base.h"
#include "bench.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ------------------------------------------------------------------------------ */

static struct iqm_int as_int(const json_t *node)
{
	struct iqm_int none = { 0 };

	return json_is_integer(node) ? iqm_int(json_integer_value(node)) : none;
}

static struct iqm_ms as_ms(const json_t *node)
{
	struct iqm_ms none = { 0 };

	return json_is_integer(node) ? iqm_ms(json_integer_value(node)) : none;
}

static struct iqm_bool as_bool(const json_t *node)
{
	struct iqm_bool none = { 0 };

	return json_is_boolean(node) ? iqm_bool(json_is_true(node)) : none;
}

static const char *as_text(struct arena *arena, const json_t *node)
{
	return json_is_string(node)
		       ? iqm_arena_text(arena, json_string_value(node), json_string_length(node))
		       : NULL;
}

static struct iqm_ints as_list_of_one(struct arena *arena, const json_t *node)
{
	struct iqm_ints none = { 0 };
	int64_t *id;

	if (!json_is_integer(node))
		return none;
	id = iqm_arena_alloc(arena, sizeof(*id));
	*id = json_integer_value(node);
	return (struct iqm_ints){ id, 1 };
}

#define GET(node, name) json_object_get(node, name)

static void look_up(struct iqm_pld_report *r, const json_t *row, struct arena *arena)
{
	r->pld_id = as_int(GET(row, "pldId"));
	r->pld_name = as_text(arena, GET(row, "pldName"));
	r->campaign_name = as_text(arena, GET(row, "campaignName"));
	r->campaign_ids = as_list_of_one(arena, GET(row, "campaignId"));
	r->pld_status_id = as_int(GET(row, "pldStatusId"));
	r->start_date = as_ms(GET(row, "startDate"));
	r->end_date = as_ms(GET(row, "endDate"));
	r->io_id = as_int(GET(row, "ioId"));
	r->io_name = as_text(arena, GET(row, "ioName"));
	r->is_campaign_eligible = as_bool(GET(row, "isCampaignEligible"));
	r->pld_created_on = as_ms(GET(row, "pldCreatedOn"));
	r->creative_type_id = as_int(GET(row, "creativeTypeId"));
	r->campaign_pld_timezone_id = as_int(GET(row, "campaignPldTimezoneId"));
	r->io_type_id = as_int(GET(row, "ioTypeId"));
	r->campaign_status = as_text(arena, GET(row, "campaignStatus"));
}

struct json_t *byjansson_parse(const char *text, size_t len)
{
	json_error_t error;
	json_t *root = json_loadb(text, len, 0, &error);

	if (!root)
		bench_die("json_loadb", error.text);
	return root;
}

struct iqm_pld_report_page *byjansson_lookup_decode(const char *text, size_t len)
{
	json_t *root = byjansson_parse(text, len);
	const json_t *data = GET(root, "data");
	const json_t *list = GET(data, "pldReportDataList");
	size_t count = json_array_size(list);
	const struct iqm_pld_report **rows;
	struct iqm_pld_report_page *rsp;
	struct arena *arena;

	rsp = iqm_response_new(sizeof(*rsp), &arena);
	rows = iqm_arena_alloc(arena, count * sizeof(*rows));
	rsp->total_records = as_int(GET(data, "totalRecords"));
	rsp->filtered_records = as_int(GET(data, "filteredRecords"));
	rsp->pld_report_data_list = (struct iqm_pld_report_list){ rows, count };
	for (size_t i = 0; i < count; i++) {
		struct iqm_pld_report *r = iqm_arena_alloc(arena, sizeof(*r));

		look_up(r, json_array_get(list, i), arena);
		*rows++ = r;
	}
	json_decref(root);
	return rsp;
}

/* ---- building a tree ---------------------------------------------------------------------- */

static void put_number(json_t *to, const char *name, const struct iqm_mark *set, int64_t value)
{
	if (set)
		json_object_set_new(to, name, json_integer(value));
}

static void put_text(json_t *to, const char *name, const char *text)
{
	if (text)
		json_object_set_new(to, name, json_string(text));
}

static void put_ids(json_t *to, const char *name, struct iqm_ints ids)
{
	json_t *list = ids.items ? json_array() : NULL;

	for (size_t i = 0; list && i < ids.len; i++)
		json_array_append_new(list, json_integer(ids.items[i]));
	if (list)
		json_object_set_new(to, name, list);
}

static json_t *build_row(const struct iqm_pld_report *r)
{
	json_t *row = json_object();

	put_number(row, "pldId", r->pld_id.set, r->pld_id.value);
	put_text(row, "pldName", r->pld_name);
	put_text(row, "campaignName", r->campaign_name);
	put_ids(row, "campaignIds", r->campaign_ids);
	put_number(row, "pldStatusId", r->pld_status_id.set, r->pld_status_id.value);
	put_number(row, "startDate", r->start_date.set, r->start_date.value);
	put_number(row, "endDate", r->end_date.set, r->end_date.value);
	put_number(row, "ioId", r->io_id.set, r->io_id.value);
	put_text(row, "ioName", r->io_name);
	if (r->is_campaign_eligible.set)
		json_object_set_new(row, "isCampaignEligible",
				    json_boolean(r->is_campaign_eligible.value));
	put_number(row, "pldCreatedOn", r->pld_created_on.set, r->pld_created_on.value);
	put_number(row, "creativeTypeId", r->creative_type_id.set, r->creative_type_id.value);
	put_number(row, "campaignPldTimezoneId", r->campaign_pld_timezone_id.set,
		   r->campaign_pld_timezone_id.value);
	put_number(row, "ioTypeId", r->io_type_id.set, r->io_type_id.value);
	put_text(row, "campaignStatus", r->campaign_status);
	return row;
}

struct json_t *byjansson_build(const struct iqm_pld_report_page *rsp)
{
	json_t *data = json_object();
	json_t *list = json_array();

	put_number(data, "totalRecords", rsp->total_records.set, rsp->total_records.value);
	for (size_t i = 0; i < rsp->pld_report_data_list.len; i++)
		json_array_append_new(list, build_row(rsp->pld_report_data_list.items[i]));
	json_object_set_new(data, "pldReportDataList", list);
	put_number(data, "filteredRecords", rsp->filtered_records.set, rsp->filtered_records.value);
	return data;
}

char *byjansson_print(const struct json_t *tree)
{
	return json_dumps(tree, JSON_COMPACT);
}

void byjansson_free(struct json_t *tree)
{
	json_decref(tree);
}
