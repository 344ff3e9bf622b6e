/* SPDX-License-Identifier: MIT */
/* Looking for what a purchase of unknown outcome may have made: by the journal's key. */
#include "support/dialects.h"
#include "support/find_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- by the journal's key -------------------------------------------------------------------- */

static char directory[] = "/tmp/iqm-find-XXXXXX";
static char journal[64];

static void open_journal(void)
{
	snprintf(directory, sizeof(directory), "/tmp/iqm-find-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(journal, sizeof(journal), "%s/journal", directory);
	service_open(&s, 10);
	client = service_client(&s, (struct iqm_settings){ .journal = journal });
}

static void close_journal(void)
{
	char lock[80];

	close_list();
	snprintf(lock, sizeof(lock), "%s.lock", journal);
	unlink(journal);
	unlink(lock);
	rmdir(directory);
}

static enum iqm_purchase_state state_of(const char *key)
{
	struct iqm_purchase *purchase;
	enum iqm_purchase_state state;

	ck_assert_int_eq(iqm_journal_get(client, key, &purchase, NULL), 0);
	state = purchase->state;
	iqm_free(purchase);
	return state;
}

static int find_key(const char *key, struct iqm_call *call)
{
	struct iqm_pld_order req = order();

	*call = (struct iqm_call){ .key = key };
	s.lists = 0;
	return iqm_pld_find(client, &req, NULL, &found, call);
}

START_TEST(test_by_key)
{
	struct iqm_pld_order req = order();
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k1" };

	open_journal();
	make(service_row(&s, 10)); /* an older one of the same */
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	s.rows[0].campaign = 1; /* now it is known by its id */
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(s.lists, 1);
	ck_assert_int_eq(s.purchases, 1);
	s.fails_at = 1;
	s.failure = 503;
	ck_assert_int_eq(find_key("k1", &call), IQM_E_SERVER);
	check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

static void buy(struct iqm_pld_order req, const char *key, int ends)
{
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = key, .allow_duplicate = true };

	ck_assert_msg(iqm_pld_generate(client, &req, &rsp, &call) == ends, "%s",
		      call.error.message);
	iqm_free(rsp);
}

/* A report that is known by its id exists, also where the list does not show it yet. */
START_TEST(test_by_key_before_it_is_listed)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(client, "k1", 11, NULL), 0);
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert(!found.report.missed);
	ck_assert_int_eq(iqm_pld_poll(client, &found.report, 1, NULL), 0);
	ck_assert_int_eq(found.report.state, IQM_REPORT_WAITING);
	close_journal();
}
END_TEST

/* What was read to find it is recorded. */
START_TEST(test_by_key_settles)
{
	struct iqm_purchase *p;
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k1", &call), 0);
	ck_assert_int_eq(iqm_journal_get(client, "k1", &p, NULL), 0);
	ck_assert_int_eq(p->settlement.rows.value, 11);
	ck_assert_int_eq(p->settlement.candidates.value, 1);
	ck_assert(p->settlement.whole.set && p->settlement.whole.value);
	iqm_free(p);
	close_journal();
}
END_TEST

/* A request that cannot be written is not another order. */
START_TEST(test_by_key_and_a_bad_request)
{
	struct iqm_sls_order req = { .sls_name = "A" };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	req.sls_name = "\xff";
	ck_assert_int_eq(iqm_sls_find(client, &req, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_msg(strstr(call.error.message, "UTF-8") != NULL, "%s", call.error.message);
	check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

/* What this client has bought since it last read the list is older too. */
START_TEST(test_by_key_after_another_purchase)
{
	struct iqm_call call;

	open_journal();
	s.purchase = "{\"success\":true,\"data\":{\"pldReportCreated\":true}}";
	buy(order(), "k1", 0);
	make(service_add(&s));
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k2", IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(find_key("k2", &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_UNKNOWN);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k2", &call), 0);
	check_found(12);
	close_journal();
}
END_TEST

/* The journal keeps what state the report was in. */
START_TEST(test_by_key_made_again)
{
	struct iqm_pld_order req = { .pld_id = iqm_int(4) };
	struct iqm_call call = { .key = "k1" };

	open_journal();
	service_row(&s, 4)->status = _i;
	s.purchase_failure = IQM_E_NETWORK;
	buy(req, "k1", IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(s.lists, 1);
	service_row(&s, 4)->status = 2;
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call), 0);
	ck_assert_int_eq(found.finding, _i == 3 ? IQM_FOUND : IQM_NOT_SEEN);
	ck_assert_int_eq(state_of("k1"), _i == 3 ? IQM_PURCHASE_BOUGHT : IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

/* The journal has the request. */
START_TEST(test_by_key_alone)
{
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s))->campaign = 78;
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	make(service_add(&s));
	ck_assert_int_eq(iqm_pld_find(client, NULL, NULL, &found, &call), 0);
	check_found(12);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	ck_assert_int_eq(iqm_sls_find(client, NULL, NULL, &found, &call), IQM_E_USAGE);
	close_journal();
}
END_TEST

