/* SPDX-License-Identifier: MIT */
/* A limiter of the caller's own: what calls ask of it, and what they make of what it says. */
#include "support/limiter_fixture.h"
#include "support/mock.h"
#include "support/suite.h"

#include <string.h>

/* Says the same each time, and notes what it was asked. */
struct own {
	struct sim *sim;
	long says;   /* 0, a wait, or a status */
	long then;   /* from the second ask on */
	bool queues; /* it gives an id before the permit is acquired */
	bool sure;
	long ask_ms;
	struct iqm_permit asked; /* last */
	int64_t asks[8];         /* when */
	int asks_len;
	int released, released_sent;
	int64_t released_id;
};

static struct sim sim;
static struct own own;

static long say(struct own *o, struct iqm_permit *permit)
{
	long says = o->asks_len ? o->then : o->says;

	ck_assert_int_lt(o->asks_len, 8);
	o->asks[o->asks_len++] = o->sim->now;
	permit->sure = o->sure;
	permit->ask_ms = o->ask_ms;
	o->asked = *permit;
	if (says < 0)
		strcpy(permit->why, "the lines are down");
	return says;
}

static long acquire(void *context, struct iqm_permit *permit)
{
	struct own *o = context;
	long says = say(o, permit);

	if (!says || o->queues)
		permit->id = 7;
	return says;
}

static long next_ms(void *context, struct iqm_permit *permit)
{
	return say(context, permit);
}

static void release(void *context, int64_t id, bool sent)
{
	struct own *o = context;

	o->released++;
	o->released_sent += sent;
	o->released_id = id;
}

static void block(void *context, long ms)
{
	(void)context, (void)ms;
}

static struct iqm_client *open_client(struct iqm_limiter limiter)
{
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_settings settings = { .base_url = MOCK_BASE_URL,
					 .token = "token-1",
					 .transport = &transport,
					 .clock = &clock,
					 .limiter = &limiter };
	struct iqm_client *client;
	struct iqm_error error;

	ck_assert_msg(iqm_client_open(&client, &settings, &error) == 0, "%s", error.message);
	return client;
}

static struct iqm_client *open_own(void)
{
	sim_open(&sim, 1, 0);
	own.sim = &sim;
	return open_client((struct iqm_limiter){ .acquire = acquire,
						 .release = release,
						 .block = block,
						 .next_ms = next_ms,
						 .context = &own });
}

