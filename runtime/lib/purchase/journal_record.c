/* SPDX-License-Identifier: MIT */
/*
 * A line of the journal: "LENGTH SUM JSON", where LENGTH and SUM are the JSON's. By them a line
 * that was cut differs from one that was changed.
 */
#include "purchase/journal_parts.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define SUM_DIGITS 16

/* ---- members of the JSON --------------------------------------------------------------------- */

enum member_kind { TEXT, INTEGER, NUMBER, TRUTH };

#define PURCHASE(m) offsetof(struct journal_record, purchase.m)

/* All of them are strings: cJSON's numbers are doubles, which ids may exceed. */
static const struct member {
	const char *name;
	size_t offset;
	enum member_kind kind; /* but for texts a struct with `set` and a value */
} members[] = {
	{ "key", PURCHASE(key), TEXT },
	{ "service", PURCHASE(service), TEXT },
	{ "workspace", PURCHASE(workspace), TEXT },
	{ "operation", PURCHASE(operation), TEXT },
	{ "request", PURCHASE(request), TEXT },
	{ "order", PURCHASE(order), TEXT },
	{ "highestId", PURCHASE(intent.highest_id), INTEGER },
	{ "time", PURCHASE(intent.time), INTEGER },
	{ "state", PURCHASE(intent.state), INTEGER }, /* of a report that is regenerated */
	{ "sent", PURCHASE(sent), INTEGER },
	{ "reportId", PURCHASE(report_id), INTEGER },
	{ "price", PURCHASE(price), NUMBER },
	{ "cost", PURCHASE(cost), NUMBER },
	{ "host", PURCHASE(host), TEXT },
	{ "process", PURCHASE(process), INTEGER },
	{ "note", PURCHASE(note), TEXT },
	{ "who", PURCHASE(settlement.who), TEXT },
	{ "settledBy", PURCHASE(settlement.process), INTEGER },
	{ "settled", PURCHASE(settlement.time), INTEGER },
	{ "rows", PURCHASE(settlement.rows), INTEGER },
	{ "candidates", PURCHASE(settlement.candidates), INTEGER },
	{ "whole", PURCHASE(settlement.whole), TRUTH },
	{ "generation", offsetof(struct journal_record, generation), INTEGER },
	{ "number", offsetof(struct journal_record, number), INTEGER },
};

#define MEMBERS (sizeof(members) / sizeof(members[0]))

static const struct event {
	const char *name;
	enum journal_kind kind;
	enum iqm_purchase_state state; /* of an outcome */
} events[] = {
	{ "intent", JOURNAL_INTENT, IQM_PURCHASE_NONE },
	{ "unknown", JOURNAL_OUTCOME, IQM_PURCHASE_UNKNOWN },
	{ "bought", JOURNAL_OUTCOME, IQM_PURCHASE_BOUGHT },
	{ "not_bought", JOURNAL_OUTCOME, IQM_PURCHASE_NOT_BOUGHT },
	{ "refused", JOURNAL_OUTCOME, IQM_PURCHASE_REFUSED },
	{ "note", JOURNAL_NOTE, IQM_PURCHASE_NONE },
	{ "archived", JOURNAL_ARCHIVED, IQM_PURCHASE_NONE },
	{ "damaged", JOURNAL_DAMAGED, IQM_PURCHASE_NONE },
	{ "accepted", JOURNAL_ACCEPTED, IQM_PURCHASE_NONE },
	{ "replaced", JOURNAL_REPLACED, IQM_PURCHASE_NONE },
};

#define EVENTS (sizeof(events) / sizeof(events[0]))

static const char *event_name(const struct journal_record *record)
{
	size_t i = 0;

	while (events[i].kind != record->kind ||
	       (record->kind == JOURNAL_OUTCOME && events[i].state != record->purchase.state))
		i++;
	return events[i].name;
}

