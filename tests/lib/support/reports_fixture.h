/* SPDX-License-Identifier: MIT */
/* What the tests of lists, waits and finds share: a service of one list, in this process. */
#ifndef TEST_REPORTS_H
#define TEST_REPORTS_H

#include <check.h>
#include <iqm/insights.h>

#include "iqm_descriptors.h"
#include "support/mock.h"

struct service_row {
	int64_t id; /* 0: the row shows none */
	int64_t status;
	const char *status_name; /* NULL: none; shown by SLS */
	int link;                /* of its file: 1 given, -1 refused; 0: given if status is 2 */
	int64_t campaign;
	int64_t start, end, created; /* 0: none */
	const char *name;
	const char *text; /* NULL; else all of its JSON */
};

#define SERVICE_LOG 256
#define SERVICE_FILE "https://f/1" /* all reports have this CSV */

struct service {
	struct service_row *rows; /* the newest first */
	int64_t len;
	/* how it behaves */
	int64_t cap;         /* rows a page at most; 0: 1000 */
	bool no_total;       /* it does not say how many match */
	int64_t total_error; /* added to the total */
	bool ignores_page, ignores_sort;
	int fails_at;      /* the list request of this number, from 1, and the ones after... */
	int fails_for;     /* ...so many in all: 0: one */
	int failure;       /* an IQM_E_, or an HTTP status */
	const char *fault; /* what that HTTP status says */
	const char *retry_after; /* with that HTTP status; NULL: none */
	const char *request_id;  /* of each list; NULL: none */
	int64_t takes_ms;        /* each request */
	/* Before the list request of this number is answered. */
	void (*before)(struct service *service, int request);
	const char *price; /* the response to a price; NULL: HTTP 404; and to a purchase */
	const char *purchase;
	long price_status;
	int purchase_failure; /* an IQM_E_ instead of its response */
	int link_failure;     /* an IQM_E_, or an HTTP status with `fault`, instead of a link */
	/* Before the link request of this number is answered. */
	void (*before_link)(struct service *service, int request);
	/* what was asked */
	int kept; /* requests on a connection that may have carried others */
	int lists, prices, purchases, links;
	int64_t pages[SERVICE_LOG]; /* of the list requests */
	char query[256];            /* of the last one */
	/* the clock */
	int64_t now, realtime;
	void (*waited)(struct service *service); /* after each wait */
	/* log lines of level WARN */
	int warnings;
	char warning[512];
	char waits[1024]; /* each wait in ms, with a space */
};

/* `len` ready rows of campaign 5, ids len..1. */
void service_open(struct service *s, int64_t len);
/* One row in front of the others, ready, with the next id. */
struct service_row *service_add(struct service *s);
void service_remove(struct service *s, int64_t id);
/* The row of an id, that must be there. */
struct service_row *service_row(struct service *s, int64_t id);
/* A client over it, and its clock. */
struct iqm_client *service_client(struct service *s, struct iqm_settings settings);
void service_close(struct service *s, struct iqm_client *client);

#endif
