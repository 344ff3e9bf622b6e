/* SPDX-License-Identifier: MIT */
/* The fault run: its kinds of fault, its sandboxes, its calls, and what became of each. */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <iqm/gen.h>
#include <iqm/insights.h>

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* ---- kinds.c ------------------------------------------------------------------------------ */

/* Which of the sandbox's ports a client is led to. */
enum way {
	WAY_API = 0,
	WAY_EXPIRED,
	WAY_WRONG_NAME,
	WAY_TLS_ON_PLAIN, /* https to a port that speaks http */
	WAY_PLAIN_ON_TLS,
	WAY_HUNG_NAME /* a host name whose look-up hangs */
};

/* What is done under a kind. */
enum scenario {
	CROSSED = 0,       /* it strikes every operation */
	REPEATED_LATE,     /* it strikes the call before, of the same operation */
	EXISTS_AFTER_LOST, /* a purchase whose response is lost, and another for the same report */
	OTHER_PLACE,       /* a key that was used in one workspace is used in another */
	DAMAGED_JOURNAL    /* a key that was used, once the journal is damaged */
};

struct kind {
	const char *name;
	const char *fault;       /* the sandbox's; NULL: the way alone */
	const char *retry_after; /* NULL: none */
	enum way way;
	bool whole_port; /* strikes before the request is read */
	bool either;     /* with and without the operation carried out */
	/* A whole refusal, after the operation was carried out: nobody can know it. */
	bool refuses_late;
	enum scenario scenario;
	long timeout_ms; /* deadline; 0: one that should not be met */
};

extern const struct kind kinds[];
extern const size_t kinds_len;

/* ---- sandbox.c ------------------------------------------------------------------------------ */

/* A sandbox in a process of its own. */
struct sandbox {
	pid_t process;
	int out; /* its standard output; closed when it has ended */
	char api[64];
	char tls[64];
	char expired[64];
	char wrong_name[64];
	char control[64];
	char ca_file[256];
	char client_id[64];
	char client_secret[64];
	char username[64];
	char password[64];
	char ow_id[24];
};

/* Begins to start it; false: it cannot be. */
bool sandbox_start(struct sandbox *sandbox);
/* Waits until it is up. */
bool sandbox_ready(struct sandbox *sandbox);
void sandbox_stop(struct sandbox *sandbox);

/* ---- control.c ---------------------------------------------------------------------------- */

struct cJSON;

/* One thread's connection to a sandbox's control port. */
struct control {
	const struct sandbox *sandbox;
	void *easy;
};

void control_open(struct control *control, const struct sandbox *sandbox);
void control_close(struct control *control);
/* POST with a JSON body, or GET without. The response is the caller's; the run ends on a failure.
 */
struct cJSON *control_ask(struct control *control, const char *path, const char *body);
void control_post(struct control *control, const char *path, const char *body);

/* ---- request.c ---------------------------------------------------------------------------- */

/* What a valid request needs that differs from call to call. */
struct material {
	const struct sandbox *sandbox;
	int64_t failed_id;  /* of a report that can be deleted */
	char refresh[64];   /* a refresh token */
	char name[32];      /* of a report, that no other has */
	int64_t day;        /* how much later an order begins than another */
	int64_t days;       /* that it has; 0: three */
	double max_cost;    /* of a purchase; 0: any */
	int64_t ids[1];     /* made from failed_id */
	char request[1024]; /* room for any request's struct */
};

/* The operation's request, in material->request, or that of its first sample; NULL: it has none. */
const void *request_fill(const struct iqm_op *op, struct material *material);

/* ---- batch.c ------------------------------------------------------------------------------ */

/* A row of the run: an operation, or a part of one. */
enum part {
	PART_CALL = 0,
	PART_LOG_IN, /* of a purchase: the fault strikes the log-in that it needs */
	PART_RENEW,  /* the same with a token that has ended */
	PART_FILE    /* the fetch of a signed URL */
};

/* How a kind of fault is met. */
struct variant {
	const char *name;
	int attempts;
	int times; /* attempts that are struck; 0: all */
	bool tls;
	int threads;  /* over one client, kinds mixed; 0: one thread, one kind */
	bool started; /* calls are started, in a loop; `threads` are so many at a time */
};

struct job {
	int number;
	size_t kind; /* kinds_len: mixed */
	struct variant variant;
	int repeats;
	bool all; /* every operation; else one of each effect in each family */
};

/* What a call must come to, whatever the bill says. */
enum expectation { ANYTHING = 0, DONE, NOTHING_SENT, NOTHING_BOUGHT };

struct result {
	size_t kind;
	char operation[48];
	bool paid;
	bool deletes;
	bool once; /* it is no purchase, and must not happen twice */
	bool file;
	enum expectation expected;
	int status; /* enum iqm_status */
	int cause;
	long http_status;
	enum iqm_delivery delivery;
	enum iqm_outcome outcome;
	int arrived;
	int performed;
	int bought;
	long overrun_ms; /* beyond the deadline; negative: before it */
	char message[200];
};

/* In a child process: makes the job's calls, and writes a result for each to `out`. */
void batch_run(const struct sandbox *sandbox, const struct job *job, int out);

/* ---- evaluate.c --------------------------------------------------------------------------- */

/* Nobody can know that it was done: a whole refusal came after it. */
bool is_refused_late(const struct result *r);
/* Why the result contradicts what the sandbox saw; NULL: it does not. */
const char *contradiction(const struct result *r);

/* ---- lookup.c ----------------------------------------------------------------------------- */

#define HUNG_NAME "hung.example.com"

/* Waits until no look-up hangs any more. */
void lookup_wait(void);

#endif
