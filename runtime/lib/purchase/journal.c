/* SPDX-License-Identifier: MIT */
/* Purchases in the journal: each is recorded before it is sent, and a key that may have bought
 * buys no more. */
#include "purchase/journal.h"
#include "purchase/journal_parts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define RANDOM_BYTES 16
#define END_MS 200 /* what an outcome's record may take where the call has no time left */

struct intent {
	struct intent *next;
	char key[JOURNAL_KEY_MAX + 1];
	const char *operation;
	char *request;
	struct iqm_intent known;
	int64_t at; /* its line; -1: not written */
};

struct journal {
	const struct logger *logger;
	struct journal_file file;
	struct journal_index index; /* with the file's lock held */
	pthread_mutex_t mutex;      /* of `live` */
	struct intent *live;        /* purchases that this client is making */
};

/* ---- life ----------------------------------------------------------------------------------- */

/* Takes the file's lock, and reads what has been recorded since. */
static int enter(struct journal *j, const struct deadline *deadline, struct iqm_error *error)
{
	int err = iqm_journal_file_lock(&j->file, deadline, error);

	if (err)
		return err;
	err = iqm_journal_index_update(&j->index, &j->file, error);
	if (err)
		iqm_journal_file_unlock(&j->file);
	return err;
}

static void leave(struct journal *j)
{
	iqm_journal_file_unlock(&j->file);
}

int iqm_journal_open(struct journal **out, const struct iqm_clock *clock,
		     const struct logger *logger, const char *path, struct iqm_error *error)
{
	struct journal *j = calloc(1, sizeof(*j));
	int err;

	*out = NULL;
	if (!j)
		return iqm_fail_nomem(error);
	j->logger = logger;
	pthread_mutex_init(&j->mutex, NULL);
	err = iqm_journal_file_open(&j->file, clock, path, error);
	if (!err)
		err = enter(j, NULL, error);
	if (err) {
		iqm_journal_close(j);
		return err;
	}
	leave(j);
	*out = j;
	return 0;
}

void iqm_journal_close(struct journal *j)
{
	if (!j)
		return;
	iqm_journal_file_close(&j->file);
	iqm_journal_index_free(&j->index);
	pthread_mutex_destroy(&j->mutex);
	free(j);
}

/* ---- purchases that are being made ----------------------------------------------------------- */

static void add_live(struct journal *j, struct intent *intent)
{
	pthread_mutex_lock(&j->mutex);
	intent->next = j->live;
	j->live = intent;
	pthread_mutex_unlock(&j->mutex);
}

static void drop_live(struct journal *j, const struct intent *intent)
{
	struct intent **at = &j->live;

	pthread_mutex_lock(&j->mutex);
	while (*at != intent)
		at = &(*at)->next;
	*at = intent->next;
	pthread_mutex_unlock(&j->mutex);
}

/* Its own locks do not exclude a client, so it asks its list of purchases being made. */
static bool is_live(struct journal *j, int64_t at)
{
	const struct intent *i;

	pthread_mutex_lock(&j->mutex);
	for (i = j->live; i && i->at != at;)
		i = i->next;
	pthread_mutex_unlock(&j->mutex);
	return i != NULL;
}

static enum iqm_purchase_state state_of(struct journal *j, const struct journal_entry *e)
{
	if (!e)
		return IQM_PURCHASE_NONE;
	if (e->state != IQM_PURCHASE_OPEN)
		return e->state;
	return is_live(j, e->at) || iqm_journal_file_claimed(&j->file, e->at) ? IQM_PURCHASE_BUSY
									      : IQM_PURCHASE_OPEN;
}

/* ---- before and after a purchase ----------------------------------------------------------- */

static int check_key(const char *key, struct iqm_error *error)
{
	if (!iqm_journal_is_key(key))
		return iqm_fail(error, IQM_E_USAGE,
				"key: expected 1 to %d printable ASCII characters",
				JOURNAL_KEY_MAX);
	return 0;
}

static int make_key(char *key, size_t size, struct iqm_error *error)
{
	unsigned char bytes[RANDOM_BYTES];
	ssize_t got;

	do
		got = getrandom(bytes, sizeof(bytes), 0);
	while (got < 0 && errno == EINTR);
	if (got != sizeof(bytes))
		return iqm_fail(error, IQM_E_JOURNAL, "no random bytes for a key");
	for (size_t i = 0; i < sizeof(bytes); i++)
		snprintf(key + 2 * i, size - 2 * i, "%02x", bytes[i]);
	return 0;
}

