/* SPDX-License-Identifier: MIT */
/* Keys that a client has claimed: for its caller, and for the call that is at one. */
#include "purchase/journal_claim.h"

#include <stdlib.h>
#include <string.h>

struct claim {
	struct claim *next;
	char *key;
	unsigned callers; /* claims of iqm_journal_claim() that were not released */
	bool used;        /* by a call; or the store is being asked for it */
};

/* The functions down to release_unused() with the mutex held. */
static struct claim **find(struct journal *j, const char *key)
{
	struct claim **at = &j->claims;

	while (*at && strcmp((*at)->key, key) != 0)
		at = &(*at)->next;
	return at;
}

static struct claim *add(struct journal *j, const char *key)
{
	struct claim *c = calloc(1, sizeof(*c));

	if (c)
		c->key = strdup(key);
	if (!c || !c->key) {
		free(c);
		return NULL;
	}
	c->next = j->claims;
	j->claims = c;
	return c;
}

static void drop(struct journal *j, struct claim *c)
{
	struct claim **at = &j->claims;

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	free(c->key);
	free(c);
}

/* The mutex is dropped while the store is asked; until then the claim counts as used. */
static int ask_store(struct journal *j, struct claim *c, struct iqm_call *call)
{
	int err;

	c->used = true;
	pthread_mutex_unlock(&j->mutex);
	err = j->store.claim(j->store.context, c->key, call);
	pthread_mutex_lock(&j->mutex);
	return err;
}

static int claim(struct journal *j, const struct deadline *deadline, const char *key,
		 bool by_caller, struct iqm_error *error)
{
	struct iqm_call call = iqm_deadline_call(deadline);
	struct claim *c = *find(j, key);
	int err;

	if (c && c->used)
		return iqm_fail(error, IQM_E_KEY_USED,
				"another thread or process is at the purchase under key '%s'", key);
	if (!c) {
		c = add(j, key);
		if (!c)
			return iqm_fail_nomem(error);
		err = ask_store(j, c, &call);
		if (err) {
			drop(j, c);
			return iqm_journal_failed(err, &call, error);
		}
	}
	c->used = !by_caller;
	c->callers += by_caller;
	return 0;
}

/* Once neither a caller nor a call has it. */
static void release_unused(struct journal *j, struct claim *c)
{
	if (c->callers || c->used)
		return;
	c->used = true;
	pthread_mutex_unlock(&j->mutex);
	j->store.release(j->store.context, c->key);
	pthread_mutex_lock(&j->mutex);
	drop(j, c);
}

/* ---- for calls ------------------------------------------------------------------------------- */

int iqm_claim_for_call(struct journal *j, const struct deadline *deadline, const char *key,
		       struct iqm_error *error)
{
	int err;

	pthread_mutex_lock(&j->mutex);
	err = claim(j, deadline, key, false, error);
	pthread_mutex_unlock(&j->mutex);
	return err;
}

void iqm_claim_release_call(struct journal *j, const char *key)
{
	struct claim *c;

	pthread_mutex_lock(&j->mutex);
	c = *find(j, key);
	c->used = false;
	release_unused(j, c);
	pthread_mutex_unlock(&j->mutex);
}

enum iqm_purchase_state iqm_claim_state(struct journal *j, const struct iqm_purchase *p)
{
	enum iqm_purchase_state state = p->state;
	const struct claim *c;

	if (state != IQM_PURCHASE_OPEN && state != IQM_PURCHASE_BUSY)
		return state;
	pthread_mutex_lock(&j->mutex);
	c = *find(j, p->key);
	if (c)
		state = c->used ? IQM_PURCHASE_BUSY : IQM_PURCHASE_OPEN;
	pthread_mutex_unlock(&j->mutex);
	return state;
}

/* ---- for callers ----------------------------------------------------------------------------- */

int iqm_claim_for_caller(struct journal *j, const struct deadline *deadline, const char *key,
			 struct iqm_error *error)
{
	int err;

	pthread_mutex_lock(&j->mutex);
	err = claim(j, deadline, key, true, error);
	pthread_mutex_unlock(&j->mutex);
	return err;
}

void iqm_claim_release_caller(struct journal *j, const char *key)
{
	struct claim *c;

	pthread_mutex_lock(&j->mutex);
	c = *find(j, key);
	if (c && c->callers) {
		c->callers--;
		release_unused(j, c);
	}
	pthread_mutex_unlock(&j->mutex);
}

void iqm_claims_free(struct journal *j)
{
	while (j->claims) {
		j->store.release(j->store.context, j->claims->key);
		drop(j, j->claims);
	}
}
