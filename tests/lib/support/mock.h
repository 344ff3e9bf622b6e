/* SPDX-License-Identifier: MIT */
/* A transport for tests: keeps what was sent, gives the response that is set. */
#ifndef TESTS_MOCK_H
#define TESTS_MOCK_H

#include <iqm/reports.h>
#include <iqm/transport.h>

#define MOCK_BASE_URL "https://api.example.com"

struct mock {
	/* its response */
	long status;
	const char *body;
	size_t body_len;          /* 0: strlen(body) */
	const char *content_type; /* NULL: application/json */
	int fail;                 /* an IQM_E_ to end with instead of a response */
	bool fail_unsent;         /* and no byte left */
	/* what was sent last, and how often */
	int calls;
	char *method;
	char *url;
	char *headers; /* lines, each with \n */
	char *sent;    /* NULL: no body */
	bool fresh;
};

/*
 * No limit and one attempt, where the settings name none: for tests of a single request. Log lines
 * and events are kept for the secret scan.
 */
void mock_no_limits(struct iqm_settings *settings);
/* A client over the mock, with token "token-1" and workspace 42; `dialect` NULL: the default. Fails
 * the test on error. */
struct iqm_client *mock_client(struct mock *mock, const char *dialect);
/* The same with other settings; base_url and transport are filled in. */
struct iqm_client *mock_client_with(struct mock *mock, struct iqm_settings settings);
/* Closes the client and frees what the mock kept. */
void mock_close(struct iqm_client *client, struct mock *mock);

#endif