static int fail_bought(const struct journal_entry *e, struct iqm_error *error)
{
	if (!e->report_id.set)
		return iqm_fail(error, IQM_E_KEY_USED, "key '%s' has bought a report", e->key);
	return iqm_fail(error, IQM_E_KEY_USED, "key '%s' has bought report %lld", e->key,
			(long long)e->report_id.value);
}

static int fail_busy(const struct journal_entry *e, struct iqm_error *error)
{
	return iqm_fail(error, IQM_E_KEY_USED,
			"another thread or process is at the purchase under key '%s'", e->key);
}

/* Whether `key` may buy. */
static int check_free(struct journal *j, const char *key, struct iqm_error *error)
{
	const struct journal_entry *e = iqm_journal_index_find(&j->index, key);

	switch (state_of(j, e)) {
	case IQM_PURCHASE_BUSY:
		return fail_busy(e, error);
	case IQM_PURCHASE_BOUGHT:
		return fail_bought(e, error);
	case IQM_PURCHASE_OPEN:
	case IQM_PURCHASE_UNKNOWN:
		iqm_fail(
			error, IQM_E_UNKNOWN_OUTCOME,
			"an earlier purchase under key '%s' may have been made: find it, or settle "
			"it; nothing was sent now",
			key);
		if (error)
			error->cause = IQM_E_KEY_USED;
		return IQM_E_UNKNOWN_OUTCOME;
	default:
		return 0;
	}
}

/* Where the next record will begin. */
static int64_t next_line(const struct journal *j)
{
	return j->index.read + j->index.unended;
}

/* As a line of its own, also behind one that its writer did not end. */
static int add_record(struct journal *j, const struct iqm_journal_record *record,
		      struct iqm_error *error)
{
	struct buf text = { 0 };
	int err = 0;

	if (j->index.unended)
		iqm_buf_add(&text, "\n", 1);
	err = iqm_journal_write_line(record, &text, error);
	if (!err)
		err = iqm_journal_file_append(&j->file, j->index.read, text.data, text.len, error);
	iqm_buf_free(&text);
	return err;
}

/* Claimed first: whoever sees the intent sees that it is being made. */
static int add_intent(struct journal *j, struct intent *intent, struct iqm_error *error)
{
	const struct iqm_journal_record record = {
		.event = iqm_journal_event(IQM_PURCHASE_OPEN),
		.key = intent->key,
		.operation = intent->operation,
		.request = intent->request,
		.highest_id = intent->known.highest_id,
		.time = intent->known.time,
		.sent = iqm_ms(iqm_realtime(j->file.clock)),
		.state = intent->known.state,
	};
	int64_t at = next_line(j);
	int err;

	if (!iqm_journal_file_claim(&j->file, at))
		return iqm_fail(error, IQM_E_JOURNAL, "journal '%s': a purchase cannot be locked",
				j->file.path);
	err = add_record(j, &record, error);
	if (err) {
		iqm_journal_file_release(&j->file, at);
		return err;
	}
	intent->at = at;
	add_live(j, intent);
	return 0;
}

int iqm_journal_check(struct journal *j, const struct deadline *deadline, const char *key,
		      struct iqm_error *error)
{
	int err;

	if (!key)
		return 0;
	if (!j)
		return iqm_fail(error, IQM_E_CONFIG, "call.key needs the setting journal");
	err = check_key(key, error);
	if (!err)
		err = enter(j, deadline, error);
	if (err)
		return err;
	err = check_free(j, key, error);
	leave(j);
	return err;
}

static void free_intent(struct intent *intent)
{
	free(intent->request);
	free(intent);
}

int iqm_intent_new(const char *key, const char *operation, const char *request,
		   const struct iqm_intent *known, struct intent **out, struct iqm_error *error)
{
	struct intent *intent;
	int err = key ? check_key(key, error) : 0;

	*out = NULL;
	if (err)
		return err;
	intent = calloc(1, sizeof(*intent));
	if (!intent)
		return iqm_fail_nomem(error);
	intent->operation = operation;
	intent->known = *known;
	intent->at = -1;
	intent->request = strdup(request);
	if (key)
		snprintf(intent->key, sizeof(intent->key), "%s", key);
	else
		err = make_key(intent->key, sizeof(intent->key), error);
	if (!err && !intent->request)
		err = iqm_fail_nomem(error);
	if (err)
		free_intent(intent);
	else
		*out = intent;
	return err;
}

