/* SPDX-License-Identifier: MIT */
/* What the token's tests share: a service that issues tokens, and its clock. */
#ifndef TESTS_TEST_TOKEN_H
#define TESTS_TEST_TOKEN_H

#include <check.h>
#include <iqm/insights.h>
#include <iqm/transport.h>
#include <pthread.h>

#define ISSUER_CROWD 8

/*
 * Its tokens are access-1, access-2, ... and, with each, refresh-1, refresh-2, ...; a call is
 * answered if it has the newest one.
 */
struct issuer {
	/* its responses */
	int expires_in;      /* seconds; 0: left out */
	bool keeps_refresh;  /* a refresh answers without a refresh token */
	bool says_ow_id;     /* a log-in does: 7 */
	long login_status;   /* 0: 200 */
	long refresh_status; /* 0: 200 */
	int refresh_fail;    /* an IQM_E_ instead of a response */
	int refuse;          /* so many calls are answered with 401, whatever their token */
	const char *fault;   /* body of a 401; NULL: empty */
	int gather;          /* no call is answered before so many came */
	/* Called for each log-in and refresh, in its thread; NULL: nothing. */
	void (*renewing)(struct issuer *issuer, const struct iqm_http_request *request);
	/* what it saw */
	pthread_mutex_t lock; /* of all */
	pthread_cond_t change;
	int64_t now;  /* of the clock */
	int64_t tick; /* so long passes at each reading of it */
	int issued;
	int logins;
	int refreshes;
	int calls;
	int waits;               /* events of threads that wait for another */
	char access[64];         /* that the last call had */
	char refresh[64];        /* that the last refresh had */
	char ow_id[32];          /* that the last call had; "": none */
	long renewal_timeout_ms; /* that the last log-in or refresh had */
	bool open;               /* see issuer_wait_open() */
	struct iqm_client *client;
};

/* A client of the issuer with credentials, the issuer's clock, and two attempts. */
void issuer_open(struct issuer *issuer);
/* With other settings; transport, clock, hook and so on are filled in where they are not. */
void issuer_open_with(struct issuer *issuer, struct iqm_settings settings);
void issuer_close(struct issuer *issuer);
struct iqm_settings issuer_credentials(void);
void issuer_advance(struct issuer *issuer, int64_t ms); /* time passes */

/* Calls: their status. `call` may be NULL. */
int issuer_list(struct issuer *issuer, struct iqm_call *call);
int issuer_buy(struct issuer *issuer, struct iqm_call *call);
/* A list that must succeed, with that token. */
void issuer_list_with(struct issuer *issuer, const char *access);

/* Waits until *number is at least `least`; fails the test after a while. */
void issuer_await(struct issuer *issuer, const int *number, int least);
/* For `renewing`: waits until somebody sets `open`. */
void issuer_wait_open(struct issuer *issuer, const struct iqm_http_request *request);
void issuer_let_go(struct issuer *issuer);

/* A thread that lists once. */
struct caller {
	struct issuer *issuer;
	struct iqm_call call;
	pthread_t thread;
	int err;
};

void caller_start(struct caller *caller, struct issuer *issuer);
int caller_join(struct caller *caller);

#endif