static bool read_event(const char *name, struct journal_record *record)
{
	for (size_t i = 0; i < EVENTS; i++) {
		if (strcmp(events[i].name, name) != 0)
			continue;
		record->kind = events[i].kind;
		record->purchase.state = events[i].state;
		return true;
	}
	return false;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The member as text; NULL: it has none. */
static const char *member_text(const struct member *m, const struct journal_record *record,
			       char digits[IQM_NUMBER_SIZE])
{
	const char *at = (const char *)record + m->offset;
	const char *text;
	struct iqm_int integer;
	struct iqm_num number;
	struct iqm_bool truth;

	memcpy(&text, at, sizeof(text)); /* or `set` */
	if (!text || m->kind == TEXT)
		return text;
	if (m->kind == INTEGER) {
		memcpy(&integer, at, sizeof(integer));
		snprintf(digits, IQM_NUMBER_SIZE, "%" PRId64, integer.value);
	} else if (m->kind == NUMBER) {
		memcpy(&number, at, sizeof(number));
		iqm_number_text(number.value, digits);
	} else {
		memcpy(&truth, at, sizeof(truth));
		snprintf(digits, IQM_NUMBER_SIZE, "%s", truth.value ? "true" : "false");
	}
	return digits;
}

/* False: no memory. */
static bool add_json(const struct journal_record *record, struct buf *out)
{
	cJSON *json = cJSON_CreateObject();
	char digits[IQM_NUMBER_SIZE];
	bool whole;

	snprintf(digits, sizeof(digits), "%d", JOURNAL_FORMAT);
	whole = json && cJSON_AddStringToObject(json, "event", event_name(record)) &&
		cJSON_AddStringToObject(json, "format", digits);
	for (size_t i = 0; whole && i < MEMBERS; i++) {
		const char *value = member_text(&members[i], record, digits);

		whole = !value || cJSON_AddStringToObject(json, members[i].name, value);
	}
	if (whole)
		iqm_tree_print(out, json);
	iqm_tree_free(json);
	return whole && !out->err;
}

int iqm_journal_write_line(const struct journal_record *record, struct buf *out,
			   struct iqm_error *error)
{
	struct buf json = { 0 };
	bool whole = add_json(record, &json);

	if (whole) {
		iqm_buf_printf(out, "%zu %016" PRIx64 " ", json.len,
			       iqm_hash(IQM_HASH_START, json.data, json.len));
		iqm_buf_add(out, json.data, json.len);
		iqm_buf_str(out, "\n");
	}
	iqm_buf_free(&json);
	return !whole || out->err ? iqm_fail_nomem(error) : 0;
}

/* ---- reading JSON ---------------------------------------------------------------------------- */

static bool read_number(const char *text, enum member_kind kind, void *at)
{
	struct iqm_int integer = iqm_int(0);
	struct iqm_num number = iqm_num(0);
	struct iqm_bool truth = iqm_bool(!strcmp(text, "true"));

	if (kind == INTEGER && iqm_integer(text, &integer.value))
		memcpy(at, &integer, sizeof(integer));
	else if (kind == NUMBER && iqm_json_number(text, &number.value))
		memcpy(at, &number, sizeof(number));
	else if (kind == TRUTH && (truth.value || !strcmp(text, "false")))
		memcpy(at, &truth, sizeof(truth));
	else
		return false;
	return true;
}

static int read_value(const struct member *m, const char *value, struct arena *arena, char *at,
		      struct iqm_error *error)
{
	static const char *const expected[] = { "text", "an integer", "a number", "true or false" };
	const char *text;

	if (m->kind != TEXT)
		return read_number(value, m->kind, at)
			       ? 0
			       : iqm_fail(error, IQM_E_JOURNAL,
					  "%s: expected %s in a string, found something else",
					  m->name, expected[m->kind]);
	text = iqm_arena_text(arena, value, strlen(value));
	memcpy(at, &text, sizeof(text));
	return text ? 0 : iqm_fail_nomem(error);
}

/* A member that is not known is one of a later release. */
static int read_member(const cJSON *item, struct arena *arena, struct journal_record *record,
		       struct iqm_error *error)
{
	const struct member *m = members;
	const void *before;
	char *at;

	while (m < members + MEMBERS && strcmp(m->name, item->string))
		m++;
	if (m == members + MEMBERS)
		return 0;
	at = (char *)record + m->offset;
	memcpy(&before, at, sizeof(before)); /* or `set` */
	if (before)
		return iqm_fail(error, IQM_E_JOURNAL, "%s: given twice", m->name);
	if (!cJSON_IsString(item))
		return iqm_fail(error, IQM_E_JOURNAL, "%s: expected a string, found something else",
				m->name);
	return read_value(m, item->valuestring, arena, at, error);
}

static int check_record(const struct journal_record *r, struct iqm_error *error)
{
	const struct iqm_purchase *p = &r->purchase;
	bool has_key = r->kind <= JOURNAL_ARCHIVED;

	if (has_key && !p->key)
		return iqm_fail(error, IQM_E_JOURNAL, "key: missing");
	if (p->key && !iqm_is_key(p->key))
		return iqm_fail(error, IQM_E_JOURNAL, "its key is none");
	if (r->kind == JOURNAL_REPLACED && !r->generation.set)
		return iqm_fail(error, IQM_E_JOURNAL, "generation: missing");
	if (r->number.set && (r->number.value < 1 || r->number.value > INT_MAX))
		return iqm_fail(error, IQM_E_JOURNAL, "number: expected 1 or more");
	if (r->kind == JOURNAL_INTENT && (!p->operation || !p->request || !p->service ||
					  !p->workspace || !p->intent.time.set || !p->sent.set))
		return iqm_fail(error, IQM_E_JOURNAL,
				"operation, request, service, workspace, time or sent is missing");
	return 0;
}

static int check_format(const char *format, struct iqm_error *error)
{
	char text[IQM_FORMAT_SIZE];
	int64_t number;

	if (!format || !iqm_integer(format, &number) || number < 1)
		return iqm_fail(error, IQM_E_JOURNAL, "format: expected a number");
	if (number <= JOURNAL_FORMAT)
		return 0;
	iqm_fail(error, IQM_E_JOURNAL, "it has %s", iqm_format_text(number, JOURNAL_FORMAT, text));
	if (error)
		error->cause = IQM_E_CONFIG; /* it is not damaged */
	return IQM_E_JOURNAL;
}

/* Of a later format other events may be known. */
static int read_object(const cJSON *json, struct arena *arena, struct journal_record *record,
		       struct iqm_error *error)
{
	const char *event = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "event"));
	int err = check_format(
		cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "format")), error);

	if (!err && (!event || !read_event(event, record)))
		err = iqm_fail(error, IQM_E_JOURNAL, "event '%s' is not known", event ? event : "");
	for (const cJSON *item = json->child; !err && item; item = item->next)
		err = read_member(item, arena, record, error);
	return err ? err : check_record(record, error);
}