/* Check and record are one step, for all threads and processes. */
int iqm_journal_begin(struct journal *j, const struct deadline *deadline, struct intent *intent,
		      struct iqm_error *error)
{
	int err = intent->at < 0 ? enter(j, deadline, error) : 0;

	if (err || intent->at >= 0)
		return err;
	err = check_free(j, intent->key, error);
	if (!err)
		err = add_intent(j, intent, error);
	leave(j);
	return err;
}

const char *iqm_intent_key(const struct intent *intent)
{
	return intent->key;
}

/* A call that was cancelled records its outcome too. */
static struct deadline end_deadline(const struct deadline *deadline)
{
	struct deadline soon = iqm_deadline_in(deadline->clock, END_MS, NULL);
	bool over = iqm_cancelled(deadline->cancel) || deadline->at < soon.at;

	return over ? soon : *deadline;
}

static int add_outcome(struct journal *j, const struct deadline *deadline,
		       const struct iqm_journal_record *record, struct iqm_error *error)
{
	int err = enter(j, deadline, error);

	if (!err) {
		err = add_record(j, record, error);
		leave(j);
	}
	return err;
}

void iqm_journal_end(struct journal *j, const struct deadline *deadline, struct intent *intent,
		     enum iqm_purchase_state state, struct iqm_int report_id)
{
	struct deadline until = end_deadline(deadline);
	struct iqm_journal_record record = { .event = iqm_journal_event(state),
					     .key = intent->key,
					     .report_id = report_id };
	struct iqm_error error = { .status = 0 };

	if (intent->at >= 0) {
		if (add_outcome(j, &until, &record, &error))
			iqm_log(j->logger, IQM_LOG_WARN,
				"the outcome under key '%s' stays open: %s", intent->key,
				error.message);
		drop_live(j, intent);
		iqm_journal_file_release(&j->file, intent->at);
	}
	free_intent(intent);
}

/* ---- reading ------------------------------------------------------------------------------- */

static int enter_client(struct iqm_client *client, const struct deadline *deadline,
			struct iqm_error *error)
{
	if (!client)
		return iqm_fail(error, IQM_E_USAGE, "client is NULL");
	if (!client->journal)
		return iqm_fail(error, IQM_E_CONFIG, "the client has no journal");
	return enter(client->journal, deadline, error);
}

/* Where the intent is: no line that is one begins at 0. */
static int64_t place_of(const struct journal_entry *e)
{
	return e ? e->at : 0;
}

/* Reads an entry's intent back, into the arena. */
static int read_intent(struct journal *j, const struct journal_entry *e, struct arena *arena,
		       struct iqm_journal_record *record, struct iqm_error *error)
{
	char *line = malloc(e->len);
	size_t got;
	int err;

	if (!line)
		return iqm_fail_nomem(error);
	err = iqm_journal_file_read(&j->file, e->at, line, e->len, &got, error);
	if (!err)
		err = iqm_journal_read_line(line, got, arena, record, error);
	free(line);
	/* A record that was read has a key. */
	/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
	if (err == 1 && !strcmp(record->key, e->key))
		return 0;
	return err < 0 && err != IQM_E_JOURNAL
		       ? err
		       : iqm_fail(error, IQM_E_JOURNAL,
				  "journal '%s': byte %lld: the intent under key '%s' has changed",
				  j->file.path, (long long)e->at, e->key);
}

static int fill(struct journal *j, const struct journal_entry *e, struct arena *arena,
		struct iqm_purchase *p, struct iqm_error *error)
{
	struct iqm_journal_record record = { 0 };
	int err = read_intent(j, e, arena, &record, error);

	p->state = state_of(j, e);
	p->key = record.key;
	p->operation = record.operation;
	p->request = record.request;
	p->intent = (struct iqm_intent){ .highest_id = record.highest_id,
					 .time = record.time,
					 .state = record.state };
	p->sent = record.sent;
	p->report_id = e->report_id;
	return err;
}

