/* SPDX-License-Identifier: MIT */
/* The samples of the spec as cases: golden.c has them, test_golden.c goes through them. */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <iqm/gen.h>

#include "support/loop.h"

/* The API that the samples are of. */
extern const struct iqm_api *const golden_api;

/* The function of an operation, whatever its structs are. */
typedef int golden_call(struct iqm_client *client, const void *req, void **rsp,
			struct iqm_call *call);

/* Both forms of a function, in one shape. */
struct golden_forms {
	golden_call *blocking;
	golden_call *started; /* and waited for, in a loop */
};

/* Makes <function>_forms, of a function with a request and of one without; `...` are its
 * arguments. */
#define GOLDEN_CALL(function, type) GOLDEN_FORMS(function, type, client, req)
#define GOLDEN_CALL_PLAIN(function, type) GOLDEN_FORMS(function, type, client)
#define GOLDEN_FORMS(function, type, ...)                                                          \
	static int call_##function(struct iqm_client *client, const void *req, void **rsp,         \
				   struct iqm_call *call)                                          \
	{                                                                                          \
		struct type *got = NULL;                                                           \
		int err = function(__VA_ARGS__, &got, call);                                       \
                                                                                                   \
		(void)req;                                                                         \
		*rsp = got;                                                                        \
		return err;                                                                        \
	}                                                                                          \
	static void end_##function(void *context, int status, struct type *rsp,                    \
				   struct iqm_call *call)                                          \
	{                                                                                          \
		loop_end(context, status, rsp, call);                                              \
	}                                                                                          \
	static int start_##function(struct iqm_client *client, const void *req, void **rsp,        \
				    struct iqm_call *call)                                         \
	{                                                                                          \
		struct loop_end end = { 0 };                                                       \
		int err = function##_start(__VA_ARGS__, call, end_##function, &end);               \
                                                                                                   \
		(void)req;                                                                         \
		err = loop_wait(client, err, &end);                                                \
		*rsp = end.response;                                                               \
		return err;                                                                        \
	}                                                                                          \
	static const struct golden_forms function##_forms = { call_##function, start_##function };

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
	const struct golden_forms *forms;
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
	const struct golden_forms *forms;
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
