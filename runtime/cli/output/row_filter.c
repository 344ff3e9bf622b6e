/* SPDX-License-Identifier: MIT */
/* Which rows of a list are shown, where the service has no filter for it. */
#include "output/row_filter.h"
#include "output/cell.h"

#include <inttypes.h>

enum answer { NO, YES, UNSURE };

bool row_filter_is_set(const struct row_filter *f)
{
	return f->statuses || f->since.set || f->campaign_len || f->name;
}

/* ---- a row, by each of the filters -------------------------------------------------------- */

static bool has_word(const char *const *words, const char *word)
{
	for (; *words; words++)
		if (status_is(word, *words))
			return true;
	return false;
}

/* A row that says nothing of its status has an unknown one, where those are wanted. */
static enum answer by_status(struct row_filter *f, const struct cli_command *c,
			     const struct row *row)
{
	struct status_fields fields;
	const char *word;

	if (!f->statuses || !status_fields_of(c->op, &fields))
		return YES;
	word = status_of_row(&fields, row->object);
	if (word || has_word(f->statuses, "unknown"))
		return has_word(f->statuses, word ? word : "unknown") ? YES : NO;
	return UNSURE;
}

static enum answer by_time(struct row_filter *f, const struct iqm_field *field,
			   const struct row *row)
{
	struct iqm_ms made = member_timestamp(field, row->object);
	int64_t seconds;

	if (!f->since.set)
		return YES;
	if (!made.set)
		return UNSURE;
	seconds = iqm_ms_to_time(made); /* of either unit: some services send the other */
	return seconds * 1000 >= f->since.value ? YES : NO;
}

static enum answer by_campaign(struct row_filter *f, const struct iqm_field *field,
			       const struct row *row)
{
	struct iqm_ints ids = member_ints(field, row->object);

	if (!f->campaign_len)
		return YES;
	for (size_t i = 0; i < ids.len; i++)
		for (size_t j = 0; j < f->campaign_len; j++)
			if (ids.items[i] == f->campaigns[j])
				return YES;
	return ids.len && !row_is_bad(row, field) ? NO : UNSURE;
}

static enum answer by_name(struct row_filter *f, const struct iqm_field *field,
			   const struct row *row)
{
	const char *name = member_text(field, row->object);

	if (!f->name)
		return YES;
	if (!name)
		return UNSURE;
	return name_is_like(name, f->name) ? YES : NO;
}

bool row_filter_takes(struct row_filter *f, const struct cli_command *c, const struct row *row)
{
	const enum answer all[] = {
		by_status(f, c, row),
		by_time(f, field_of_role(c, ROLE_CREATED), row),
		by_campaign(f, field_of_role(c, ROLE_CAMPAIGN), row),
		by_name(f, field_of_role(c, ROLE_NAME), row),
	};
	enum answer answer = YES;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (answer != NO && all[i] != YES)
			answer = all[i];
	for (size_t i = 0; answer == UNSURE && i < sizeof(all) / sizeof(all[0]); i++)
		f->lacking |= all[i] == UNSURE ? 1u << i : 0;
	f->unsure += answer == UNSURE;
	return answer == YES;
}

/* ---- what was left out -------------------------------------------------------------------- */

void row_filter_report(const struct row_filter *f, const struct cli_command *c)
{
	static const enum cli_role roles[] = { ROLE_NONE, ROLE_CREATED, ROLE_CAMPAIGN, ROLE_NAME };
	struct buf names = { 0 };

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (!(f->lacking >> i & 1))
			continue;
		iqm_buf_str(&names, names.len ? " or " : "");
		iqm_buf_str(&names, roles[i] ? column_of_role(c, roles[i])->name : "status");
	}
	iqm_buf_add(&names, "", 1);
	if (f->unsure && !names.err)
		cli_info("%" PRId64 " %s left out, as %s %s is missing or cannot be read.",
			 f->unsure, f->unsure == 1 ? "row was" : "rows were",
			 f->unsure == 1 ? "its" : "their", names.data);
	iqm_buf_free(&names);
}