static int fill_all(struct journal *j, struct iqm_purchases *list, struct arena *arena,
		    struct iqm_error *error)
{
	const struct journal_index *x = &j->index;
	struct iqm_purchase *items = iqm_arena_alloc(arena, (x->len + 1) * sizeof(*items));
	int err = 0;

	if (!items)
		return iqm_fail_nomem(error);
	list->items = items;
	list->len = x->len;
	for (size_t i = 0; i < x->len && !err; i++)
		err = fill(j, &x->entries[i], arena, &items[i], error);
	return err;
}

/* The report of a call, and its deadline where it has one; where there is no call: scratch. */
static struct iqm_error *begin_call(struct iqm_call *call, struct iqm_error *scratch)
{
	struct iqm_error *error = call ? &call->error : scratch;

	iqm_error_begin(error, NULL);
	return error;
}

int iqm_journal_list(struct iqm_client *client, struct iqm_purchases **out, struct iqm_call *call)
{
	struct iqm_error scratch;
	struct iqm_error *error = begin_call(call, &scratch);
	struct arena *arena;
	struct iqm_purchases *list;
	int err;

	if (!out)
		return iqm_fail(error, IQM_E_USAGE, "out is NULL");
	*out = NULL;
	err = enter_client(client, NULL, error);
	if (err)
		return err;
	list = iqm_response_new(sizeof(*list), &arena);
	err = list ? fill_all(client->journal, list, arena, error) : iqm_fail_nomem(error);
	leave(client->journal);
	if (err)
		iqm_free(list);
	else
		*out = list;
	return err;
}

static int lookup(struct journal *j, const char *key, struct recorded *r, struct arena *arena,
		  struct iqm_error *error)
{
	const struct journal_entry *e = iqm_journal_index_find(&j->index, key);

	r->at = place_of(e);
	if (e)
		return fill(j, e, arena, &r->purchase, error);
	r->purchase.key = iqm_arena_text(arena, key, strlen(key));
	return r->purchase.key ? 0 : iqm_fail_nomem(error);
}

int iqm_journal_get_within(struct iqm_client *client, const struct deadline *deadline,
			   const char *key, struct recorded **out, struct iqm_error *error)
{
	struct arena *arena;
	struct recorded *r;
	int err;

	*out = NULL;
	err = check_key(key, error);
	if (!err)
		err = enter_client(client, deadline, error);
	if (err)
		return err;
	r = iqm_response_new(sizeof(*r), &arena);
	err = r ? lookup(client->journal, key, r, arena, error) : iqm_fail_nomem(error);
	leave(client->journal);
	if (err)
		iqm_free(r);
	else
		*out = r;
	return err;
}

int iqm_journal_get(struct iqm_client *client, const char *key, struct iqm_purchase **out,
		    struct iqm_call *call)
{
	struct iqm_error scratch;
	struct iqm_error *error = begin_call(call, &scratch);
	struct recorded *r;
	int err;

	if (!out || !key)
		return iqm_fail(error, IQM_E_USAGE, "%s is NULL", out ? "key" : "out");
	err = iqm_journal_get_within(client, NULL, key, &r, error);
	*out = err ? NULL : &r->purchase;
	return err;
}

/* ---- settling ------------------------------------------------------------------------------ */

/* 1: `key` may be settled with this report, or as having bought none; 0: it has been. */
static int check_settle(struct journal *j, const char *key, struct iqm_int id,
			struct iqm_error *error)
{
	const struct journal_entry *e = iqm_journal_index_find(&j->index, key);

	switch (state_of(j, e)) {
	case IQM_PURCHASE_OPEN:
	case IQM_PURCHASE_UNKNOWN:
		return 1;
	case IQM_PURCHASE_BOUGHT:
		if (id.set && (!e->report_id.set || e->report_id.value == id.value))
			return !e->report_id.set;
		return fail_bought(e, error);
	case IQM_PURCHASE_BUSY:
		return fail_busy(e, error);
	case IQM_PURCHASE_NOT_BOUGHT:
	case IQM_PURCHASE_REFUSED:
		return id.set ? 1 : 0;
	default:
		return iqm_fail(error, IQM_E_USAGE, "the journal has no purchase under key '%s'",
				key);
	}
}

/* One report of an operation is one purchase's; those that regenerated it have it too. */
static int check_unowned(struct journal *j, const struct journal_entry *mine,
			 const struct iqm_journal_record *intent, int64_t id, struct arena *arena,
			 struct iqm_error *error)
{
	int err = 0;

