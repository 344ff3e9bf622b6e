/* SPDX-License-Identifier: MIT */
/* The journal of a client: what users and this room ask of it, over a file or a store of their own.
 */
#include "purchase/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NOTE_MAX ((size_t)64 * 1024)

/* ---- life ------------------------------------------------------------------------------------ */

int iqm_journal_open(struct journal **out, const struct logger *logger, struct iqm_error *error)
{
	struct journal *j = calloc(1, sizeof(*j));

	*out = j;
	if (!j)
		return iqm_fail_nomem(error);
	j->logger = logger;
	pthread_mutex_init(&j->mutex, NULL);
	return 0;
}

void iqm_journal_use(struct journal *j, const struct iqm_journal *store)
{
	j->store = *store;
}

/* Keys that their caller has not released are released: others may share the store. */
void iqm_journal_close(struct journal *j)
{
	if (!j)
		return;
	iqm_claims_free(j);
	if (j->store.close)
		j->store.close(j->store.context);
	pthread_mutex_destroy(&j->mutex);
	free(j);
}

/* ---- what is given --------------------------------------------------------------------------- */

int iqm_check_key(const char *key, struct iqm_error *error)
{
	return iqm_is_key(key) ? 0
			       : iqm_fail(error, IQM_E_USAGE,
					  "key: expected 1 to 63 printable ASCII characters");
}

int iqm_check_note(const char *note, struct iqm_error *error)
{
	size_t len = note ? strlen(note) : 0;

	if (len > NOTE_MAX)
		return iqm_fail(error, IQM_E_USAGE, "note: expected at most %zu bytes, found %zu",
				NOTE_MAX, len);
	return len && iqm_bad_utf8(note, len) < len
		       ? iqm_fail(error, IQM_E_USAGE, "note: expected UTF-8")
		       : 0;
}

static int check_client(const struct iqm_client *client, struct iqm_error *error)
{
	if (!client)
		return iqm_fail(error, IQM_E_USAGE, "client is NULL");
	return client->journal ? 0 : iqm_fail(error, IQM_E_CONFIG, "the client has no journal");
}

static int fail_out(struct iqm_call *call)
{
	iqm_call_begin(call, NULL);
	iqm_fail(&call->error, IQM_E_USAGE, "out is NULL");
	return IQM_E_USAGE;
}

static int begin(struct iqm_client *client, struct iqm_call *call, struct deadline *deadline)
{
	int err;

	iqm_call_begin(call, NULL);
	err = check_client(client, &call->error);
	if (!err)
		err = iqm_check_call(&call->error, NULL, call);
	if (!err)
		*deadline = iqm_call_deadline(client, call);
	return err;
}

int iqm_journal_begin(struct iqm_client *client, const char *key, struct iqm_call *call,
		      struct deadline *deadline)
{
	int err = begin(client, call, deadline);

	if (err)
		return err;
	return key ? iqm_check_key(key, &call->error)
		   : iqm_fail(&call->error, IQM_E_USAGE, "key is NULL");
}

/* ---- purchases out of the store -------------------------------------------------------------- */

/* Rows, copied into one block. */
struct copy {
	struct journal *journal;
	struct arena *arena;
	struct iqm_purchase *items;
	size_t len, cap;
};

static const size_t texts[] = {
	offsetof(struct iqm_purchase, key),
	offsetof(struct iqm_purchase, service),
	offsetof(struct iqm_purchase, workspace),
	offsetof(struct iqm_purchase, operation),
	offsetof(struct iqm_purchase, request),
	offsetof(struct iqm_purchase, order),
	offsetof(struct iqm_purchase, host),
	offsetof(struct iqm_purchase, note),
	offsetof(struct iqm_purchase, settlement.who),
};

