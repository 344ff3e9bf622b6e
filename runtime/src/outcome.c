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

int iqm_judge_outcome(const struct iqm_op *op, void *answer, struct iqm_error *error)
{
	const struct iqm_verdict *v = op->verdict;
	const struct iqm_field *flag = NULL;
	enum iqm_outcome outcome = v->yes;

	for (int i = 0; i < 2 && !flag; i++)
		if (v->flag[i] && is_set(answer, v->flag[i]))
			flag = v->flag[i];
	if (!says_anything(answer, op->reply->size))
		return iqm_fail(error, IQM_E_DECODE, "%s: nothing in it says what happened",
				op->api->envelope_data);
	if (flag ? !is_true(answer, flag) : is_set(answer, v->id) || is_set(answer, v->message))
		outcome = is_set(answer, v->id) ? IQM_EXISTS : IQM_REFUSED;
	memcpy((char *)answer + v->outcome, &outcome, sizeof(outcome));
	return 0;
}