/* cJSON writes none, and refuses half of one, which iqm_json_check() takes. */
static bool has_escaped_surrogate(const char *json, size_t len)
{
	for (size_t i = 0; i + 4 <= len; i++)
		if ((!memcmp(json + i, "\\ud", 3) || !memcmp(json + i, "\\uD", 3)) &&
		    json[i + 3] >= '8')
			return true;
	return false;
}

/* It reports out of memory and a syntax error alike. */
static int fail_unread(const char *text, size_t len, struct iqm_error *error)
{
	if (iqm_json_check(text, len, error))
		return IQM_E_JOURNAL;
	if (has_escaped_surrogate(text, len))
		return iqm_fail(error, IQM_E_JOURNAL, "an escaped surrogate, which no journal has");
	return iqm_fail_nomem(error);
}

static int read_json(const char *text, size_t len, struct arena *arena,
		     struct journal_record *record, struct iqm_error *error)
{
	const char *end = text;
	cJSON *json = cJSON_ParseWithLengthOpts(text, len, &end, false);
	int err;

	if (!json)
		return fail_unread(text, len, error);
	if (!cJSON_IsObject(json) || end != text + len || iqm_has_escaped_nul(text, len))
		err = iqm_fail(error, IQM_E_JOURNAL,
			       "expected one object without a NUL, found something else");
	else
		err = read_object(json, arena, record, error);
	iqm_tree_free(json);
	return err;
}

/* ---- reading lines --------------------------------------------------------------------------- */

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

int iqm_journal_read_line(const char *line, size_t len, struct arena *arena,
			  struct journal_record *record, struct iqm_error *error)
{
	struct frame f;

	if (!read_frame(line, len, &f))
		return iqm_fail(error, IQM_E_JOURNAL, "no record of a journal");
	if (f.found != f.json_len || !has_its_sum(&f))
		return iqm_fail(error, IQM_E_JOURNAL, "it was changed after it had been written");
	return read_json(f.json, f.found, arena, record, error);
}

/* A part of a record: its JSON has not ended, and nothing but the end is missing. */
static bool is_part(const char *line, size_t len)
{
	struct frame f;

	if (memchr(line, '\0', len))
		return false;
	if (!read_frame(line, len, &f))
		return starts_frame(line, len);
	return f.found < f.json_len && iqm_json_check(f.json, f.found, NULL) != 0;
}

/*
 * The writer of a part died, or the power failed, before its sync had ended: it may be followed by
 * the zeros of a block that never reached the disk. If it was an intent, its purchase was not sent;
 * if it was an outcome, its intent stays open: both are safe to drop.
 */
int iqm_journal_read_tail(const char *line, size_t len, struct arena *arena,
			  struct journal_record *record, size_t *used, struct iqm_error *error)
{
	int err;

	while (len && !line[len - 1])
		len--;
	*used = len;
	if (!len || is_part(line, len))
		return 0;
	err = iqm_journal_read_line(line, len, arena, record, error);
	return err ? err : 1;
}
