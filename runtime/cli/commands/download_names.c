/* SPDX-License-Identifier: MIT */
/* Which reports `download` saves, and under which names: by what the list shows of them. */
#include "commands/download_items.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_FAMILY, NAME_ID, NAME_COLUMNS }; /* the columns' are the rest */

/* What a template's names stand for. */
struct naming {
	const struct download *d;
	const struct cli_command *list;
	int64_t id;
	const void *row; /* NULL: the list was not read */
};

/* ---- values ------------------------------------------------------------------------------ */

static const struct iqm_field *field_of(const struct naming *n, size_t column)
{
	return &n->d->order->list->paged->items->sub->fields[column];
}

static const char *name(void *context, size_t i)
{
	const struct naming *n = context;

	if (i < NAME_COLUMNS)
		return i == NAME_FAMILY ? "family" : "id";
	return i - NAME_COLUMNS < n->list->column_len ? n->list->columns[i - NAME_COLUMNS].name
						      : NULL;
}

static void add(void *context, size_t i, struct buf *value)
{
	const struct naming *n = context;

	if (i == NAME_FAMILY)
		iqm_buf_str(value, n->d->link->family);
	else if (i == NAME_ID)
		iqm_buf_printf(value, "%" PRId64, n->id);
	else
		file_name_add_field(value, field_of(n, i - NAME_COLUMNS), n->row,
				    n->d->cli->config.setting[SET_TIMEZONE].value);
}

static struct naming naming_of(const struct download *d)
{
	return (struct naming){ .d = d, .list = command_of(d->order->list) };
}

static struct file_name_values values_of(struct naming *n)
{
	return (struct file_name_values){ name, add, n };
}

/* ---- the template ------------------------------------------------------------------------ */

static bool needs_list(const struct download *d)
{
	struct naming n = naming_of(d);
	const struct file_name_values values = values_of(&n);

	for (size_t i = NAME_COLUMNS; name(&n, i); i++)
		if (file_name_uses(d->name, &values, i))
			return true;
	return false;
}

static bool is_time(const struct iqm_field *field)
{
	return field->kind == IQM_K_MS || field->kind == IQM_K_S;
}

int check_template(const struct download *d)
{
	struct naming n = naming_of(d);
	const struct file_name_values values = values_of(&n);
	const char *zone = d->cli->config.setting[SET_TIMEZONE].value;
	int err = file_name_check(d->name, &values);

	for (size_t i = 0; !err && !zone && i < n.list->column_len; i++)
		if (is_time(field_of(&n, i)) && file_name_uses(d->name, &values, i + NAME_COLUMNS))
			err = cli_fail(
				EXIT_USAGE,
				"--name: {%s} is a day of a time zone: add --timezone, such as "
				"America/New_York",
				n.list->columns[i].name);
	return err;
}

/* ---- the reports ------------------------------------------------------------------------- */

static int make_path(const struct download *d, struct download_item *item, const void *row)
{
	struct naming n = naming_of(d);
	const struct file_name_values values = values_of(&n);

	n.id = item->id;
	n.row = row;
	return file_name_make(d->name, d->directory, &values, &item->path);
}

struct search {
	struct download *d;
	struct status_fields status;
	size_t missing; /* items that no row was seen of */
	int err;
};

static struct download_item *item_of(const struct download *d, int64_t id)
{
	for (size_t i = 0; i < d->len; i++)
		if (d->items[i].id == id)
			return &d->items[i];
	return NULL;
}

static bool visit_wanted(void *context, int64_t id, const void *row)
{
	struct search *s = context;
	struct download_item *item = item_of(s->d, id);

	if (!item || item->path || item->code)
		return true;
	item->code = make_path(s->d, item, row);
	return --s->missing;
}

static struct download_item *add_item(struct download *d, int64_t id)
{
	size_t room = d->len < d->room ? d->room : d->room * 2 + 16;
	struct download_item *items = realloc(d->items, room * sizeof(*items));

	if (!items)
		return NULL;
	d->items = items;
	d->room = room;
	items[d->len] = (struct download_item){ .id = id };
	return &items[d->len++];
}

/* With --all-ready: whatever may be ready. What is not for sure turns out when its link is asked
 * for, which only a ready report has. */
static bool visit_ready(void *context, int64_t id, const void *row)
{
	struct search *s = context;
	const char *status = status_of_row(&s->status, row);
	struct download_item *item;

	if (!id || !status_may_be_ready(&s->status, row))
		return true;
	item = add_item(s->d, id);
	if (!item) {
		s->err = cli_fail_nomem();
		return false;
	}
	item->unsure = !status || strcmp(status, "ready") != 0;
	item->code = make_path(s->d, item, row);
	return true;
}

static int read_list(struct download *d)
{
	struct search s = { .d = d, .missing = d->len };
	int err;

	status_fields_of(d->order->list, &s.status);
	err = visit_rows(d->cli, d->order->list, d->all_ready ? visit_ready : visit_wanted, &s);
	for (size_t i = 0; !err && i < d->len; i++)
		if (!d->items[i].path && !d->items[i].code)
			d->items[i].code = cli_fail(EXIT_NOT_FOUND,
						    "the list of %s reports has no report %" PRId64,
						    d->link->family, d->items[i].id);
	return err ? err : s.err;
}

/* Two reports with one path: one of them could not be saved. */
static int check_paths(const struct download *d)
{
	for (size_t i = 0; i < d->len; i++)
		for (size_t k = 0; d->items[i].path && k < i; k++)
			if (d->items[k].path && !strcmp(d->items[k].path, d->items[i].path))
				return cli_fail(EXIT_USAGE,
						"--name: reports %" PRId64 " and %" PRId64
						" would both be %s: add {id}; nothing was saved",
						d->items[k].id, d->items[i].id, d->items[i].path);
	return 0;
}

int find_items(struct download *d)
{
	int err = 0;

	if (d->all_ready || needs_list(d))
		err = read_list(d);
	else
		for (size_t i = 0; !err && i < d->len; i++)
			err = make_path(d, &d->items[i], NULL);
	return err ? err : check_paths(d);
}