static int copy_texts(struct arena *arena, struct iqm_purchase *p)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char *at = (char *)p + texts[i];
		const char *text;

		memcpy(&text, at, sizeof(text));
		if (!text)
			continue;
		text = iqm_arena_text(arena, text, strlen(text));
		if (!text)
			return IQM_E_NOMEM;
		memcpy(at, &text, sizeof(text));
	}
	return 0;
}

static int copy_purchase(struct copy *c, const struct iqm_purchase *from, struct iqm_purchase *to)
{
	*to = *from;
	to->state = iqm_claim_state(c->journal, from);
	return copy_texts(c->arena, to);
}

static int copy_row(void *to, const struct iqm_purchase *p)
{
	struct copy *c = to;
	struct iqm_purchase *more;

	if (c->len == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 64;
		more = iqm_arena_resize(c->arena, c->items, c->cap * sizeof(*more));
		if (!more)
			return IQM_E_NOMEM;
		c->items = more;
	}
	return copy_purchase(c, p, &c->items[c->len++]);
}

/* 0, or the store's failure; want of memory is ours. */
static int ended(int err, const struct iqm_call *call, struct iqm_error *error)
{
	if (!err)
		return 0;
	return err == IQM_E_NOMEM ? iqm_fail_nomem(error) : iqm_journal_failed(err, call, error);
}

int iqm_journal_list(struct iqm_client *client, struct iqm_purchases **out, struct iqm_call *call)
{
	struct copy copy = { 0 };
	struct iqm_purchases *list;
	struct deadline deadline;
	struct iqm_call inner;
	int err;

	call = IQM_CALL_OR_OWN(call);
	if (!out)
		return fail_out(call);
	*out = NULL;
	err = begin(client, call, &deadline);
	if (err)
		return err;
	list = iqm_response_new(sizeof(*list), &copy.arena);
	if (!list)
		return iqm_fail_nomem(&call->error);
	copy.journal = client->journal;
	inner = iqm_deadline_call(&deadline);
	err = copy.journal->store.list(copy.journal->store.context, copy_row, &copy, &inner);
	*list = (struct iqm_purchases){ copy.items, copy.len };
	*out = err ? NULL : list;
	if (err)
		iqm_free(list);
	return ended(err, &inner, &call->error);
}

static int copy_one(void *to, const struct iqm_purchase *p)
{
	struct copy *c = to;

	return copy_purchase(c, p, c->items);
}

int iqm_journal_get_within(struct iqm_client *client, const struct deadline *deadline,
			   const char *key, struct iqm_purchase **out, struct iqm_error *error)
{
	struct iqm_call inner = iqm_deadline_call(deadline);
	struct copy copy = { 0 };
	struct iqm_purchase *r;
	int err = check_client(client, error);

	*out = NULL;
	if (!err)
		err = iqm_check_key(key, error);
	if (err)
		return err;
	copy.journal = client->journal;
	r = iqm_response_new(sizeof(*r), &copy.arena);
	if (!r)
		return iqm_fail_nomem(error);
	copy.items = r;
	err = copy.journal->store.get(copy.journal->store.context, key, copy_one, &copy, &inner);
	if (!err && !r->key) /* there is none */
		r->key = iqm_arena_text(copy.arena, key, strlen(key));
	if (!err && !r->key)
		err = IQM_E_NOMEM;
	*out = err ? NULL : r;
	if (err)
		iqm_free(r);
	return ended(err, &inner, error);
}

int iqm_journal_get_here(struct iqm_client *client, const struct iqm_op *op,
			 const struct deadline *deadline, const char *key,
			 struct iqm_purchase **out, struct iqm_error *error)
{
	struct iqm_purchase here = { 0 };
	struct place place = { 0 };
	int err = iqm_journal_get_within(client, deadline, key, out, error);
	const struct iqm_purchase *p;

	if (!*out || (*out)->state == IQM_PURCHASE_NONE)
		return err;
	p = *out;
	err = iqm_journal_check_order(p, error);
	if (!err)
		err = iqm_place_of(client, op, deadline, &place, error);
	if (!err) {
		here.service = place.service;
		here.workspace = place.workspace;
		err = iqm_journal_check_place(p, &here, error);
		free(place.service);
	}
	if (err) {
		iqm_free(*out);
		*out = NULL;
	}
	return err;
}

