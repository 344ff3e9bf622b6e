/* SPDX-License-Identifier: MIT */
/* What the suites of finds share. Each that includes it has its own service, client and result. */
#ifndef TEST_FIND_FIXTURE_H
#define TEST_FIND_FIXTURE_H

#include "support/reports_fixture.h"
#include "support/suite.h"

#include <string.h>

#define START_MS 1732165200000
#define END_MS 1732424399999
#define MINUTE_MS INT64_C(60000)
#define BOUGHT_MS INT64_C(1700000000000) /* when */

static struct service s;
static struct iqm_client *client;
static struct iqm_found found;

static inline void open_list(int64_t len)
{
	service_open(&s, len);
	client = service_client(&s, (struct iqm_settings){ 0 });
	memset(&found, 0xff, sizeof(found));
}

static inline void close_list(void)
{
	service_close(&s, client);
}

/* The row that the order makes. */
static inline struct service_row *make(struct service_row *row)
{
	row->start = START_MS;
	row->end = END_MS;
	row->campaign = 77;
	row->status = 1;
	return row;
}

static inline struct iqm_pld_order order(void)
{
	return (struct iqm_pld_order){ .campaign_id = iqm_int(77),
				       .pld_start_date = iqm_ms(START_MS),
				       .pld_end_date = iqm_ms(END_MS) };
}

static inline void check_found(int64_t id)
{
	ck_assert_int_eq(found.finding, IQM_FOUND);
	ck_assert_uint_eq(found.candidates, 1);
	ck_assert_int_eq(found.report.id, id);
	ck_assert_ptr_nonnull(found.report.family);
}

static inline void check_not(enum iqm_finding finding, size_t candidates)
{
	ck_assert_int_eq(found.finding, finding);
	ck_assert_uint_eq(found.candidates, candidates);
	ck_assert_int_eq(found.report.id, 0);
}

#endif
