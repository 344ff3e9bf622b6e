/* SPDX-License-Identifier: MIT */
/*
 * A line of the journal: "LENGTH SUM JSON", where LENGTH and SUM are the JSON's. By them a line
 * that was cut differs from one that was changed.
 */
#include "purchase/journal_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SUM_DIGITS 16

static const struct iqm_field record_fields[] = {
	IQM_FIELD(iqm_journal_record, event, IQM_F_REQUIRED, "event"),
	IQM_FIELD(iqm_journal_record, key, IQM_F_REQUIRED, "key"),
	IQM_FIELD(iqm_journal_record, operation, 0, "operation"),
	IQM_FIELD(iqm_journal_record, request, 0, "request"),
	IQM_FIELD(iqm_journal_record, highest_id, 0, "highestId"),
	IQM_FIELD(iqm_journal_record, time, 0, "time"),
	IQM_FIELD(iqm_journal_record, state, 0, "state"),
	IQM_FIELD(iqm_journal_record, report_id, 0, "reportId"),
};

static const struct iqm_table record_table = IQM_TABLE(iqm_journal_record, record_fields);

/* By the state that each brings about. */
static const char *const events[] = {
	[IQM_PURCHASE_OPEN] = "intent",     [IQM_PURCHASE_UNKNOWN] = "unknown",
	[IQM_PURCHASE_BOUGHT] = "bought",   [IQM_PURCHASE_NOT_BOUGHT] = "not_bought",
	[IQM_PURCHASE_REFUSED] = "refused",
};

int iqm_journal_state(const struct iqm_journal_record *record)
{
	for (int i = 0; i < (int)(sizeof(events) / sizeof(events[0])); i++)
		if (events[i] && !strcmp(events[i], record->event))
			return i;
	return -1;
}

const char *iqm_journal_event(enum iqm_purchase_state state)
{
	return events[state];
}

bool iqm_journal_is_key(const char *key)
{
	size_t len = 0;

	while (key[len] >= ' ' && key[len] <= '~' && len <= JOURNAL_KEY_MAX)
		len++;
	return len && len <= JOURNAL_KEY_MAX && !key[len];
}

/* ---- writing -------------------------------------------------------------------------------- */

int iqm_journal_write_line(const struct iqm_journal_record *record, struct buf *out,
			   struct iqm_error *error)
{
	struct encoding how = { .error = error };
	struct buf json = { 0 };
	int err = iqm_encode_json(&record_table, record, &how, &json);

	if (!err) {
		iqm_buf_printf(out, "%zu %016" PRIx64 " ", json.len,
			       iqm_hash(IQM_HASH_START, json.data, json.len));
		iqm_buf_add(out, json.data, json.len);
		err = iqm_buf_add(out, "\n", 1) ? iqm_fail_nomem(error) : 0;
	}
	iqm_buf_free(&json);
	return err;
}

/* ---- reading -------------------------------------------------------------------------------- */

struct frame {
	uint64_t sum;
	size_t json_len;
	const char *json;
	size_t found; /* bytes that stand for the JSON */
};

static bool read_frame(const char *line, size_t len, struct frame *f)
{
	char head[48] = "";
	char *at;
	char *end;

	memcpy(head, line, len < sizeof(head) - 1 ? len : sizeof(head) - 1);
	if (*head < '0' || *head > '9')
		return false;
	f->json_len = strtoull(head, &at, 10);
	if (*at != ' ')
		return false;
	f->sum = strtoull(++at, &end, 16);
	if (end - at != SUM_DIGITS || *end != ' ')
		return false;
	f->json = line + (end + 1 - head);
	f->found = len - (size_t)(f->json - line);
	return true;
}

/* Whether it can be the start of a frame: digits, a space, a sum. */
static bool starts_frame(const char *line, size_t len)
{
	size_t i = 0;
	size_t sum;

	while (i < len && line[i] >= '0' && line[i] <= '9')
		i++;
	if (i < len && line[i] != ' ')
		return false;
	for (sum = 0; i + 1 + sum < len; sum++)
		if (sum == SUM_DIGITS || !strchr("0123456789abcdef", line[i + 1 + sum]))
			return false;
	return true;
}

static int check_record(const struct iqm_journal_record *r, struct iqm_error *error)
{
	int state = iqm_journal_state(r);

	if (state < 0)
		return iqm_fail(error, IQM_E_JOURNAL, "event '%s' is not known", r->event);
	if (!iqm_journal_is_key(r->key))
		return iqm_fail(error, IQM_E_JOURNAL, "its key is none");
	if (state == IQM_PURCHASE_OPEN && (!r->operation || !r->request || !r->time.set))
		return iqm_fail(error, IQM_E_JOURNAL, "operation, request or time is missing");
	return 1;
}

/*
 * A line that is shorter than it says, or has the zeros of a block that never reached the disk, was
 * not written completely: its writer died, or the power failed, before its sync had ended. If it
 * was an intent, its purchase was not sent; if it was an outcome, its intent stays open: both are
 * safe to skip. Any other wrong line was complete once, and nobody knows what it said.
 */
int iqm_journal_read_line(const char *line, size_t len, struct arena *arena,
			  struct iqm_journal_record *record, struct iqm_error *error)
{
	struct frame f;
	int err;

	if (memchr(line, '\0', len))
		return 0;
	if (!read_frame(line, len, &f))
		return starts_frame(line, len)
			       ? 0
			       : iqm_fail(error, IQM_E_JOURNAL, "no record of a journal");
	if (f.found < f.json_len)
		return 0;
	if (f.found > f.json_len || iqm_hash(IQM_HASH_START, f.json, f.found) != f.sum)
		return iqm_fail(error, IQM_E_JOURNAL, "it was changed after it had been written");
	err = iqm_decode_json(&record_table, f.json, f.found, arena, record, error);
	if (err == IQM_E_NOMEM)
		return err;
	return err ? IQM_E_JOURNAL : check_record(record, error);
}
