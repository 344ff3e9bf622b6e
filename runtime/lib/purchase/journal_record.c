/* SPDX-License-Identifier: MIT */
/*
 * A line of the journal: "LENGTH SUM JSON", where LENGTH and SUM are the JSON's. By them a line
 * that was cut differs from one that was changed.
 */
#include "purchase/journal_parts.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define SUM_DIGITS 16

/* Members of the JSON, all of them strings: cJSON's numbers are doubles, which ids may exceed. */
static const struct member {
	const char *name;
	size_t offset;
	bool integer; /* a struct with `set` and an int64_t */
} members[] = {
	{ "event", offsetof(struct iqm_journal_record, event), false },
	{ "key", offsetof(struct iqm_journal_record, key), false },
	{ "operation", offsetof(struct iqm_journal_record, operation), false },
	{ "request", offsetof(struct iqm_journal_record, request), false },
	{ "highestId", offsetof(struct iqm_journal_record, highest_id), true },
	{ "time", offsetof(struct iqm_journal_record, time), true },
	{ "sent", offsetof(struct iqm_journal_record, sent), true },
	{ "state", offsetof(struct iqm_journal_record, state), true },
	{ "reportId", offsetof(struct iqm_journal_record, report_id), true },
};

#define MEMBERS (sizeof(members) / sizeof(members[0]))

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

static bool add_member(cJSON *json, const struct member *m, const struct iqm_journal_record *record)
{
	const char *at = (const char *)record + m->offset;
	char digits[24];
	const char *text;
	struct iqm_int v;

	memcpy(&text, at, sizeof(text));
	if (text && m->integer) { /* `set` */
		memcpy(&v, at, sizeof(v));
		snprintf(digits, sizeof(digits), "%" PRId64, v.value);
		text = digits;
	}
	return !text || cJSON_AddStringToObject(json, m->name, text);
}

/* cJSON's to free; NULL: out of memory. */
static char *to_json(const struct iqm_journal_record *record)
{
	cJSON *json = cJSON_CreateObject();
	bool whole = json;
	char *text;

	for (size_t i = 0; whole && i < MEMBERS; i++)
		whole = add_member(json, &members[i], record);
	text = whole ? cJSON_PrintUnformatted(json) : NULL;
	cJSON_Delete(json);
	return text;
}

int iqm_journal_write_line(const struct iqm_journal_record *record, struct buf *out,
			   struct iqm_error *error)
{
	char *json = to_json(record);
	size_t len = json ? strlen(json) : 0;

	if (!json)
		return iqm_fail_nomem(error);
	iqm_buf_printf(out, "%zu %016" PRIx64 " ", len, iqm_hash(IQM_HASH_START, json, len));
	iqm_buf_add(out, json, len);
	iqm_buf_str(out, "\n");
	cJSON_free(json);
	return out->err ? iqm_fail_nomem(error) : 0;
}

/* ---- reading -------------------------------------------------------------------------------- */

struct frame {
	const char *sum; /* its digits */
	size_t json_len;
	const char *json;
	size_t found; /* bytes that stand for the JSON */
};

static size_t count_hex(const char *s, const char *end)
{
	const char *first = s;

	while (s < end && ((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'f')))
		s++;
	return (size_t)(s - first);
}

static bool read_frame(const char *line, size_t len, struct frame *f)
{
	const char *end = line + len;
	uint64_t json_len;
	const char *at = iqm_digits(line, end, SIZE_MAX, &json_len);

	if (!at || at == end || *at != ' ')
		return false;
	f->json_len = (size_t)json_len;
	f->sum = at + 1;
	at = f->sum + count_hex(f->sum, end);
	if (at - f->sum != SUM_DIGITS || at == end || *at != ' ')
		return false;
	f->json = at + 1;
	f->found = (size_t)(end - f->json);
	return true;
}

static bool has_its_sum(const struct frame *f)
{
	char sum[SUM_DIGITS + 1];

	snprintf(sum, sizeof(sum), "%016" PRIx64, iqm_hash(IQM_HASH_START, f->json, f->found));
	return !memcmp(sum, f->sum, SUM_DIGITS);
}

