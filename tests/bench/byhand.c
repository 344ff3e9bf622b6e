/* SPDX-License-Identifier: MIT */
#include "byhand.h"

#include "bench.h"
#include "codec/codec.h"

#include <stdlib.h>
#include <string.h>

/* ---- values ------------------------------------------------------------------------------- */

static struct iqm_int as_int(const cJSON *node)
{
	struct iqm_int none = { 0 };

	return cJSON_IsNumber(node) ? iqm_int((int64_t)node->valuedouble) : none;
}

static struct iqm_ms as_ms(const cJSON *node)
{
	struct iqm_ms none = { 0 };

	return cJSON_IsNumber(node) ? iqm_ms((int64_t)node->valuedouble) : none;
}

static struct iqm_bool as_bool(const cJSON *node)
{
	struct iqm_bool none = { 0 };

	return cJSON_IsBool(node) ? iqm_bool(cJSON_IsTrue(node)) : none;
}

/* `arena` NULL: a block of its own. */
static const char *as_text(struct arena *arena, const cJSON *node)
{
	if (!cJSON_IsString(node))
		return NULL;
	return arena ? iqm_arena_text(arena, node->valuestring, strlen(node->valuestring))
		     : strdup(node->valuestring);
}

static struct iqm_ints as_list_of_one(struct arena *arena, const cJSON *node)
{
	struct iqm_ints none = { 0 };
	int64_t *id;

	if (!cJSON_IsNumber(node))
		return none;
	id = arena ? iqm_arena_alloc(arena, sizeof(*id)) : bench_alloc(sizeof(*id));
	*id = (int64_t)node->valuedouble;
	return (struct iqm_ints){ id, 1 };
}

/* ---- one look-up a field ------------------------------------------------------------------ */

#define GET(node, name) cJSON_GetObjectItemCaseSensitive(node, name)

static void look_up(struct iqm_pld_report *r, const cJSON *row, struct arena *arena)
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

static void model_add(struct byhand_list *list, void *data)
{
	struct byhand_link *link = bench_alloc(sizeof(*link));

	link->data = data;
	if (list->last)
		list->last->next = link;
	else
		list->first = link;
	list->last = link;
	list->len++;
}

struct byhand_model *byhand_model_decode(const char *text)
{
	cJSON *root = cJSON_Parse(text);
	const cJSON *data = GET(root, "data");
	struct byhand_model *model = bench_alloc(sizeof(*model));

	model->total_records = as_int(GET(data, "totalRecords"));
	model->filtered_records = as_int(GET(data, "filteredRecords"));
	model->rows = bench_alloc(sizeof(*model->rows));
	for (const cJSON *row = GET(data, "pldReportDataList")->child; row; row = row->next) {
		struct iqm_pld_report *r = bench_alloc(sizeof(*r));

		look_up(r, row, NULL);
		model_add(model->rows, r);
	}
	cJSON_Delete(root);
	return model;
}

static void free_row(struct iqm_pld_report *r)
{
	free((void *)(uintptr_t)r->pld_name);
	free((void *)(uintptr_t)r->campaign_name);
	free((void *)(uintptr_t)r->campaign_ids.items);
	free((void *)(uintptr_t)r->io_name);
	free((void *)(uintptr_t)r->campaign_status);
	free(r);
}

void byhand_model_free(struct byhand_model *model)
{
	for (struct byhand_link *l = model->rows->first, *next; l; l = next) {
		next = l->next;
		free_row(l->data);
		free(l);
	}
	free(model->rows);
	free(model);
}

/* ---- into one block ----------------------------------------------------------------------- */

typedef void read_fn(struct iqm_pld_report *r, const cJSON *row, struct arena *arena);

static struct iqm_pld_report_page *decode(const char *text, read_fn *read)
{
	cJSON *root = cJSON_Parse(text);
	const cJSON *data = GET(root, "data");
	const cJSON *list = GET(data, "pldReportDataList");
	size_t len = (size_t)cJSON_GetArraySize(list);
	const struct iqm_pld_report **rows;
	struct iqm_pld_report_page *rsp;
	struct arena *arena;

	rsp = iqm_response_new(sizeof(*rsp), &arena);
	rows = iqm_arena_alloc(arena, len * sizeof(*rows));
	rsp->total_records = as_int(GET(data, "totalRecords"));
	rsp->filtered_records = as_int(GET(data, "filteredRecords"));
	rsp->pld_report_data_list = (struct iqm_pld_report_list){ rows, len };
	for (const cJSON *row = list->child; row; row = row->next) {
		struct iqm_pld_report *r = iqm_arena_alloc(arena, sizeof(*r));

		read(r, row, arena);
		*rows++ = r;
	}
	cJSON_Delete(root);
	return rsp;
}

struct iqm_pld_report_page *byhand_lookup_decode(const char *text)
{
	return decode(text, look_up);
}

/* ---- one walk ----------------------------------------------------------------------------- */

enum member {
	PLD_ID,
	PLD_NAME,
	CAMPAIGN_NAME,
	CAMPAIGN_ID,
	PLD_STATUS_ID,
	START_DATE,
	END_DATE,
	IO_ID,
	IO_NAME,
	IS_CAMPAIGN_ELIGIBLE,
	PLD_CREATED_ON,
	CREATIVE_TYPE_ID,
	CAMPAIGN_PLD_TIMEZONE_ID,
	IO_TYPE_ID,
	CAMPAIGN_STATUS,
	MEMBERS
};

