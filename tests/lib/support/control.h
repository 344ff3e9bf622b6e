/* SPDX-License-Identifier: MIT */
/* The test's access to the sandbox: what it saw, its next response, its clock and its bill. */
#ifndef TESTS_CONTROL_H
#define TESTS_CONTROL_H

#include <stddef.h>
#include <stdio.h>

/* Back to the sandbox's first state: reports, bill, clock, tokens. */
void control_reset(void);
void control_advance(double seconds);
void control_fail_next_report(const char *family);
void control_add_rows(const char *family, int rows);
/* A switch of the sandbox's settings: "gzip", "rate_limit". */
void control_setting(const char *name, int on);
/* Of the tokens of later log-ins; a reset does not end it. */
void control_token_life(double seconds);
/* Responses in the shapes of the "page" or of the other "document". */
void control_shapes(const char *shapes);
/* What stands in fields instead, by their names, in every response: {"ioId":"IO-12"}. */
void control_odd_fields(const char *json);
/* Purchases on the bill. */
int control_bill(void);

const char *control_username(void);
const char *control_password(void);

/* The next response of an operation. */
void control_response(const char *op, long status, const char *type, const char *body);
/* The same with a sample of a good response. */
void control_response_good(const char *op);

/* The next request of an operation meets a fault of the sandbox's; "*": of any. See its README. */
void control_fault(const char *op, const char *kind);

struct control_samples {
	struct {
		char *name;
		long status;
		char *body;
	} items[16];
	size_t len;
};

/* All responses that the spec has samples of. */
void control_samples(const char *op, struct control_samples *samples);
void control_samples_free(struct control_samples *samples);

struct control_request {
	char *method;
	char *path;
	char *query;
	char *body;
	void *json; /* holds the headers */
};

/* The last request that the sandbox saw, control requests not counted. */
void control_last_request(struct control_request *request);
const char *control_header(const struct control_request *request, const char *name);
void control_request_free(struct control_request *request);

/* Fetches a URL on a bare handle; the body is malloc()ed. Returns the HTTP status. */
long control_fetch(const char *url, const char *header, char **body, size_t *len);

#endif
