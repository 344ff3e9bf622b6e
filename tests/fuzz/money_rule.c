/* SPDX-License-Identifier: MIT */
#include "money_rule.h"
#include "reference.h"
#include "value.h"

#include <stdio.h>
#include <string.h>

/* What a body says. */
struct words {
	bool is_object;
	bool is_unclear; /* a name twice: jansson shows only one of them */
	bool says_no;    /* "success" is false */
	bool says_yes;
	bool done;     /* a flag of the data is true */
	bool not_done; /* a flag of the data is false */
	bool only_no;  /* nothing else is said */
	bool only_done;
};

static void read_flag(const json_t *data, const char *family, const char *name, struct words *w)
{
	char full[40];
	bool value;

	snprintf(full, sizeof(full), "%sReport%s", family, name);
	if (!value_bool(json_object_get(data, full), &value))
		return;
	w->done = w->done || value;
	w->not_done = w->not_done || !value;
}

static struct words words_of(const struct exchange *x, const char *family)
{
	size_t mark = x->len >= 3 && !memcmp(x->body, "\xef\xbb\xbf", 3) ? 3 : 0;
	const char *text = x->body + mark;
	json_t *tree = reference_read(text, x->len - mark, REFERENCE_STAND_IN);
	const json_t *data = json_object_get(tree, "data");
	const json_t *success = json_object_get(tree, "success");
	struct words w = { .is_object = json_is_object(tree) };
	bool value;

	if (w.is_object)
		w.is_unclear = reference_has_duplicates(text, x->len - mark);
	if (value_bool(success, &value)) {
		w.says_no = !value;
		w.says_yes = value;
	}
	read_flag(data, family, "Created", &w);
	read_flag(data, family, "Creatable", &w);
	w.only_no = json_is_false(success) && json_object_size(tree) == 1 && !w.is_unclear;
	w.only_done = json_is_true(success) && json_object_size(tree) == 2 &&
		      json_object_size(data) == 1 && w.done && !w.is_unclear;
	reference_free(tree);
	return w;
}

/* Statuses that come before any processing. */
static bool is_unprocessed(long status)
{
	return status == 401 || status == 403 || status == 404 || status == 405 || status == 413 ||
	       status == 414 || status == 415 || status == 429 || status == 431;
}

struct money_rule money_rule_of(const struct exchange *x, const char *family)
{
	struct words w = words_of(x, family);
	bool success = x->status >= 200 && x->status < 300;
	bool refusal = x->status >= 400 && x->status < 500 && x->status != 408;
	bool refused = w.says_no && (!w.done || w.is_unclear);
	bool by_status = is_unprocessed(x->status) && !x->coded;
	struct money_rule rule = { .may_be_bought = false };

	if (!x->sent) {
		rule.may_be_nothing = true;
		return rule;
	}
	rule.may_be_bought = success && w.says_yes && w.done && (!w.not_done || w.is_unclear);
	if (!x->complete)
		return rule;
	if (success)
		rule.may_be_nothing =
			refused || (w.says_yes && w.not_done && (!w.done || w.is_unclear));
	else if (refusal)
		rule.may_be_nothing =
			refused ||
			(by_status && (!w.is_object || w.is_unclear || !(w.says_yes || w.done)));
	rule.must_be_bought = success && w.only_done;
	rule.must_be_nothing = (refusal && w.only_no) || (by_status && !x->len);
	return rule;
}
