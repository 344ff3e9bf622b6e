/* SPDX-License-Identifier: MIT */
/* A call whose path has a field: what is sent, what is shown of it, and what is refused. */
#include "support/runtime_fixture.h"
#include "support/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "iqm_descriptors.h"

struct door {
	const char *door;
	struct iqm_bool loud;
};

static const struct iqm_field door_fields[] = {
	IQM_FIELD(door, door, IQM_F_REQUIRED, "door"),
	IQM_FIELD(door, loud, 0, "loud"),
};
static const struct iqm_descriptor door_descriptor = { IQM_DESCRIPTOR(door, door_fields) };

/* What hooks and the log get to see, joined. */
struct shown {
	char text[2048];
	int events;
};

static void add(struct shown *s, const char *text)
{
	size_t len = strlen(s->text);

	snprintf(s->text + len, sizeof(s->text) - len, "%s\n", text);
}

static void on_event(void *context, const struct iqm_event *event)
{
	struct shown *s = context;

	s->events += event->kind == IQM_EVENT_SEND;
	if (event->path)
		add(s, event->path);
}

static void on_log(void *context, enum iqm_log_level level, const char *line)
{
	(void)level;
	add(context, line);
}

static int ring(struct iqm_client *client, const char *method, const char *door,
		struct iqm_call *call)
{
	const struct iqm_op op = { .api = iqm_pld_list_op.api,
				   .name = "test.ring",
				   .family = "test",
				   .method = method,
				   .path = "/doors/{door}/ring",
				   .query = &door_descriptor,
				   .response = iqm_pld_delete_op.response,
				   .effect = IQM_UPDATE };
	const struct door req = { .door = door, .loud = iqm_bool(true) };
	void *rsp;
	int err = iqm_perform(client, &op, &req, &rsp, call);

	iqm_free(rsp);
	return err;
}

static struct iqm_client *open_shown(struct mock *mock, struct shown *shown)
{
	struct iqm_settings settings = { .token = "t",
					 .on_event = on_event,
					 .event_context = shown,
					 .log = on_log,
					 .log_context = shown };

	mock_no_limits(&settings);
	return mock_client_with(mock, settings);
}

/* The value is data: hooks and log lines have its name. */
START_TEST(test_what_is_shown)
{
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct shown shown = { .events = 0 };
	struct iqm_client *client = open_shown(&mock, &shown);

	ck_assert_int_eq(ring(client, "PUT", "Jane's/back door", NULL), 0);
	ck_assert_str_eq(mock.method, "PUT");
	ck_assert_str_eq(mock.url, MOCK_BASE_URL "/doors/Jane%27s%2Fback%20door/ring?loud=true");
	mock.status = 500;
	ck_assert_int_eq(ring(client, "PATCH", "Jane's/back door", NULL), IQM_E_SERVER);
	ck_assert_str_eq(mock.method, "PATCH");
	ck_assert_int_eq(shown.events, 2);
	ck_assert_ptr_nonnull(strstr(shown.text, "/doors/{door}/ring\n"));
	ck_assert_ptr_null(strstr(shown.text, "Jane"));
	ck_assert_ptr_null(strstr(shown.text, "back"));
	mock_close(client, &mock);
}
END_TEST

/* What would be another path is not sent. */
START_TEST(test_refused)
{
	static const char *const doors[] = { "", ".", "..", NULL };
	struct mock mock = { .status = 200, .body = "{\"success\":true,\"data\":{}}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	struct iqm_call call = { 0 };

	for (size_t i = 0; i < sizeof(doors) / sizeof(doors[0]); i++) {
		ck_assert_int_eq(ring(client, "PUT", doors[i], &call), IQM_E_USAGE);
		ck_assert_str_eq(call.error.message,
				 doors[i] ? "test.ring: door: cannot be sent in a path"
					  : "test.ring: door: required, and absent");
		ck_assert_str_eq(call.error.path, "door");
		ck_assert_int_eq(call.error.delivery, IQM_NOT_SENT);
	}
	ck_assert_int_eq(mock.calls, 0);
	ck_assert_int_eq(ring(client, "PUT", "../..", &call), 0);
	ck_assert_str_eq(mock.url, MOCK_BASE_URL "/doors/..%2F../ring?loud=true");
	mock_close(client, &mock);
}
END_TEST

/* Longer than any URL that libcurl takes. */
START_TEST(test_too_long)
{
	const size_t len = 3000000; /* three times as long in the URL */
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, NULL);
	struct iqm_call call = { 0 };
	char *door = malloc(len + 1);

	memset(door, '%', len);
	door[len] = '\0';
	ck_assert_int_eq(ring(client, "PUT", door, &call), IQM_E_USAGE);
	ck_assert_str_eq(call.error.message, "test.ring: the request is too large");
	ck_assert_int_eq(mock.calls, 0);
	free(door);
	mock_close(client, &mock);
}
END_TEST

/* A tool shows what would be sent, value and all. */
START_TEST(test_preview)
{
	struct mock mock = { .status = 200, .body = "{}" };
	struct iqm_client *client = mock_client(&mock, IQM_DIALECT_PAGE);
	const struct iqm_op op = { .api = iqm_pld_list_op.api,
				   .name = "test.door",
				   .method = "GET",
				   .path = "/doors/{door}",
				   .query = &door_descriptor,
				   .response = iqm_pld_delete_op.response };
	struct iqm_preview *preview;

	ck_assert_int_eq(
		iqm_preview_make(client, &op, &(struct door){ .door = "a b" }, &preview, NULL), 0);
	ck_assert_str_eq(preview->path, "/doors/a%20b");
	iqm_free(preview);
	mock_close(client, &mock);
}
END_TEST

static void add_tests(Suite *suite)
{
	TCase *tcase = tcase_create("path");

	tcase_add_test(tcase, test_what_is_shown);
	tcase_add_test(tcase, test_refused);
	tcase_add_test(tcase, test_too_long);
	tcase_add_test(tcase, test_preview);
	suite_add_tcase(suite, tcase);
}

SUITE(add_tests)