/* Whether it can be the start of a frame: digits, a space, a sum. */
static bool starts_frame(const char *line, size_t len)
{
	const char *end = line + len;
	size_t sum;

	while (line < end && *line >= '0' && *line <= '9')
		line++;
	if (line == end)
		return true;
	sum = count_hex(line + 1, end);
	return *line == ' ' && sum <= SUM_DIGITS && line + 1 + sum == end;
}

static int check_record(const struct iqm_journal_record *r, struct iqm_error *error)
{
	int state;

	if (!r->event || !r->key)
		return iqm_fail(error, IQM_E_JOURNAL, "%s: missing", r->event ? "key" : "event");
	state = iqm_journal_state(r);
	if (state < 0)
		return iqm_fail(error, IQM_E_JOURNAL, "event '%s' is not known", r->event);
	if (!iqm_journal_is_key(r->key))
		return iqm_fail(error, IQM_E_JOURNAL, "its key is none");
	if (state == IQM_PURCHASE_OPEN &&
	    (!r->operation || !r->request || !r->time.set || !r->sent.set))
		return iqm_fail(error, IQM_E_JOURNAL,
				"operation, request, time or sent is missing");
	return 1;
}

static int read_integer(const char *text, struct iqm_int *v)
{
	v->set = &iqm_is_set;
	return iqm_integer(text, &v->value) ? 0 : IQM_E_JOURNAL;
}

/* A member that is not known is one of a later release. */
static int read_member(const cJSON *item, struct arena *arena, struct iqm_journal_record *record,
		       struct iqm_error *error)
{
	const struct member *m = members;
	struct iqm_int v;
	const char *text;
	char *at;

	while (m < members + MEMBERS && strcmp(m->name, item->string))
		m++;
	if (m == members + MEMBERS)
		return 0;
	at = (char *)record + m->offset;
	memcpy(&text, at, sizeof(text)); /* or `set` */
	if (text)
		return iqm_fail(error, IQM_E_JOURNAL, "%s: given twice", m->name);
	if (!cJSON_IsString(item) || (m->integer && read_integer(item->valuestring, &v)))
		return iqm_fail(error, IQM_E_JOURNAL, "%s: expected %s, found something else",
				m->name, m->integer ? "an integer in a string" : "a string");
	if (m->integer) {
		memcpy(at, &v, sizeof(v));
		return 0;
	}
	text = iqm_arena_text(arena, item->valuestring, strlen(item->valuestring));
	memcpy(at, &text, sizeof(text));
	return text ? 0 : iqm_fail_nomem(error);
}

static int read_json(const char *text, size_t len, struct arena *arena,
		     struct iqm_journal_record *record, struct iqm_error *error)
{
	const char *end = text;
	cJSON *json = cJSON_ParseWithLengthOpts(text, len, &end, false);
	int err = 0;

	if (!json) /* for want of memory, or of JSON */
		return iqm_json_check(text, len, error) ? IQM_E_JOURNAL : iqm_fail_nomem(error);
	if (!cJSON_IsObject(json) || end != text + len || iqm_has_escaped_nul(text, len))
		err = iqm_fail(error, IQM_E_JOURNAL,
			       "expected one object without a NUL, found something else");
	for (const cJSON *item = json->child; !err && item; item = item->next)
		err = read_member(item, arena, record, error);
	cJSON_Delete(json);
	return err ? err : check_record(record, error);
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

	if (memchr(line, '\0', len))
		return 0;
	if (!read_frame(line, len, &f))
		return starts_frame(line, len)
			       ? 0
			       : iqm_fail(error, IQM_E_JOURNAL, "no record of a journal");
	if (f.found < f.json_len)
		return 0;
	if (f.found > f.json_len || !has_its_sum(&f))
		return iqm_fail(error, IQM_E_JOURNAL, "it was changed after it had been written");
	return read_json(f.json, f.found, arena, record, error);
}
