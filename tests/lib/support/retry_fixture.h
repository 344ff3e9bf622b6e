/* SPDX-License-Identifier: MIT */
/* What the retry tests share: a transport that plays outcomes in turn, in virtual time. */
#ifndef TESTS_TEST_RETRY_H
#define TESTS_TEST_RETRY_H

#include <check.h>

#include "call/call.h"
#include "support/mock.h"
#include "support/simulation.h"

/* One attempt: a response, or a failure. */
struct outcome {
	long status;      /* 0: no response */
	int err;          /* what perform() returns */
	bool sent;        /* without a response: a byte may have left */
	int curl_code;    /* the same; 0: as `sent` has it */
	const char *body; /* NULL: a success */
	const char *retry_after;
	const char *date;
	long took_ms;
};

#define NOT_SENT ((struct outcome){ .err = IQM_E_NETWORK })
#define LOST ((struct outcome){ .err = IQM_E_NETWORK, .sent = true })
#define STALLED ((struct outcome){ .err = IQM_E_TIMEOUT, .sent = true })
#define RESPONSE(number) ((struct outcome){ .status = (number) })

struct script {
	struct sim sim;
	const struct outcome *outcomes; /* the last one stays */
	int len;
	int calls;
	int logins;
	struct iqm_client *client;
	char headers[2048]; /* of the last request, each with \n */
};

/* The settings' transport and clock are filled in, and a token if there is no user name. */
void script_open(struct script *s, struct iqm_settings settings);
void script_close(struct script *s);
/* Plays `outcomes` for one call of this effect. The response is freed. */
int script_call(struct script *s, enum iqm_effect effect, const struct outcome *outcomes, int len,
		struct iqm_call *call);

#endif