START_TEST(test_by_two_keys)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	buy(order(), "k2", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(find_key("k2", &call), 0); /* that one is k1's */
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_int_eq(call.error.status, IQM_OK);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_UNKNOWN);
	make(service_add(&s));
	ck_assert_int_eq(find_key("k2", &call), 0);
	check_found(12);
	close_journal();
}
END_TEST

/* Nor does a price that names another key's report hide the purchase's own. */
START_TEST(test_price_of_another_keys_report)
{
	struct iqm_sls_order req = { .sls_name = "A", .io_id = iqm_int(1) };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .allow_duplicate = true };
	static const char *const keys[] = { "k1", "k2" };

	open_journal();
	s.ignores_sort = !_i; /* then no highest id is known */
	s.cap = _i ? 0 : 1;
	s.purchase_failure = IQM_E_NETWORK;
	for (int i = 0; i < 2; i++) {
		call.key = keys[i];
		ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call),
				 IQM_E_UNKNOWN_OUTCOME);
	}
	s.cap = 0;
	for (int i = 0; i < 2; i++) {
		service_add(&s)->name = "A";
		s.rows[0].created = s.realtime + s.now;
	}
	ck_assert_int_eq(iqm_journal_settle(client, "k1", 11, NULL), 0);
	s.price = "{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":11}}";
	ck_assert_int_eq(iqm_sls_find(client, &req, NULL, &found, &call), 0);
	check_found(12);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_BOUGHT);
	/* What the list has shown is not a person's to change. */
	ck_assert_int_eq(iqm_journal_settle(client, "k2", 13, NULL), IQM_E_KEY_USED);
	close_journal();
}
END_TEST

/* Where it has left the list, too. */
START_TEST(test_price_of_another_keys_report_alone)
{
	struct iqm_sls_order req = { .sls_name = "A", .io_id = iqm_int(1) };
	struct iqm_sls_order_response *rsp;
	struct iqm_call call = { .key = "k1", .allow_duplicate = true };

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	call.key = "k2";
	ck_assert_int_eq(iqm_sls_generate(client, &req, &rsp, &call), IQM_E_UNKNOWN_OUTCOME);
	ck_assert_int_eq(iqm_journal_settle(client, "k1", 11, NULL), 0);
	s.price = "{\"success\":true,\"data\":{\"slsReportCreatable\":false,\"slsId\":11}}";
	ck_assert_int_eq(iqm_sls_find(client, &req, NULL, &found, &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k2"), IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

static int settle_as;

/* Another process settles the key, or gives the report to another one. */
static void settle_meanwhile(struct service *service, int request)
{
	(void)request;
	service->before = NULL;
	if (settle_as)
		ck_assert_int_eq(iqm_journal_settle(client, "k1", settle_as, NULL), 0);
	else
		ck_assert_int_eq(iqm_journal_settle(client, "k2", 11, NULL), 0);
}

START_TEST(test_by_key_settled_meanwhile)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	buy(order(), "k2", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	settle_as = _i == 10 ? 0 : _i; /* 10: the report is k2's */
	s.before = settle_meanwhile;
	ck_assert_int_eq(find_key("k1", &call), _i == 12 ? IQM_E_KEY_USED : 0);
	if (_i == 11)
		check_found(11);
	else
		check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

#define HOUR_MS (60 * MINUTE_MS)

/* It was not bought, says one process while another looks for it, and is bought once more. */
static void end_and_buy(struct service *service, int request)
{
	struct iqm_call call = { .key = "k1" };

	(void)request;
	service->before = NULL;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(service));
}

/* Its report comes into the list right behind the proof that there is none: the find corrects it.
 */
static void end_too_early(struct service *service, int request)
{
	struct iqm_call call = { .key = "k1" };

	(void)request;
	service->before = NULL;
	ck_assert_int_eq(iqm_pld_settle_not_bought(client, &call), 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_NOT_BOUGHT);
	make(service_add(service));
}

START_TEST(test_by_key_ended_too_early)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	s.realtime += HOUR_MS;
	s.before = end_too_early;
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_BOUGHT);
	close_journal();
}
END_TEST

START_TEST(test_by_key_of_another_purchase_meanwhile)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	s.realtime += HOUR_MS;
	s.before = end_and_buy;
	ck_assert_int_eq(find_key("k1", &call), IQM_E_KEY_USED);
	ck_assert_str_eq(call.error.message, "pld.generate: what was found cannot be recorded: key "
					     "'k1' has been used for another purchase meanwhile");
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

START_TEST(test_by_key_of_another_purchase)
{
	struct iqm_pld_order req = order();
	struct iqm_sls_order sls = { .sls_name = "A" };
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s))->campaign = 78;
	s.lists = 0;
	ck_assert_int_eq(iqm_sls_find(client, &sls, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message,
			 "sls.generate: the journal's 'k1' is a purchase of pld.generate");
	req.campaign_id = iqm_int(78);
	ck_assert_int_eq(iqm_pld_find(client, &req, NULL, &found, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message,
			 "pld.generate: req: the journal's 'k1' is a purchase of "
			 "{\"campaignId\":77,\"pldStartDate\":1732165200000,"
			 "\"pldEndDate\":1732424399999}, found another");
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.lists, 0);
	ck_assert_int_eq(state_of("k1"), IQM_PURCHASE_UNKNOWN);
	close_journal();
}
END_TEST

