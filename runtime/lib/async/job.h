/* SPDX-License-Identifier: MIT */
/* One call that was started: from its start to its `done`. */
#ifndef IQM_LIB_ASYNC_JOB_H
#define IQM_LIB_ASYNC_JOB_H

#include "async/async.h"
#include "reports/reports.h"

/* The arguments of the blocking call: each takes what it needs. */
struct job_arguments {
	const struct iqm_op *op;
	const void *request; /* what is only read: the request, or the report to save */
	const void *other;   /* likewise: its price, or the intent of a find */
	void *to;            /* what the call writes, or where it puts what it makes */
	size_t len;          /* of the array at `to` */
	const char *text;    /* a note, or a URL */
	const char *key;     /* of the journal */
	struct iqm_pager *pager;
	int (*task)(void *to, struct iqm_call *call);
	double max_cost;
	int64_t number; /* an id, or a file type */
	struct iqm_ms time;
};

struct job;

/* A wait that shares its polls, see waits.c. */
struct shared_wait {
	struct job *next; /* of its family */
	struct wait *wait;
	const struct iqm_op *list;
	struct iqm_report *reports; /* its own: only dispatch writes the caller's */
	struct iqm_report *theirs;
	size_t len;
	void (*on_poll)(void *context, const struct iqm_report *reports, size_t len);
	void *context;
	bool begun;
	bool busy;   /* the family's thread has it in hand: nobody else ends it */
	bool polled; /* by the poll that is under way... */
	size_t from; /* ...where its reports begin there */
	bool notify; /* on_poll is to be called */
};

/* Which blocking call it is. */
struct job_kind {
	const char *name; /* "pld.generate", for errors; NULL: none */
	int (*run)(struct job *job);
	void (*unsent)(struct job *job); /* writes results of one that is not run; or NULL */
	const char *key;                 /* jobs of one key run in turn; NULL: of none */
	long timeout_ms;                 /* where the call has none; 0: the client's */
	struct job_arguments with;
	struct shared_wait *wait; /* it is not run, but waits with others; NULL: it is run */
};

struct job {
	struct job_kind is;
	struct iqm_client *client;
	struct iqm_call *call;
	iqm_end_fn *end;
	iqm_any_fn *done;
	void *context;

	/* while it is under way */
	struct job *next;
	struct deadline deadline; /* from its start, with the caller's cancel */
	struct iqm_cancel cancel; /* that, or the client is closed: what the call sees */

	/* how it ended */
	bool ended;
	int status;
	void *response; /* for `end` */

	/* dispatch.c */
	bool listed;  /* something is to be dispatched */
	bool calling; /* a callback of it runs */
};

/* ---- job.c ---------------------------------------------------------------------------------- */

/* Jobs in the order they came. */
struct job_list {
	struct job *first;
	struct job *last;
	size_t len;
};

void iqm_jobs_add(struct job_list *list, struct job *job);
/* Takes out the one behind `before`, NULL: the first. NULL: there is none. */
struct job *iqm_jobs_take(struct job_list *list, struct job *before);
/* Takes out a job that is in it. */
void iqm_jobs_remove(struct job_list *list, const struct job *job);
void iqm_job_free(struct job *job);
void iqm_shared_wait_free(struct shared_wait *s);
/* Makes the call, in the time that is left. */
void iqm_job_run(struct job *job);
/* Ends one that was never run, by IQM_E_TIMEOUT or IQM_E_CANCELLED. */
void iqm_job_end_unsent(struct job *job, int err);

/* ---- start.c -------------------------------------------------------------------------------- */

/* Starts it; `call` may be NULL, as may `done`: IQM_E_USAGE. */
int iqm_job_start(struct iqm_client *client, const struct job_kind *kind, struct iqm_call *call,
		  iqm_end_fn *end, iqm_any_fn *done, void *context);
/* One whose `done` gets no response. */
int iqm_job_start_plain(struct iqm_client *client, const struct job_kind *kind,
			struct iqm_call *call, iqm_done_fn *done, void *context);

#endif
