/* SPDX-License-Identifier: MIT */
/* The samples of the spec as cases: golden.c has them, test_golden.c goes through them. */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <iqm/gen.h>

/* The API that the samples are of. */
extern const struct iqm_api *const golden_api;

/* The function of an operation, whatever its structs are. */
typedef int golden_call(struct iqm_client *client, const void *req, void **rsp,
			struct iqm_call *call);

/* Makes call_<function>, of a function with a request and of one without. */
#define GOLDEN_CALL(function, response)                                                            \
	static int call_##function(struct iqm_client *client, const void *req, void **rsp,         \
				   struct iqm_call *call)                                          \
	{                                                                                          \
		struct response *got = NULL;                                                       \
		int err = function(client, req, &got, call);                                       \
                                                                                                   \
		*rsp = got;                                                                        \
		return err;                                                                        \
	}
#define GOLDEN_CALL_PLAIN(function, response)                                                      \
	static int call_##function(struct iqm_client *client, const void *req, void **rsp,         \
				   struct iqm_call *call)                                          \
	{                                                                                          \
		struct response *got = NULL;                                                       \
		int err = function(client, &got, call);                                            \
                                                                                                   \
		(void)req;                                                                         \
		*rsp = got;                                                                        \
		return err;                                                                        \
	}

/* What must be sent in a dialect; `dialect` NULL ends. */
struct golden_sent {
	const char *dialect;
	const char *method;
	const char *url; /* from the path on */
	const char *body;
};

/* A request, and what must be sent for it. */
struct golden_request {
	const char *name;
	const struct iqm_op *op;
	golden_call *call;
	const void *request;
	const char *response; /* a good one */
	const struct golden_sent
		*sent; /* the first is the default's, and of those that are not there */
};
extern const struct golden_request golden_requests[];
extern const size_t golden_request_len;

/* A response, and what must become of it. */
struct golden_response {
	const char *name;
	const struct iqm_op *op;
	golden_call *call;
	const void *request;
	long status;
	const char *body;
	int err;
	const void *want; /* the struct, its outcome too; NULL: none comes */
	const char *json; /* and what it is written as */
	struct iqm_service_error reasons[IQM_SERVICE_ERRORS]; /* of one that fails */
};
extern const struct golden_response golden_responses[];
extern const size_t golden_response_len;

#endif