int iqm_journal_get(struct iqm_client *client, const char *key, struct iqm_purchase **out,
		    struct iqm_call *call)
{
	struct deadline deadline;
	int err;

	call = IQM_CALL_OR_OWN(call);
	if (!out)
		return fail_out(call);
	*out = NULL;
	err = iqm_journal_begin(client, key, call, &deadline);
	return err ? err : iqm_journal_get_within(client, &deadline, key, out, &call->error);
}

/* ---- settling -------------------------------------------------------------------------------- */

/* User and host; the user by number, as names are in files that nobody has named. */
static void sign(struct iqm_settlement *s, const struct iqm_client *client, char *who, size_t size)
{
	char host[256] = "";

	if (gethostname(host, sizeof(host) - 1))
		*host = '\0';
	snprintf(who, size, "%ld@%s", (long)geteuid(), host);
	s->who = who;
	s->process = iqm_int(getpid());
	s->time = iqm_ms(iqm_realtime(&client->clock));
}

/* As the purchase was recorded, with what is known of it now. A place that this client does not
 * know contradicts none. */
static int ask_settle(struct iqm_client *client, const struct deadline *deadline,
		      struct iqm_purchase *settled, unsigned flags, struct iqm_error *error)
{
	const struct iqm_journal *store = &client->journal->store;
	struct iqm_call inner = iqm_deadline_call(deadline);
	struct place place = { 0 };
	int err = iqm_place_known(client, &place, error);

	if (err)
		return err;
	settled->service = place.service ? place.service : settled->service;
	settled->workspace = *place.workspace ? place.workspace : settled->workspace;
	err = store->settle(store->context, settled, flags, &inner);
	free(place.service);
	return err ? iqm_journal_failed(err, &inner, error) : 0;
}

static int settle(struct iqm_client *client, const struct deadline *deadline, const char *key,
		  const struct iqm_purchase *of, struct iqm_int id,
		  const struct iqm_settlement *seen, unsigned flags, struct iqm_error *error)
{
	struct iqm_purchase settled;
	struct iqm_purchase *r;
	char who[300];
	int err = iqm_journal_get_within(client, deadline, key, &r, error);

	if (!r)
		return err;
	settled = *r;
	if (settled.state == IQM_PURCHASE_NONE)
		err = iqm_fail(error, IQM_E_USAGE, "the journal has no purchase under key '%s'",
			       key);
	settled.number = of ? of->number : settled.number;
	settled.sent = of ? of->sent : settled.sent;
	settled.state = id.set ? IQM_PURCHASE_BOUGHT : IQM_PURCHASE_NOT_BOUGHT;
	settled.report_id = id;
	settled.settlement = seen ? *seen : (struct iqm_settlement){ 0 };
	sign(&settled.settlement, client, who, sizeof(who));
	if (!err)
		err = ask_settle(client, deadline, &settled, flags, error);
	iqm_free(r);
	return err;
}

int iqm_journal_check_unowned(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, int64_t id, struct iqm_error *error)
{
	return settle(client, deadline, key, NULL, iqm_int(id), NULL, IQM_JOURNAL_CHECK_ONLY,
		      error);
}

int iqm_journal_settle_seen(struct iqm_client *client, const struct deadline *deadline,
			    const char *key, const struct iqm_purchase *of, struct iqm_int id,
			    const struct iqm_settlement *seen, struct iqm_error *error)
{
	int err = check_client(client, error);

	if (!err && id.set && id.value <= 0)
		err = iqm_fail(error, IQM_E_USAGE, "id: expected a report's, found %lld",
			       (long long)id.value);
	if (!err)
		err = iqm_claim_for_call(client->journal, deadline, key, error);
	if (err)
		return err;
	err = settle(client, deadline, key, of, id, seen, 0, error);
	iqm_claim_release_call(client->journal, key);
	return err;
}

