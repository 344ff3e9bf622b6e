/* SPDX-License-Identifier: MIT */
/* A valid request of each operation. */
#include "faults.h"
#include "golden/golden.h"

#include <stdio.h>
#include <string.h>

#define DAY_S INT64_C(86400)
#define START_S (1732165200 + m->day * DAY_S)
#define END_S (START_S + (m->days ? m->days : 3) * DAY_S - 1)
#define START_MS (START_S * 1000)
#define END_MS (END_S * 1000)
#define READY 50 /* a report that is there from the start */

#define FILL(type, ...)                                                                            \
	do {                                                                                       \
		struct type filled = { __VA_ARGS__ };                                              \
                                                                                                   \
		_Static_assert(sizeof(filled) <= sizeof(m->request), "no room");                   \
		memcpy(m->request, &filled, sizeof(filled));                                       \
	} while (0)

static const int64_t campaigns[] = { 1, 2, 3 };
static const int64_t report_types[] = { 1, 3 };

#define SLS_ORDER                                                                                  \
	.io_id = iqm_int(1234), .campaign_ids = IQM_ARRAY(campaigns),                              \
	.sls_start_date = iqm_ms(START_MS), .sls_end_date = iqm_ms(END_MS), .sls_name = m->name,   \
	.sls_lookback_duration = iqm_int(3), .concept_group_id = "202335",                         \
	.report_types = IQM_ARRAY(report_types)
#define AQS_ORDER                                                                                  \
	.campaign_id = iqm_int(451351), .aqs_name = m->name, .aqs_start_date = iqm_s(START_S),     \
	.aqs_end_date = iqm_s(END_S), .aqs_report_type_id = iqm_int(1)

static void pld_list(struct material *m)
{
	FILL(iqm_list_query, .no_of_entries = iqm_int(5));
}

static void pld_generate(struct material *m)
{
	FILL(iqm_pld_order, .campaign_id = iqm_int(451351), .pld_start_date = iqm_ms(START_MS),
	     .pld_end_date = iqm_ms(END_MS));
}

static void pld_columns_update(struct material *m)
{
	struct iqm_bool yes = iqm_bool(true);

	FILL(iqm_pld_columns, .id = yes, .insights_name = yes, .campaign_name = yes,
	     .campaign_id = yes, .status = yes, .date_range = yes, .created_on = yes,
	     .io_name = yes, .io_id = yes);
}

static void pld_download(struct material *m)
{
	FILL(iqm_pld_file_request, .file_type = iqm_int(IQM_FILE_TYPE_CSV),
	     .pld_id = iqm_int(READY));
}

static void pld_delete(struct material *m)
{
	FILL(iqm_pld_ids_query, .pld_ids = IQM_ARRAY(m->ids));
}

static void sls_list(struct material *m)
{
	FILL(iqm_list_query, .no_of_entries = iqm_int(5));
}

static void sls_generate(struct material *m)
{
	FILL(iqm_sls_order, SLS_ORDER);
}

static void sls_compute(struct material *m)
{
	FILL(iqm_sls_order, SLS_ORDER);
}

static void sls_validate_name(struct material *m)
{
	FILL(iqm_name_query, .report_name = m->name);
}

static void sls_download(struct material *m)
{
	FILL(iqm_sls_file_request, .file_type = iqm_int(IQM_FILE_TYPE_CSV),
	     .sls_id = iqm_int(READY));
}

static void sls_delete(struct material *m)
{
	FILL(iqm_sls_ids_query, .sls_ids = IQM_ARRAY(m->ids));
}

static void aqs_list(struct material *m)
{
	FILL(iqm_list_query, .no_of_entries = iqm_int(5));
}

static void aqs_validate_name(struct material *m)
{
	FILL(iqm_name_query, .report_name = m->name);
}

static void aqs_compute(struct material *m)
{
	FILL(iqm_aqs_order, AQS_ORDER);
}

static void aqs_generate(struct material *m)
{
	FILL(iqm_aqs_order, AQS_ORDER);
}

static void aqs_download(struct material *m)
{
	FILL(iqm_aqs_file_request, .file_type_id = iqm_int(IQM_FILE_TYPE_CSV),
	     .report_id = iqm_int(READY));
}

static void aqs_delete(struct material *m)
{
	FILL(iqm_aqs_ids_query, .report_ids = IQM_ARRAY(m->ids));
}

static const char *const addresses[] = { "a@example.com" };

static void pld_email(struct material *m)
{
	FILL(iqm_pld_email_request, .file_type = iqm_int(IQM_FILE_TYPE_CSV),
	     .pld_id = iqm_int(READY), .email_ids = IQM_ARRAY(addresses));
}

static void sls_email(struct material *m)
{
	FILL(iqm_sls_email_request, .file_type = iqm_int(IQM_FILE_TYPE_CSV),
	     .sls_id = iqm_int(READY), .email_ids = IQM_ARRAY(addresses));
}

static void aqs_email(struct material *m)
{
	FILL(iqm_aqs_email_request, .file_type_id = iqm_int(IQM_FILE_TYPE_CSV),
	     .report_id = iqm_int(READY), .email_ids = IQM_ARRAY(addresses));
}

static void auth_login(struct material *m)
{
	FILL(iqm_auth_password_grant, .username = m->sandbox->username,
	     .password = m->sandbox->password);
}

static void auth_refresh(struct material *m)
{
	FILL(iqm_auth_refresh_grant, .refresh_token = m->refresh);
}

static const struct {
	const char *op;
	void (*fill)(struct material *m);
} fills[] = {
	{ "auth.login", auth_login },     { "auth.refresh", auth_refresh },
	{ "pld.list", pld_list },         { "pld.generate", pld_generate },
	{ "pld.compute", pld_generate },  { "pld.columns-update", pld_columns_update },
	{ "pld.download", pld_download }, { "pld.delete", pld_delete },
	{ "sls.list", sls_list },         { "sls.generate", sls_generate },
	{ "sls.compute", sls_compute },   { "sls.validate-name", sls_validate_name },
	{ "sls.download", sls_download }, { "sls.delete", sls_delete },
	{ "aqs.list", aqs_list },         { "aqs.validate-name", aqs_validate_name },
	{ "aqs.compute", aqs_compute },   { "aqs.generate", aqs_generate },
	{ "aqs.download", aqs_download }, { "aqs.delete", aqs_delete },
	{ "pld.email", pld_email },       { "sls.email", sls_email },
	{ "aqs.email", aqs_email },
};

const void *request_fill(const struct iqm_op *op, struct material *m)
{
	m->ids[0] = m->failed_id;
	for (size_t i = 0; i < sizeof(fills) / sizeof(fills[0]); i++)
		if (!strcmp(op->name, fills[i].op)) {
			fills[i].fill(m);
			return m->request;
		}
	for (size_t i = 0; i < golden_request_len; i++)
		if (golden_requests[i].op == op)
			return golden_requests[i].request;
	return NULL; /* it has no fields */
}
