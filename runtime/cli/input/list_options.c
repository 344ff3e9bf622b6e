/* SPDX-License-Identifier: MIT */
/* --all, --limit and the filters of a list. */
#include "input/request_memory.h"

#include <stdlib.h>
#include <string.h>

/* One reading of a list's options. */
struct reading {
	const struct arguments *args;
	struct list_options *out;
	struct request_memory *memory;
};

/* Calls `add` with each part of a value with commas, a copy that lives as long as the memory. */
static int each_part(struct reading *r, enum cli_option option,
		     int (*add)(struct reading *r, const char *part, size_t i))
{
	char *part = request_memory_copy(r->memory, option_value(r->args, option), -1);
	int err = part ? 0 : cli_fail_nomem();

	for (size_t i = 0; !err && part; i++) {
		char *comma = strchr(part, ',');

		if (comma)
			*comma = '\0';
		err = add(r, part, i);
		part = comma ? comma + 1 : NULL;
	}
	return err;
}

static size_t count_parts(const char *text)
{
	size_t len = 1;

	for (; *text; text++)
		len += *text == ',';
	return len;
}

/* ---- --status ----------------------------------------------------------------------------- */

static int fail_status(const char *found)
{
	struct nearest near = { .word = found };
	char hint[80];
	char all[80] = "";
	size_t len;

	for (const char *const *word = status_words; *word; word++) {
		len = strlen(all);
		snprintf(all + len, sizeof(all) - len, "%s%s", word == status_words ? "" : ", ",
			 *word);
		nearest_try(&near, *word);
	}
	return cli_fail(EXIT_USAGE, "--status: '%s' is none of %s%s", found, all,
			nearest_hint(&near, hint, sizeof(hint)));
}

static int add_status(struct reading *r, const char *part, size_t i)
{
	for (const char *const *word = status_words; *word; word++) {
		if (!is_same_name(*word, part, strlen(part)))
			continue;
		r->out->filter.statuses[i] = *word;
		return 0;
	}
	return fail_status(part);
}

static int read_statuses(struct reading *r)
{
	size_t len;

	if (!is_given(r->args, OPT_STATUS_FILTER))
		return 0;
	len = count_parts(option_value(r->args, OPT_STATUS_FILTER));
	r->out->filter.statuses =
		request_memory_zeroed(r->memory, (len + 1) * sizeof(*r->out->filter.statuses));
	return r->out->filter.statuses ? each_part(r, OPT_STATUS_FILTER, add_status)
				       : cli_fail_nomem();
}

/* ---- --campaign-id ------------------------------------------------------------------------ */

static int add_campaign(struct reading *r, const char *part, size_t i)
{
	if (!iqm_integer(part, &r->out->filter.campaigns[i]))
		return fail_integer("--campaign-id: ", part, INT64_MIN, "a whole number");
	return 0;
}

static int read_campaigns(struct reading *r)
{
	struct row_filter *f = &r->out->filter;

	if (!is_given(r->args, OPT_CAMPAIGN_FILTER))
		return 0;
	f->campaign_len = count_parts(option_value(r->args, OPT_CAMPAIGN_FILTER));
	f->campaigns = request_memory_zeroed(r->memory, f->campaign_len * sizeof(*f->campaigns));
	return f->campaigns ? each_part(r, OPT_CAMPAIGN_FILTER, add_campaign) : cli_fail_nomem();
}

/* ---- the others --------------------------------------------------------------------------- */

static int read_limit(struct reading *r)
{
	const char *text = option_value(r->args, OPT_LIMIT);
	int64_t *limit = &r->out->limit;

	if (text && (!iqm_integer(text, limit) || *limit < 1))
		return fail_integer("--limit: ", text, 1, "a number of rows, expected 1 or more");
	return 0;
}

static int read_since(struct reading *r, const char *zone)
{
	const char *text = option_value(r->args, OPT_SINCE);
	int64_t ms = 0;
	int err = text ? parse_since("--since", text, zone, &ms) : 0;

	if (text)
		r->out->filter.since = iqm_ms(ms);
	return err;
}

/* ---- together ----------------------------------------------------------------------------- */

/* The first option that asks for the rows of all pages; NULL: none. */
static const char *of_all_pages(const struct arguments *args)
{
	static const enum cli_option options[] = {
		OPT_ALL,   OPT_LIMIT,           OPT_STATUS_FILTER,
		OPT_SINCE, OPT_CAMPAIGN_FILTER, OPT_NAME_PATTERN
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (is_given(args, options[i]))
			return cli_options[options[i]].name;
	return NULL;
}

/* One page and all of them are two wishes, of which one would be forgotten. */
static int check_page(const struct arguments *args)
{
	const struct cli_command *c = args->command;
	size_t page = (size_t)(c->op->paged->page - c->op->query->fields);
	const char *option = of_all_pages(args);

	if (is_given(args, OPT_ALL) && is_given(args, OPT_LIMIT))
		return cli_fail(EXIT_USAGE, "--all and --limit: expected one of the two");
	if (!option || !args->flags[page].len)
		return 0;
	return cli_fail(EXIT_USAGE,
			"--%s begins with the first page and --%s is one page: expected one of "
			"the two",
			option, c->flags[page].name);
}

int list_options_read(const struct arguments *args, const char *zone, struct request_memory *memory,
		      struct list_options *out)
{
	struct reading r = { .args = args, .out = out, .memory = memory };
	int err;

	memset(out, 0, sizeof(*out));
	if (!args->command->op->paged)
		return 0;
	err = check_page(args);
	if (!err)
		err = read_limit(&r);
	if (!err)
		err = read_statuses(&r);
	if (!err)
		err = read_campaigns(&r);
	if (!err)
		err = read_since(&r, zone);
	out->filter.name = option_value(args, OPT_NAME_PATTERN);
	out->all = of_all_pages(args) != NULL;
	return err;
}

void list_fit_page(const struct list_options *which, const struct iqm_op *op, void *request)
{
	const struct iqm_field *field = op->paged->size;
	struct iqm_int size = member_int(field, request);

	if (size.set || !which->limit || row_filter_is_set(&which->filter))
		return;
	size = iqm_int(which->limit < op->paged->max_size ? which->limit : op->paged->max_size);
	memcpy((char *)request + field->offset, &size, sizeof(size));
}
