/* SPDX-License-Identifier: MIT */
/* The library's torture: tasks, one run of one, and what must hold of it. */
#ifndef TESTS_TORTURE_H
#define TESTS_TORTURE_H

#include "failing.h"
#include "faults/faults.h"

#include <iqm/gen.h>

#define PATH_ROOM 160
#define VALUES_ROOM ((size_t)1 << 17)

struct run;

/* Something that a program does with a client, once. */
struct task {
	char name[64];
	const struct iqm_op *op; /* its requests are marked; NULL: none is counted */
	/* Between opening and closing the client. NULL: nothing. */
	int (*act)(struct run *run);
	/* Opens the client; NULL: by the settings. */
	int (*open)(struct run *run, const struct iqm_settings *settings);
	/* Once, before all runs: what they find in their directory. NULL: nothing. */
	void (*prepare)(struct run *run);
	/* Before each. NULL: nothing. */
	void (*before)(struct run *run);
	/* Why what there is after a run, whatever it came to, is wrong. NULL: nothing is checked.
	 */
	const char *(*check)(struct run *run);
	const void *context;
	bool journal, limiter, logs_in, on_handle, simulated;
	bool cold; /* in a process that has never opened a client */
};

/* One run of a task. */
struct run {
	const struct task *task;
	const struct sandbox *sandbox;
	const char *token;
	const char *phase; /* behind the mark's number: "" or ".2" */
	size_t number;
	struct iqm_client *client;
	struct iqm_error opening; /* why it was not opened */
	struct iqm_call call;
	struct material material;
	int err;
	enum iqm_outcome outcome;
	bool sending;              /* the operation was about to be sent, */
	bool connected;            /* and had a connection */
	char directory[PATH_ROOM]; /* its own */
	char journal[PATH_ROOM];
	char file[PATH_ROOM];
	char *values; /* what came, as JSON */
};

/* ---- tasks -------------------------------------------------------------------------------- */

/* All of them; ends with one without a name. */
const struct task *tasks(void);
/* Of each operation: operations.c; paid ones in every form: purchases.c; the rest: reports.c,
 * journal.c. Each adds to `to`, and gives how many. */
size_t tasks_operations(struct task *to);
size_t tasks_purchases(struct task *to);
size_t tasks_reports(struct task *to);
size_t tasks_journal(struct task *to);
size_t tasks_client(struct task *to);

/* ---- run.c ----------------------------------------------------------------------------------- */

/* Makes it: opens, acts, closes. */
void run_make(struct run *run);
/* Makes its directory, with what the task prepared, and its request. */
void run_begin(struct run *run, size_t number);
void run_end(struct run *run);
/* Removes what all runs shared. */
void directories_remove(void);
/* The request of the task's operation. */
const void *run_request(struct run *run);
/* What came is this: JSON of a response; text with numbers in it. */
void run_response(struct run *run, const struct iqm_descriptor *t, const void *response);
void run_values(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The operation of a name. */
const struct iqm_op *op_named(const char *name);
/* What all runs of the task find in their directory. */
const char *template_directory(void);
/* Time that goes on when it is waited for. */
extern const struct iqm_clock simulated_clock;
void simulated_advance(int64_t ms);

/* ---- loop of started calls ------------------------------------------------------------------- */

struct ending {
	bool ended;
	int status;
	void *response;
};
void ending_done(void *context, int status, struct iqm_call *call);
void ending_any(iqm_any_fn *done, void *context, int status, void *response, struct iqm_call *call);
int ending_wait(struct iqm_client *client, int err, struct ending *ending);

/* ---- values.c -------------------------------------------------------------------------------- */

/* Whether `got` is what two clean runs gave, where they agree. False: `where` says where not. */
bool values_agree(const char *one, const char *two, const char *got, char *where, size_t size);

#endif