	for (size_t i = 0; i < j->index.len && !err && !intent->state.set; i++) {
		const struct journal_entry *e = &j->index.entries[i];
		struct iqm_journal_record other = { 0 };

		if (e == mine || e->state != IQM_PURCHASE_BOUGHT || !e->report_id.set ||
		    e->report_id.value != id)
			continue;
		err = read_intent(j, e, arena, &other, error);
		if (!err && !other.state.set && !strcmp(other.operation, intent->operation))
			err = fail_bought(e, error);
	}
	return err;
}

/* Whether no other key has the report. */
static int check_report(struct journal *j, const char *key, int64_t id, struct iqm_error *error)
{
	const struct journal_entry *mine = iqm_journal_index_find(&j->index, key);
	struct iqm_journal_record *intent;
	struct arena *arena;
	int err;

	intent = iqm_response_new(sizeof(*intent), &arena);
	if (!intent)
		return iqm_fail_nomem(error);
	err = read_intent(j, mine, arena, intent, error);
	if (!err)
		err = check_unowned(j, mine, intent, id, arena, error);
	iqm_free(intent);
	return err;
}

int iqm_journal_check_unowned(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, int64_t id, struct iqm_error *error)
{
	int err = enter_client(client, deadline, error);

	if (err)
		return err;
	err = check_report(client->journal, key, id, error);
	leave(client->journal);
	return err;
}

static int settle(struct journal *j, const char *key, int64_t at, struct iqm_int id,
		  struct iqm_error *error)
{
	struct iqm_journal_record record = {
		.event = iqm_journal_event(id.set ? IQM_PURCHASE_BOUGHT : IQM_PURCHASE_NOT_BOUGHT),
		.key = key,
		.time = iqm_ms(iqm_realtime(j->file.clock)),
		.report_id = id,
	};
	int err;

	if (at != JOURNAL_ANY && at != place_of(iqm_journal_index_find(&j->index, key)))
		return iqm_fail(error, IQM_E_KEY_USED,
				"key '%s' has been used for another purchase meanwhile", key);
	err = check_settle(j, key, id, error);
	if (err != 1)
		return err;
	err = id.set ? check_report(j, key, id.value, error) : 0;
	return err ? err : add_record(j, &record, error);
}

int iqm_journal_settle_within(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, int64_t at, struct iqm_int id,
			      struct iqm_error *error)
{
	int err;

	if (id.set && id.value <= 0)
		return iqm_fail(error, IQM_E_USAGE, "id: expected a report's, found %lld",
				(long long)id.value);
	err = check_key(key, error);
	if (!err)
		err = enter_client(client, deadline, error);
	if (err)
		return err;
	err = settle(client->journal, key, at, id, error);
	leave(client->journal);
	return err;
}

int iqm_journal_settle(struct iqm_client *client, const char *key, int64_t id,
		       struct iqm_call *call)
{
	struct iqm_error scratch;
	struct iqm_error *error = begin_call(call, &scratch);

	if (!key)
		return iqm_fail(error, IQM_E_USAGE, "key is NULL");
	return iqm_journal_settle_within(client, NULL, key, JOURNAL_ANY, iqm_int(id), error);
}

/* ---- not there yet -------------------------------------------------------------------------- */

int iqm_journal_claim(struct iqm_client *client, const char *key, struct iqm_call *call)
{
	(void)client, (void)key, (void)call;
	return 0;
}

void iqm_journal_release(struct iqm_client *client, const char *key)
{
	(void)client, (void)key;
}

static int not_yet(struct iqm_call *call)
{
	struct iqm_error scratch;

	return iqm_fail(begin_call(call, &scratch), IQM_E_CONFIG, "not there yet");
}

int iqm_journal_note(struct iqm_client *client, const char *key, const char *note,
		     struct iqm_call *call)
{
	(void)client, (void)key, (void)note;
	return not_yet(call);
}

int iqm_journal_archive(struct iqm_client *client, struct iqm_ms before, size_t *moved,
			struct iqm_call *call)
{
	(void)client, (void)before, (void)moved;
	return not_yet(call);
}

int iqm_journal_repair(const char *path, struct iqm_repair *repair, struct iqm_call *call)
{
	(void)path, (void)repair;
	return not_yet(call);
}