/* Bought by a client of one dialect, and found by one of another. */
START_TEST(test_by_key_in_another_dialect)
{
	const char *const *dialects = iqm_insights_api.dialects;
	int len = count_dialects();
	struct iqm_call call;

	open_journal();
	iqm_client_close(client);
	client = service_client(&s, (struct iqm_settings){
					    .journal = journal,
					    .dialect = dialects[_i / len],
				    });
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	iqm_client_close(client);
	client = service_client(&s, (struct iqm_settings){
					    .journal = journal,
					    .dialect = dialects[_i % len],
				    });
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_found(11);
	close_journal();
}
END_TEST

static void lose_journal(struct service *service, int request)
{
	(void)service, (void)request;
	ck_assert_int_eq(unlink(journal), 0);
}

/* What cannot be recorded is not found: another find would record it for another key. */
START_TEST(test_by_key_unrecorded)
{
	struct iqm_call call;

	open_journal();
	s.purchase_failure = IQM_E_NETWORK;
	buy(order(), "k1", IQM_E_UNKNOWN_OUTCOME);
	make(service_add(&s));
	s.before = lose_journal;
	ck_assert_int_eq(find_key("k1", &call), IQM_E_JOURNAL);
	ck_assert_int_eq(call.error.attempts, 1);
	ck_assert_ptr_nonnull(strstr(call.error.message, "pld.generate: journal '"));
	check_not(IQM_NOT_SEEN, 0);
	close_journal();
}
END_TEST

START_TEST(test_by_key_of_nothing_bought)
{
	struct iqm_pld_order req = order();
	struct iqm_pld_order_response *rsp;
	struct iqm_call call = { .key = "k1" };

	open_journal();
	s.purchase = "{\"success\":true,\"data\":{\"pldReportCreated\":false,\"message\":\"no\"}}";
	ck_assert_int_eq(iqm_pld_generate(client, &req, &rsp, &call), IQM_E_PRICE);
	ck_assert_int_eq(rsp->outcome, IQM_REFUSED);
	iqm_free(rsp);
	make(service_add(&s)); /* another's */
	ck_assert_int_eq(find_key("k1", &call), 0);
	check_not(IQM_NOT_SEEN, 0);
	ck_assert_int_eq(s.lists, 0);
	ck_assert_int_eq(find_key("k2", &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "pld.generate: the journal has no purchase 'k2'");
	close_journal();
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("find");
	int dialects = count_dialects();

	tcase_add_test(tcase, test_by_key);
	tcase_add_test(tcase, test_by_key_before_it_is_listed);
	tcase_add_test(tcase, test_by_key_settles);
	tcase_add_test(tcase, test_by_key_and_a_bad_request);
	tcase_add_test(tcase, test_by_key_after_another_purchase);
	tcase_add_loop_test(tcase, test_by_key_made_again, 2, 4);
	tcase_add_test(tcase, test_by_key_alone);
	tcase_add_test(tcase, test_by_two_keys);
	tcase_add_loop_test(tcase, test_price_of_another_keys_report, 0, 2);
	tcase_add_test(tcase, test_price_of_another_keys_report_alone);
	tcase_add_loop_test(tcase, test_by_key_settled_meanwhile, 10, 13);
	tcase_add_test(tcase, test_by_key_ended_too_early);
	tcase_add_test(tcase, test_by_key_of_another_purchase_meanwhile);
	tcase_add_test(tcase, test_by_key_of_another_purchase);
	tcase_add_loop_test(tcase, test_by_key_in_another_dialect, 0, dialects * dialects);
	tcase_add_test(tcase, test_by_key_unrecorded);
	tcase_add_test(tcase, test_by_key_of_nothing_bought);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
