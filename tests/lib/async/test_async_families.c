/* SPDX-License-Identifier: MIT */
/* The started forms that are generated for a family, each once, against the sandbox. */
#include "support/control.h"
#include "support/loop.h"
#include "support/mock.h"
#include "support/suite.h"

#include <iqm/insights.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DAY_S INT64_C(86400)
#define START_S INT64_C(1732165200)
#define DEAR 1e6

/* What all steps work with. */
static struct iqm_client *client;
static struct iqm_call call;
static struct loop_end end;
static char directory[] = "/tmp/iqm-async-XXXXXX";
static char journal[sizeof(directory) + 16];

static void open_client(void)
{
	struct iqm_settings settings;

	control_reset();
	strcpy(strrchr(directory, '-'), "-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	iqm_settings_from_env(&settings);
	mock_no_limits(&settings);
	settings.journal = journal;
	ck_assert_int_eq(iqm_client_open(&client, &settings, NULL), 0);
}

static void close_client(void)
{
	char lock[sizeof(journal) + 8];

	iqm_client_close(client);
	snprintf(lock, sizeof(lock), "%s.lock", journal);
	unlink(lock);
	unlink(journal);
	ck_assert_int_eq(rmdir(directory), 0);
}

/* Before each start: a call with a key. */
static struct iqm_call *under(const char *key)
{
	call = (struct iqm_call){ .timeout_ms = 60000, .key = key };
	end = (struct loop_end){ 0 };
	return &call;
}

/* After it: it came to `want`, and what it had was this call. */
static void came_to(int want, int started)
{
	int err = loop_wait(client, started, &end);

	ck_assert_msg(err == want, "%s: %s", iqm_status_name(err), call.error.message);
	ck_assert_ptr_eq(end.call, &call);
}

static int count_bytes(void *context, const void *data, size_t len)
{
	(void)data;
	*(size_t *)context += len;
	return 0;
}

/* The steps of a family. `order`: of its struct, with other days or another name each time. */
#define FAMILY(f)                                                                                  \
	static void f##_end(void *context, int status, struct iqm_##f##_order_response *rsp,       \
			    struct iqm_call *its)                                                  \
	{                                                                                          \
		loop_end(context, status, rsp, its);                                               \
	}                                                                                          \
                                                                                                   \
	static struct iqm_report f##_bought(const struct iqm_##f##_order *order)                   \
	{                                                                                          \
		struct iqm_##f##_wanted wanted = { .req = order, .key = "first" };                 \
		struct iqm_found found;                                                            \
                                                                                                   \
		came_to(0, iqm_##f##_generate_within_start(client, order, DEAR, under("first"),    \
							   f##_end, &end));                        \
		ck_assert_int_eq(((struct iqm_##f##_order_response *)end.response)->outcome,       \
				 IQM_CREATED);                                                     \
		iqm_free(end.response);                                                            \
		came_to(0, iqm_##f##_find_start(client, order, NULL, &found, under("first"),       \
						loop_done, &end));                                 \
		ck_assert_int_eq(found.finding, IQM_FOUND);                                        \
		came_to(0, iqm_##f##_find_all_start(client, &wanted, 1, under(NULL), loop_done,    \
						    &end));                                        \
		ck_assert_int_eq(wanted.found.report.id, found.report.id);                         \
		came_to(IQM_E_KEY_USED, iqm_##f##_settle_not_bought_start(client, under("first"),  \
									  loop_done, &end));       \
		return found.report;                                                               \
	}                                                                                          \
                                                                                                   \
	static void f##_fetched(struct iqm_report report)                                          \
	{                                                                                          \
		size_t bytes = 0;                                                                  \
		struct iqm_save save = { .to = IQM_SAVE_CALLBACK,                                  \
					 .write = count_bytes,                                     \
					 .context = &bytes };                                      \
                                                                                                   \
		came_to(0,                                                                         \
			iqm_##f##_poll_start(client, &report, 1, under(NULL), loop_done, &end));   \
		ck_assert_int_eq(report.state, IQM_REPORT_WAITING);                                \
		control_advance(3600);                                                             \
		came_to(0, iqm_##f##_wait_start(client, &report, 1,                                \
						&(struct iqm_wait){ .min_ms = 10, .max_ms = 50 },  \
						under(NULL), loop_done, &end));                    \
		ck_assert_int_eq(report.state, IQM_REPORT_READY);                                  \
		came_to(0, iqm_##f##_save_start(client, &report, IQM_FILE_TYPE_XLSX, &save,        \
						under(NULL), loop_done, &end));                    \
		ck_assert_uint_gt(bytes, 0);                                                       \
	}                                                                                          \
                                                                                                   \
	static void f##_bought_at_price(const struct iqm_##f##_order *order)                       \
	{                                                                                          \
		struct iqm_##f##_order_response *price;                                            \
                                                                                                   \
		came_to(0, iqm_##f##_compute_start(client, order, under(NULL), f##_end, &end));    \
		price = end.response;                                                              \
		came_to(0, iqm_##f##_generate_priced_start(client, order, price, DEAR,             \
							   under("second"), f##_end, &end));       \
		iqm_free(end.response);                                                            \
		iqm_free(price);                                                                   \
	}                                                                                          \
                                                                                                   \
	static void f##_listed(void)                                                               \
	{                                                                                          \
		struct iqm_##f##_list_pager *pager;                                                \
		struct iqm_##f##_report_list rows;                                                 \
                                                                                                   \
		ck_assert_int_eq(iqm_##f##_list_open(client, NULL, &pager, NULL), 0);              \
		came_to(0, iqm_##f##_list_next_page_start(pager, &rows, under(NULL), loop_done,    \
							  &end));                                  \
		ck_assert_uint_ge(rows.len, 2);                                                    \
		came_to(0, iqm_##f##_list_next_page_start(pager, &rows, under(NULL), loop_done,    \
							  &end));                                  \
		ck_assert_uint_eq(rows.len, 0);                                                    \
		iqm_##f##_list_close(pager);                                                       \
	}                                                                                          \
                                                                                                   \
	static void f##_all(const struct iqm_##f##_order *first,                                   \
			    const struct iqm_##f##_order *second)                                  \
	{                                                                                          \
		f##_fetched(f##_bought(first));                                                    \
		f##_bought_at_price(second);                                                       \
		ck_assert_int_eq(control_bill(), 2);                                               \
		f##_listed();                                                                      \
	}

FAMILY(pld)
FAMILY(sls)
FAMILY(aqs)

START_TEST(test_pld)
{
	struct iqm_pld_order first = { .campaign_id = iqm_int(451351),
				       .pld_start_date = iqm_ms(START_S * 1000),
				       .pld_end_date = iqm_ms((START_S + DAY_S) * 1000 - 1) };
	struct iqm_pld_order second = { .campaign_id = iqm_int(451351),
					.pld_start_date = iqm_ms((START_S + 9 * DAY_S) * 1000),
					.pld_end_date = iqm_ms((START_S + 10 * DAY_S) * 1000 - 1) };

	pld_all(&first, &second);
}
END_TEST

START_TEST(test_sls)
{
	struct iqm_sls_order first = { .io_id = iqm_int(1234),
				       .campaign_ids = IQM_INTS(1, 2, 3),
				       .sls_start_date = iqm_ms(START_S * 1000),
				       .sls_end_date = iqm_ms((START_S + DAY_S) * 1000 - 1),
				       .sls_name = "First study",
				       .sls_lookback_duration = iqm_int(3),
				       .concept_group_id = "202335",
				       .report_types = IQM_INTS(1, 3) };
	struct iqm_sls_order second = first;

	second.sls_name = "Second study";
	second.sls_start_date = iqm_ms((START_S + 9 * DAY_S) * 1000);
	second.sls_end_date = iqm_ms((START_S + 10 * DAY_S) * 1000 - 1);
	sls_all(&first, &second);
}
END_TEST

START_TEST(test_aqs)
{
	struct iqm_aqs_order first = { .campaign_id = iqm_int(451351),
				       .aqs_name = "First report",
				       .aqs_start_date = iqm_s(START_S),
				       .aqs_end_date = iqm_s(START_S + DAY_S - 1),
				       .aqs_report_type_id = iqm_int(1) };
	struct iqm_aqs_order second = first;

	second.aqs_name = "Second report";
	second.aqs_start_date = iqm_s(START_S + 9 * DAY_S);
	second.aqs_end_date = iqm_s(START_S + 10 * DAY_S - 1);
	aqs_all(&first, &second);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("families");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, open_client, close_client);
	tcase_add_test(tcase, test_pld);
	tcase_add_test(tcase, test_sls);
	tcase_add_test(tcase, test_aqs);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
