/* SPDX-License-Identifier: MIT */
/* Whether what the service lists as statuses of reports is what the spec has, and as which table.
 */
#include "commands/doctor.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MOST_STATUSES 32

/* What a list has. */
struct listed {
	struct {
		int64_t id;
		char name[48]; /* in lower case, with '_' for spaces; "": none */
	} rows[MOST_STATUSES];
	size_t len;
	bool too_long;
};

/* A cli_status_seen. */
static void see(void *context, int64_t id, const char *name)
{
	struct listed *l = context;
	size_t i;

	l->too_long = l->too_long || l->len == MOST_STATUSES;
	if (l->too_long)
		return;
	l->rows[l->len].id = id;
	for (i = 0; name && name[i] && i + 1 < sizeof(l->rows[0].name); i++) {
		char c = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] - 'A' + 'a') : name[i];

		l->rows[l->len].name[i] = c == ' ' || c == '-' ? '_' : c;
	}
	l->rows[l->len++].name[i] = '\0';
}

static const char *listed_name(const struct listed *l, int64_t id)
{
	for (size_t i = 0; i < l->len; i++)
		if (l->rows[i].id == id)
			return l->rows[i].name;
	return NULL;
}

static const char *table_name(const struct cli_status_table *t, int64_t id)
{
	for (const struct cli_name *row = t->rows; row->name; row++)
		if (row->id == id)
			return row->name;
	return NULL;
}

/* How many ids differ; the first one is said in `text`. */
static size_t differences(const struct listed *l, const struct cli_status_table *t, char *text,
			  size_t size)
{
	size_t found = 0;

	for (size_t i = 0; i < l->len; i++) {
		const char *ours = table_name(t, l->rows[i].id);

		if ((!ours || strcmp(ours, l->rows[i].name) != 0) && !found++)
			snprintf(text, size, "%" PRId64 " is '%s' and not %s%s%s", l->rows[i].id,
				 l->rows[i].name, ours ? "'" : "known", ours ? ours : "",
				 ours ? "'" : "");
	}
	for (const struct cli_name *row = t->rows; row->name; row++)
		if (!listed_name(l, row->id) && !found++)
			snprintf(text, size, "%" PRId64 ", '%s', is missing", row->id, row->name);
	return found;
}

/* Appends "static.statuses: as insights_status". Returns whether it is as some table. */
static bool compare(const struct listed *l, const char *op, struct buf *out)
{
	const struct cli_status_table *nearest = NULL;
	size_t least = SIZE_MAX;
	char first[128] = "";
	char text[128] = "";

	for (const struct cli_status_table *t = cli_status_tables; t->name; t++) {
		size_t n = differences(l, t, text, sizeof(text));

		if (n < least) {
			nearest = t;
			least = n;
			memcpy(first, text, sizeof(first));
		}
	}
	if (!nearest || l->too_long || !l->len) {
		iqm_buf_printf(out, "%s: %s statuses", op, l->too_long ? "too many" : "no");
		return false;
	}
	iqm_buf_printf(out, "%s: %s %s%s%s", op, least ? "not as" : "as", nearest->name,
		       least ? ", " : "", least ? first : "");
	return !least;
}

void doctor_check_statuses(struct doctor *d)
{
	struct iqm_settings s = { .max_attempts = 2 };
	struct iqm_call call = { .cancel = &cli_cancel };
	struct iqm_client *client = NULL;
	struct buf text = { 0 };
	bool well = true;

	if (!cli_status_lists[0].op)
		return;
	if (session_set_token(d->cli, &s, &call.error) ||
	    session_open_client(d->cli, &s, &client, &call.error)) {
		doctor_report(d, "status ids", CHECK_WARN, "%s", call.error.message);
		return;
	}
	for (const struct cli_status_list *list = cli_status_lists; list->op; list++) {
		struct listed l = { .len = 0 };

		iqm_buf_str(&text, text.len ? "; " : "");
		if (list->read(client, &call, see, &l)) {
			iqm_buf_str(&text, call.error.message);
			well = false;
		} else if (!compare(&l, list->op, &text)) {
			well = false;
		}
	}
	doctor_report(d, "status ids", well ? CHECK_OK : CHECK_WARN, "%s",
		      text.err ? "out of memory" : text.data);
	iqm_buf_free(&text);
	iqm_client_close(client);
}