int iqm_journal_settle_within(struct iqm_client *client, const struct deadline *deadline,
			      const char *key, const struct iqm_purchase *of, struct iqm_int id,
			      struct iqm_error *error)
{
	return iqm_journal_settle_seen(client, deadline, key, of, id, NULL, error);
}

int iqm_journal_settle(struct iqm_client *client, const char *key, int64_t id,
		       struct iqm_call *call)
{
	struct deadline deadline;
	int err;

	call = IQM_CALL_OR_OWN(call);
	err = iqm_journal_begin(client, key, call, &deadline);
	return err ? err
		   : iqm_journal_settle_within(client, &deadline, key, NULL, iqm_int(id),
					       &call->error);
}

/* ---- claims ---------------------------------------------------------------------------------- */

int iqm_journal_claim(struct iqm_client *client, const char *key, struct iqm_call *call)
{
	struct deadline deadline;
	int err;

	call = IQM_CALL_OR_OWN(call);
	err = iqm_journal_begin(client, key, call, &deadline);
	return err ? err : iqm_claim_for_caller(client->journal, &deadline, key, &call->error);
}

void iqm_journal_release(struct iqm_client *client, const char *key)
{
	if (client && client->journal && key)
		iqm_claim_release_caller(client->journal, key);
}

/* ---- notes, archive -------------------------------------------------------------------------- */

static int check_here(struct iqm_client *client, const struct deadline *deadline, const char *key,
		      struct iqm_error *error)
{
	struct iqm_purchase here = { 0 };
	struct iqm_purchase *r;
	struct place place = { 0 };
	int err = iqm_journal_get_within(client, deadline, key, &r, error);

	if (!r)
		return err;
	err = iqm_place_known(client, &place, error);
	if (!err) {
		here.service = place.service;
		here.workspace = *place.workspace ? place.workspace : NULL;
		err = iqm_journal_check_place(r, &here, error);
		free(place.service);
	}
	iqm_free(r);
	return err;
}

int iqm_journal_note(struct iqm_client *client, const char *key, const char *note,
		     struct iqm_call *call)
{
	struct deadline deadline;
	struct iqm_call inner;
	struct journal *j;
	int err;

	call = IQM_CALL_OR_OWN(call);
	err = iqm_journal_begin(client, key, call, &deadline);
	if (!err)
		err = iqm_check_note(note, &call->error);
	if (!err)
		err = iqm_claim_for_call(client->journal, &deadline, key, &call->error);
	if (err)
		return err;
	j = client->journal;
	err = check_here(client, &deadline, key, &call->error);
	inner = iqm_deadline_call(&deadline);
	if (!err && (err = j->store.note(j->store.context, key, note, &inner)))
		err = iqm_journal_failed(err, &inner, &call->error);
	iqm_claim_release_call(j, key);
	return err;
}

int iqm_journal_archive(struct iqm_client *client, struct iqm_ms before, size_t *moved,
			struct iqm_call *call)
{
	const struct iqm_journal *store;
	struct deadline deadline;
	struct iqm_call inner;
	size_t count = 0;
	int err;

	call = IQM_CALL_OR_OWN(call);
	err = begin(client, call, &deadline);
	if (!err && before.set != &iqm_is_set)
		err = iqm_fail(&call->error, IQM_E_USAGE, "before: expected a timestamp");
	if (err)
		return err;
	store = &client->journal->store;
	inner = iqm_deadline_call(&deadline);
	if (!store->archive)
		return iqm_fail(&call->error, IQM_E_CONFIG,
				"this journal has no archive: its purchases stay where they are");
	err = store->archive(store->context, before.value, &count, &inner);
	if (moved)
		*moved = count;
	return err ? iqm_journal_failed(err, &inner, &call->error) : 0;
}
