/* SPDX-License-Identifier: MIT */
/* What a call that prices or buys came to, from the fields of its answer. */
#include "internal.h"

#include <string.h>

static bool is_set(const void *answer, const struct iqm_field *f)
{
	const void *first; /* of a value that may be absent, or the string itself */

	memcpy(&first, (const char *)answer + f->offset, sizeof(first));
	return first != NULL;
}

static bool is_true(const void *answer, const struct iqm_field *f)
{
	struct iqm_bool flag;

	memcpy(&flag, (const char *)answer + f->offset, sizeof(flag));
	return flag.value;
}

static bool says_anything(const void *answer, size_t size)
{
	const char *byte = answer;

	while (size && !*byte)
		byte++, size--;
	return size;
}

/* The flag that decides: the first that is set. NULL: none is. */
static const struct iqm_field *deciding(const struct iqm_verdict *v, const void *answer)
{
	for (int i = 0; i < 2; i++)
		if (v->flag[i] && is_set(answer, v->flag[i]))
			return v->flag[i];
	return NULL;
}

static bool contradict(const struct iqm_verdict *v, const void *answer)
{
	return v->flag[1] && is_set(answer, v->flag[0]) && is_set(answer, v->flag[1]) &&
	       is_true(answer, v->flag[0]) != is_true(answer, v->flag[1]);
}

/* A price may be taken from what else the answer says; whether money was spent may not. */
static int check(const struct iqm_op *op, const void *answer, const struct iqm_field *flag,
		 struct iqm_error *error)
{
	const struct iqm_verdict *v = op->verdict;
	const char *data = op->api->envelope_data;
	bool paid = op->effect == IQM_PAID;

	if (!flag && (paid || !says_anything(answer, op->reply->size)))
		return iqm_fail(error, IQM_E_DECODE, "%s: nothing in it says what happened", data);
	if (paid && contradict(v, answer))
		return iqm_fail(error, IQM_E_DECODE, "%s: '%s' and '%s' contradict each other",
				data, v->flag[0]->names[0], v->flag[1]->names[0]);
	return 0;
}

int iqm_judge_outcome(const struct iqm_op *op, void *answer, struct iqm_error *error)
{
	const struct iqm_verdict *v = op->verdict;
	const struct iqm_field *flag = deciding(v, answer);
	enum iqm_outcome outcome = v->yes;
	int err = check(op, answer, flag, error);

	if (err)
		return err;
	if (flag ? !is_true(answer, flag) : is_set(answer, v->id) || is_set(answer, v->message))
		outcome = is_set(answer, v->id) ? IQM_EXISTS : IQM_REFUSED;
	memcpy((char *)answer + v->outcome, &outcome, sizeof(outcome));
	return 0;
}
