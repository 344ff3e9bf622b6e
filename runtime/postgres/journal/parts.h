/* SPDX-License-Identifier: MIT */
/* Between the files of the room. */
#ifndef IQM_POSTGRES_JOURNAL_PARTS_H
#define IQM_POSTGRES_JOURNAL_PARTS_H

#include "journal/journal.h"

#define TOKEN_SIZE 33 /* 32 digits, and a NUL */

/* A key that a client of this process has claimed. */
struct pg_claim {
	struct pg_claim *next;
	char key[64];
	int64_t id;             /* of the key, and of its lock */
	unsigned long session;  /* that holds the lock: its number */
	char token[TOKEN_SIZE]; /* of the purchase that was recorded under it; "": none */
	bool released;          /* the lock is to be given back */
};

/* What became of a purchase of this process, as long as it is not recorded. */
struct pg_outcome {
	struct pg_outcome *next;
	char token[TOKEN_SIZE];
	enum iqm_purchase_state state;
	struct iqm_int report_id;
	struct iqm_num cost;
	bool fenced; /* its intent may be made yet */
};

struct pg_journal {
	struct pg_session *session;
	struct iqm_journal interface;
	/* For the thread that has entered: the highest number of a change, in which database. */
	int64_t seen;
	char seen_in[PG_IDENTITY];
	pthread_mutex_t mutex; /* of these: */
	struct pg_claim *claims;
	struct pg_outcome *outcomes; /* not recorded yet */
};

/* ---- values.c: parameters of statements ----------------------------------------------------- */

#define MAX_VALUES 28

struct pg_values {
	const char *at[MAX_VALUES];
	char digits[MAX_VALUES][IQM_NUMBER_SIZE];
	int len;
};

void iqm_pg_add_text(struct pg_values *v, const char *text); /* borrowed; NULL: SQL's */
void iqm_pg_add_int(struct pg_values *v, struct iqm_int number);
void iqm_pg_add_ms(struct pg_values *v, struct iqm_ms time);
void iqm_pg_add_num(struct pg_values *v, struct iqm_num number);
struct pg_statement iqm_pg_statement(const char *sql, const struct pg_values *v);

const char *iqm_pg_state_name(enum iqm_purchase_state state);
bool iqm_pg_state(const char *name, enum iqm_purchase_state *state);

struct deadline iqm_pg_deadline(const struct iqm_call *call);

/* ---- rows.c: purchases out of the table ----------------------------------------------------- */

/* What iqm_pg_purchase() reads; `state` is an expression. */
#define PG_COLUMNS(state)                                                                          \
	"k.key, r.number, " state ", r.service, r.workspace, r.operation, r.request,"              \
	" r.same_order, r.intent_highest_id, r.intent_time, r.intent_state, r.sent,"               \
	" r.report_id, r.price, r.cost, r.note, r.host, r.process, r.settled_by,"                  \
	" r.settled_process, r.settled, r.settled_rows, r.settled_candidates, r.settled_whole"
#define PG_COLUMNS_LEN 24
#define PG_FROM " FROM iqm.records r JOIN iqm.keys k ON k.id = r.key_id "

/* Whether a session has the lock of the key `id`, a column. */
#define PG_LOCKED(id)                                                                              \
	"EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.objsubid = 2"          \
	" AND l.granted AND l.classid = 'iqm.keys'::regclass AND l.objid = " id "::oid"            \
	" AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))"
/* By whoever has claimed it. */
#define PG_STATE                                                                                   \
	"CASE WHEN r.state = 'open' AND " PG_LOCKED("r.key_id") " THEN 'busy' ELSE r.state END"

/* Whether the column is a number, or NULL: absent. */
bool iqm_pg_number(const char *text, struct iqm_num *number);
/* Texts are the result's. */
int iqm_pg_purchase(const struct pg_session *s, const PGresult *result, int row,
		    struct iqm_purchase *p, struct iqm_error *error);

/* ---- pending.c ------------------------------------------------------------------------------ */

struct pg_outcome *iqm_pg_outcome_new(const char *token, enum iqm_purchase_state state);
/* Takes it; the next who begins records it. */
void iqm_pg_outcome_add(struct pg_journal *j, struct pg_outcome *o);
/* *done: there was such a purchase. */
int iqm_pg_outcome_record(struct pg_journal *j, const struct pg_outcome *o, bool *done,
			  const struct deadline *deadline, struct iqm_error *error);
/* All that are left. */
int iqm_pg_outcomes_record(struct pg_journal *j, const struct deadline *deadline,
			   struct iqm_error *error);

/* ---- claims.c ------------------------------------------------------------------------------- */

int iqm_pg_claim(void *context, const char *key, struct iqm_call *call);
void iqm_pg_release(void *context, const char *key);
/* Enters the session; what is left to record and to give back comes first. */
int iqm_pg_begin(struct pg_journal *j, const struct deadline *deadline, struct iqm_error *error);
/* Leaves it. */
void iqm_pg_end(struct pg_journal *j);
/* The claim of a key, if the session still has it. */
int iqm_pg_claimed(struct pg_journal *j, const char *key, struct pg_claim **out,
		   struct iqm_error *error);
/* Of the purchase that was recorded under the claim; "": none. */
void iqm_pg_claim_token(struct pg_journal *j, const char *key, char token[TOKEN_SIZE]);

/* ---- the others of struct iqm_journal ------------------------------------------------------- */

int iqm_pg_get(void *context, const char *key, iqm_purchase_fn *row, void *to,
	       struct iqm_call *call);
int iqm_pg_list(void *context, iqm_purchase_fn *row, void *to, struct iqm_call *call);
int iqm_pg_intent(void *context, const struct iqm_purchase *purchase, unsigned flags,
		  struct iqm_call *call);
int iqm_pg_outcome(void *context, const struct iqm_purchase *purchase, struct iqm_call *call);
int iqm_pg_note(void *context, const char *key, const char *note, struct iqm_call *call);
int iqm_pg_settle(void *context, const struct iqm_purchase *settled, unsigned flags,
		  struct iqm_call *call);

/* ---- turn.c: what was read still holds when it is written ----------------------------------- */

/* The number of the last change; read before all that a change rests on. Refused where the database
 * is not the one that the journal knows, if `buys`. */
int iqm_pg_read_change(struct pg_journal *j, bool buys, struct iqm_int *change,
		       const struct deadline *deadline, struct iqm_error *error);
/* Begins a statement that changes purchases: $1 is that number, $2 the identity. Where anything was
 * changed since, `turn` is empty, and nothing may be done. */
#define PG_TURN                                                                                    \
	"WITH turn AS (UPDATE iqm.store SET change = change + 1"                                   \
	" WHERE change = $1::bigint AND ($2::text IS NULL OR identity = $2)"                       \
	" RETURNING change)"

#endif