static int list(struct iqm_client *client, struct iqm_call *call)
{
	struct iqm_list_query req = { .page_no = iqm_int(1) };
	struct iqm_pld_report_page *rsp;
	int err = iqm_pld_list(client, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static void close_own(struct iqm_client *client)
{
	iqm_client_close(client);
	sim_close(&sim);
}

START_TEST(test_what_is_asked)
{
	struct iqm_cancel cancel = { 0 };
	struct iqm_call call = { .timeout_ms = 5000, .cancel = &cancel };
	struct iqm_client *client;

	own = (struct own){ .says = 0 };
	client = open_own();
	ck_assert_int_eq(list(client, &call), 0);
	ck_assert_int_eq(own.asked.limit, LIMIT);
	ck_assert_int_eq(own.asked.timeout_ms, 5000);
	ck_assert_ptr_eq(own.asked.cancel, &cancel);
	ck_assert_int_eq(own.asked.id, 0);
	ck_assert_int_eq(own.released, 1);
	ck_assert_int_eq(own.released_sent, 1);
	ck_assert_int_eq(own.released_id, 7);
	close_own(client);
}
END_TEST

/* It says when to ask, the id is kept meanwhile, and the time gets less. */
START_TEST(test_asked_when_it_says)
{
	struct iqm_call call = { .timeout_ms = 5000 };
	struct iqm_client *client;

	own = (struct own){ .says = 3000, .ask_ms = 1200, .queues = true };
	client = open_own();
	ck_assert_int_eq(list(client, &call), 0);
	ck_assert_int_eq(own.asks_len, 2);
	ck_assert_int_eq(own.asks[1] - own.asks[0], 1200);
	ck_assert_int_eq(own.asked.timeout_ms, 3800);
	ck_assert_int_eq(own.asked.id, 7);
	ck_assert_int_eq(own.released, 1);
	close_own(client);
}
END_TEST

START_TEST(test_asked_soon)
{
	struct iqm_client *client;

	own = (struct own){ .says = 3000 };
	client = open_own();
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(own.asks[1] - own.asks[0], 100);
	close_own(client);
}
END_TEST

START_TEST(test_asked_when_it_is_sure)
{
	struct iqm_client *client;

	own = (struct own){ .says = 3000, .sure = true };
	client = open_own();
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(own.asks[1] - own.asks[0], 3000);
	own = (struct own){ .sim = &sim, .says = 3000, .sure = true, .ask_ms = 4000 };
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(own.asks[1] - own.asks[0], 4000);
	close_own(client);
}
END_TEST

/* A call that ends without its permit gives up its place in the queue, and was not sent. */
START_TEST(test_place_in_a_queue)
{
	struct iqm_call call = { .timeout_ms = 1000 };
	struct iqm_client *client;

	own = (struct own){ .says = 3000, .then = 3000, .ask_ms = 900, .queues = true };
	client = open_own();
	ck_assert_int_eq(list(client, &call), IQM_E_TIMEOUT);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(own.released, 1);
	ck_assert_int_eq(own.released_sent, 0);
	own = (struct own){ .sim = &sim, .says = 3000, .sure = true, .queues = true };
	ck_assert_int_eq(list(client, &call), IQM_E_RATE_LIMITED);
	ck_assert_int_eq(own.released, 1);
	ck_assert_int_eq(own.released_sent, 0);
	ck_assert_uint_eq(sim.len, 0);
	close_own(client);
}
END_TEST

/* It is the call's error, once: nothing is sent, and nothing to be released. */
START_TEST(test_fails)
{
	static const struct {
		int status;
		const char *says;
	} of[] = {
		{ IQM_E_NETWORK, "the rate limit cannot be counted: the lines are down" },
		{ IQM_E_TIMEOUT, "timed out before the rate limit let it be sent" },
		{ IQM_E_CANCELLED, "cancelled before the rate limit let it be sent" },
	};
	struct iqm_call call = { .timeout_ms = 5000 };
	struct iqm_client *client;

	own = (struct own){ .says = of[_i].status };
	client = open_own();
	ck_assert_int_eq(list(client, &call), of[_i].status);
	ck_assert_msg(strstr(call.error.message, of[_i].says), "%s", call.error.message);
	ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	ck_assert_int_eq(own.asks_len, 1);
	ck_assert_int_eq(own.released, 0);
	ck_assert_uint_eq(sim.len, 0);
	close_own(client);
}
END_TEST

/* ---- iqm_client_next_permit_ms() ------------------------------------------------------------ */

START_TEST(test_next)
{
	struct iqm_call call = { .timeout_ms = 5000 };
	struct iqm_client *client;

	own = (struct own){ .says = 1234, .then = IQM_E_NETWORK };
	client = open_own();
	ck_assert_int_eq(iqm_client_next_permit_ms(client, &call), 1234);
	ck_assert_int_eq(call.error.status, 0);
	ck_assert_int_eq(own.asked.limit, LIMIT);
	ck_assert_int_eq(own.asked.timeout_ms, 5000);
	ck_assert_int_eq(iqm_client_next_permit_ms(client, &call), IQM_E_NETWORK);
	ck_assert_msg(strstr(call.error.message, "the lines are down"), "%s", call.error.message);
	ck_assert_int_eq(iqm_client_next_permit_ms(client, NULL), IQM_E_NETWORK);
	ck_assert_int_eq(own.released, 0);
	call.timeout_ms = -1;
	ck_assert_int_eq(iqm_client_next_permit_ms(client, &call), IQM_E_USAGE);
	ck_assert_int_eq(iqm_client_next_permit_ms(NULL, &call), IQM_E_USAGE);
	close_own(client);
}
END_TEST

START_TEST(test_next_is_not_known)
{
	struct iqm_call call = { .timeout_ms = 5000 };
	struct iqm_client *client;

	sim_open(&sim, 1, 0);
	client = open_client(
		(struct iqm_limiter){ .acquire = acquire, .release = release, .block = block });
	ck_assert_int_eq(iqm_client_next_permit_ms(client, &call), IQM_E_CONFIG);
	ck_assert_str_eq(call.error.message, "limiter: next_ms is NULL");
	close_own(client);
}
END_TEST

/* The client's own limiter; and where there is none. */
START_TEST(test_next_of_the_client)
{
	struct iqm_transport transport = sim_transport(&sim);
	struct iqm_clock clock = sim_clock(&sim);
	struct iqm_settings settings = { .base_url = MOCK_BASE_URL,
					 .token = "token-1",
					 .transport = &transport,
					 .clock = &clock,
					 .requests_per_minute = 1 };
	struct iqm_client *client;
	struct iqm_error error;

	sim_open(&sim, 1, 0);
	ck_assert_int_eq(iqm_client_open(&client, &settings, &error), 0);
	ck_assert_int_eq(iqm_client_next_permit_ms(client, NULL), 0);
	ck_assert_int_eq(list(client, NULL), 0);
	sim.now += 50;
	ck_assert_int_eq(iqm_client_next_permit_ms(client, NULL), 60000);
	iqm_client_close(client);
	settings.requests_per_minute = -1;
	ck_assert_int_eq(iqm_client_open(&client, &settings, &error), 0);
	ck_assert_int_eq(list(client, NULL), 0);
	ck_assert_int_eq(iqm_client_next_permit_ms(client, NULL), 0);
	close_own(client);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("own");

	tcase_add_test(tcase, test_what_is_asked);
	tcase_add_test(tcase, test_asked_when_it_says);
	tcase_add_test(tcase, test_asked_soon);
	tcase_add_test(tcase, test_asked_when_it_is_sure);
	tcase_add_test(tcase, test_place_in_a_queue);
	tcase_add_loop_test(tcase, test_fails, 0, 3);
	tcase_add_test(tcase, test_next);
	tcase_add_test(tcase, test_next_is_not_known);
	tcase_add_test(tcase, test_next_of_the_client);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