static const char *const names[MEMBERS] = {
	[PLD_ID] = "pldId",
	[PLD_NAME] = "pldName",
	[CAMPAIGN_NAME] = "campaignName",
	[CAMPAIGN_ID] = "campaignId",
	[PLD_STATUS_ID] = "pldStatusId",
	[START_DATE] = "startDate",
	[END_DATE] = "endDate",
	[IO_ID] = "ioId",
	[IO_NAME] = "ioName",
	[IS_CAMPAIGN_ELIGIBLE] = "isCampaignEligible",
	[PLD_CREATED_ON] = "pldCreatedOn",
	[CREATIVE_TYPE_ID] = "creativeTypeId",
	[CAMPAIGN_PLD_TIMEZONE_ID] = "campaignPldTimezoneId",
	[IO_TYPE_ID] = "ioTypeId",
	[CAMPAIGN_STATUS] = "campaignStatus",
};

/* Members mostly come in one order: the name after the last one is tried first. */
static enum member member_of(const char *name, unsigned guess)
{
	if (guess < MEMBERS && !strcmp(names[guess], name))
		return (enum member)guess;
	for (unsigned i = 0; i < MEMBERS; i++)
		if (!strcmp(names[i], name))
			return (enum member)i;
	return MEMBERS;
}

static void walk(struct iqm_pld_report *r, const cJSON *row, struct arena *arena)
{
	unsigned guess = 0;

	for (const cJSON *node = row->child; node; node = node->next) {
		enum member m = member_of(node->string, guess);

		guess = m + 1;
		switch (m) {
		case PLD_ID:
			r->pld_id = as_int(node);
			break;
		case PLD_NAME:
			r->pld_name = as_text(arena, node);
			break;
		case CAMPAIGN_NAME:
			r->campaign_name = as_text(arena, node);
			break;
		case CAMPAIGN_ID:
			r->campaign_ids = as_list_of_one(arena, node);
			break;
		case PLD_STATUS_ID:
			r->pld_status_id = as_int(node);
			break;
		case START_DATE:
			r->start_date = as_ms(node);
			break;
		case END_DATE:
			r->end_date = as_ms(node);
			break;
		case IO_ID:
			r->io_id = as_int(node);
			break;
		case IO_NAME:
			r->io_name = as_text(arena, node);
			break;
		case IS_CAMPAIGN_ELIGIBLE:
			r->is_campaign_eligible = as_bool(node);
			break;
		case PLD_CREATED_ON:
			r->pld_created_on = as_ms(node);
			break;
		case CREATIVE_TYPE_ID:
			r->creative_type_id = as_int(node);
			break;
		case CAMPAIGN_PLD_TIMEZONE_ID:
			r->campaign_pld_timezone_id = as_int(node);
			break;
		case IO_TYPE_ID:
			r->io_type_id = as_int(node);
			break;
		case CAMPAIGN_STATUS:
			r->campaign_status = as_text(arena, node);
			break;
		case MEMBERS:
			break;
		}
	}
}

struct iqm_pld_report_page *byhand_walk_decode(const char *text)
{
	return decode(text, walk);
}

/* ---- building a tree ---------------------------------------------------------------------- */

static void put_number(cJSON *to, const char *name, const struct iqm_mark *set, int64_t value)
{
	if (set)
		cJSON_AddNumberToObject(to, name, (double)value);
}

static void put_text(cJSON *to, const char *name, const char *text)
{
	if (text)
		cJSON_AddStringToObject(to, name, text);
}

static void put_ids(cJSON *to, const char *name, struct iqm_ints ids)
{
	cJSON *list = ids.items ? cJSON_AddArrayToObject(to, name) : NULL;

	for (size_t i = 0; list && i < ids.len; i++)
		cJSON_AddItemToArray(list, cJSON_CreateNumber((double)ids.items[i]));
}

static cJSON *build_row(const struct iqm_pld_report *r)
{
	cJSON *row = cJSON_CreateObject();

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
		cJSON_AddBoolToObject(row, "isCampaignEligible", r->is_campaign_eligible.value);
	put_number(row, "pldCreatedOn", r->pld_created_on.set, r->pld_created_on.value);
	put_number(row, "creativeTypeId", r->creative_type_id.set, r->creative_type_id.value);
	put_number(row, "campaignPldTimezoneId", r->campaign_pld_timezone_id.set,
		   r->campaign_pld_timezone_id.value);
	put_number(row, "ioTypeId", r->io_type_id.set, r->io_type_id.value);
	put_text(row, "campaignStatus", r->campaign_status);
	return row;
}

cJSON *byhand_build(const struct iqm_pld_report_page *rsp)
{
	cJSON *data = cJSON_CreateObject();
	cJSON *list;

	put_number(data, "totalRecords", rsp->total_records.set, rsp->total_records.value);
	list = cJSON_AddArrayToObject(data, "pldReportDataList");
	for (size_t i = 0; i < rsp->pld_report_data_list.len; i++)
		cJSON_AddItemToArray(list, build_row(rsp->pld_report_data_list.items[i]));
	put_number(data, "filteredRecords", rsp->filtered_records.set, rsp->filtered_records.value);
	return data;
}
