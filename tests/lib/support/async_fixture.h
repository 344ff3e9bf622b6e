/* SPDX-License-Identifier: MIT */
/* What the tests of calls that do not block share: a service whose requests hang, in this process.
 */
#ifndef TESTS_ASYNC_FIXTURE_H
#define TESTS_ASYNC_FIXTURE_H

#include <check.h>
#include <iqm/insights.h>
#include <pthread.h>

#include "iqm_descriptors.h"

#define ASYNC_SOON_MS 5000 /* what is waited for comes long before */
#define GATE_REPORTS 9     /* ids from 1 on, in the lists of all families */
#define GATE_LIST_REQUESTS 64

struct gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool shut; /* requests hang until it opens, they are cancelled or their time is over */
	const char *shut_for; /* only those whose URL has this in it; NULL: all */
	int fail_purchases;   /* an IQM_E_ instead of a response, once the gate is open */
	bool unsent;          /* and no byte left */
	bool ready[GATE_REPORTS + 1];
	int bad_status; /* the id of a row whose status cannot be read; 0: none */
	int inside;     /* requests that are under way */
	int most;       /* at a time */
	int sent;
	int purchases;                    /* of them */
	int lists;                        /* of SLS reports, */
	long list_at[GATE_LIST_REQUESTS]; /* and when */
	bool unblocked;                   /* a thread that sent one has a signal not blocked */
	char order[64];                   /* the campaign of each purchase, a digit each */
};

/* One call that was started, and what became of it. */
struct started {
	struct iqm_call call;
	struct iqm_pld_order order;
	int done; /* how often `done` was called */
	int status;
	pthread_t thread; /* that called it */
	bool has_response;
	struct started *then; /* started by `done` */
	int then_status;
	struct iqm_client *client;
};

void gate_open(struct gate *gate);
void gate_close(struct gate *gate);
/* Lets requests hang, or go. */
void gate_shut(struct gate *gate, bool shut);
/* Waits until so many requests are under way; fails the test where that does not come. */
void gate_await(struct gate *gate, int inside);
int gate_sent(struct gate *gate);
struct iqm_client *gate_client(struct gate *gate, struct iqm_settings settings);

/* A free read, and a purchase of the campaign. What the start returned. */
int start_list(struct iqm_client *client, struct started *started);
int start_buy(struct iqm_client *client, struct started *started, int campaign, const char *key);
/* `done` of it, for other starts. */
void started_done(void *context, int status, struct iqm_call *call);
/* Polls the client's descriptor and dispatches until `done` of all was called: how long it took in
 * ms. Fails the test where that does not come. */
long dispatch_until(struct iqm_client *client, const struct started *all, size_t len);
/* Whether the client's descriptor is readable now. */
bool is_readable(struct iqm_client *client);
long now_ms(void);
void sleep_ms(long ms);

#endif
