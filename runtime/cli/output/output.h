/* SPDX-License-Identifier: MIT */
/* Data to standard output as a table, csv, JSON or JSON lines; progress on standard error. */
#ifndef IQM_CLI_OUTPUT_H
#define IQM_CLI_OUTPUT_H

#include "term/term.h"

#include <time.h>

enum output_format { FORMAT_TABLE, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV, FORMAT_TSV };

static inline bool format_is_json(enum output_format format)
{
	return format == FORMAT_JSON || format == FORMAT_JSONL;
}

/* How this run prints. */
struct print_options {
	const struct cli_command *command;
	enum output_format format;
	const char *zone;    /* time zone of times that are shown; NULL: UTC */
	const char *columns; /* --columns; NULL: not given */
	bool excel;          /* csv for a spreadsheet */
};

/* ---- time_zone.c ------------------------------------------------------------------------- */

#define TIMESTAMP_SIZE 40

/* Whether `zone` is one: "America/New_York", "UTC", "-05:00". */
bool zone_is_known(const char *zone);
/* The same; an unknown one is a usage error. */
int zone_check(const char *zone);
bool zone_is_utc(const char *zone);    /* NULL is */
bool zone_is_offset(const char *zone); /* "-05:00"; it may not be a valid one */
/* Seconds east of UTC, of a zone that is an offset. */
int64_t zone_offset(const char *zone);
/* What clocks in `zone` show at `t`, read as if it were UTC, in ms. */
int64_t zone_local_ms(time_t t, const char *zone);
/* "2026-01-05T00:00:00-05:00" in `zone` (NULL: UTC); of no year there is, "N s after 1970". */
void timestamp_text(time_t t, const char *zone, char text[TIMESTAMP_SIZE]);
/* For a table: "2026-01-05" of a day's first or last second, else "2026-01-05 14:30". */
void timestamp_brief(time_t t, const char *zone, char text[TIMESTAMP_SIZE]);

/* ---- zone_names.c ------------------------------------------------------------------------ */

/* Where the system has its zones. */
const char *zone_directory(void);
/* Gives the name of each zone that the system has. */
void zone_each(void (*give)(void *to, const char *name), void *to);
#define ZONE_HINT_SIZE 96
/* Of an unknown zone: ", did you mean 'America/New_York'?" or "". */
const char *zone_hint(const char *zone, char text[ZONE_HINT_SIZE]);

/* ---- member.c: what a field of a struct has ---------------------------------------------- */

/* Absent also where the field is NULL: the struct has no such field. */
struct iqm_int member_int(const struct iqm_field *f, const void *object);
struct iqm_ints member_ints(const struct iqm_field *f, const void *object);
const char *member_text(const struct iqm_field *f, const void *object);
/* In the field's own unit, also where that is seconds. */
struct iqm_ms member_timestamp(const struct iqm_field *f, const void *object);
/* The same as a time; -1: absent. */
time_t member_time(const struct iqm_field *f, const void *object);
/* What a JSON object has under any of the field's names; NULL: nothing. */
const struct cJSON *member_json(const struct iqm_field *f, const struct cJSON *object);
#define DATE_SIZE 11
/* "2026-01-05", its day in `zone`; "": absent. */
void member_day(const struct iqm_field *f, const void *object, const char *zone,
		char day[DATE_SIZE]);

/* ---- money.c ----------------------------------------------------------------------------- */

#define MONEY_SIZE IQM_NUMBER_SIZE
/* "25.50", with more digits where the amount has them. */
void format_money(double amount, char text[MONEY_SIZE]);

/* ---- out.c, cell.c, cell_text.c: rows and objects ---------------------------------------- */

#define BAD_SIGN "?" /* in tables, for a field that could not be read */

/* A column of what is printed. */
struct column {
	const char *name;             /* "report-id"; the heading of a table has it in capitals */
	const struct cli_name *names; /* what tables show instead of ids; NULL: none */
	bool money;                   /* numbers are amounts: two decimals for people */
	bool day_will_do;             /* a time, of which a table without room shows the day */
};

enum cell_kind {
	CELL_NONE = 0, /* absent: "" in tables and csv, left out of json */
	CELL_BAD,      /* it could not be read: a sign in tables, "" in csv */
	CELL_TEXT,     /* cut where a table must fit a terminal */
	CELL_WORD,     /* text that is never cut: a key, a state */
	CELL_LINE,     /* the same, in a table that may be wider than the terminal */
	CELL_INT,
	CELL_NUM,
	CELL_MONEY, /* the same: with two decimals in tables */
	CELL_BOOL,
	CELL_TIME, /* epoch seconds: ISO but in json of the command's own, where it is the number */
	CELL_NEST, /* a list or an object of a struct */
	CELL_JSON  /* JSON text: a value of json, a text of all else */
};

struct cell {
	enum cell_kind kind;
	union {
		const char *text;
		int64_t number;
		double num;
		bool yes;
		struct {
			const struct iqm_field *field;
			const void *object;
			bool bad; /* a part of it could not be read */
		} nest;
	} as;
};

/* A text; NULL and "" are none. */
struct cell text_cell(enum cell_kind kind, const char *text);
/* A number, of which 0 is none; an amount, which is none if it is absent or not finite. */
struct cell number_cell(int64_t number);
struct cell money_cell(struct iqm_num amount);
/* A struct's field, which it borrows. */
struct cell cell_of(const struct iqm_field *f, const void *object);
/* For people: one line that is safe on a terminal. */
void cell_add_shown(struct buf *t, const struct column *column, const struct cell *cell,
		    const char *zone);
/* The name of an id; NULL: it has none. `names` may be NULL. */
const char *name_of_id(const struct cli_name *names, int64_t id);

struct out;

/* Whether --columns names some of these columns; a usage error if not. For commands that do
 * something before they print. */
int out_check(const struct print_options *opts, const struct column *columns, size_t len);
/* Begins rows, of which --columns shows some. Borrows the columns until out_close(). NULL: it has
 * printed an error. */
struct out *out_open(const struct print_options *opts, const struct column *columns, size_t len);
/* An exit code; out_close() even so. */
int out_row(struct out *out, const struct cell *cells);
/* Prints what is left, frees it. An exit code: standard output may be full. */
int out_close(struct out *out);
/* One object: in tables a line for each cell that is not empty. */
int out_object(const struct print_options *opts, const struct column *columns, size_t len,
	       const struct cell *cells);

/* ---- status.c: the status of a report in one word, the same in all families -------------- */

/*
 * "processing", "ready", "failed", "gone" or "unknown". A status name decides where a row has one.
 * IQM's documents number statuses in two ways, so an id alone may be uncertain: then it is what the
 * list says that the API page links to, with a question mark ("ready?").
 */

/* What gives a list's rows their status, and when they were made. */
struct status_fields {
	const struct iqm_field *id;
	const struct iqm_field *name; /* NULL: none */
	const struct iqm_field *created;
};
/* False: rows of this operation have no status. */
bool status_fields_of(const struct iqm_op *list, struct status_fields *fields);

/* Of a row's struct; NULL: the row says nothing of it. */
const char *status_of_row(const struct status_fields *fields, const void *row);
/* False: by none of the meanings that its status may have. */
bool status_may_be_ready(const struct status_fields *fields, const void *row);
/* Of a report as polls and waits know it; one that was not polled yet is "processing?". */
const char *status_of_report(const struct iqm_report *report);
/* Of a state that is sure. */
const char *status_of_state(enum iqm_report_state state);
/* Whether a row's word is this status: "ready?" is "ready" too. */
bool status_is(const char *word, const char *status);
/* The words that a row may have, NULL ends; for messages and completion. */
extern const char *const status_words[];

/* ---- plan_rows.c: on standard error, what is about to be done ---------------------------- */

struct plan_rows;

/* A table, or in JSON an object a line. NULL: it has printed an error. The others give exit codes.
 */
struct plan_rows *plan_rows_open(const struct print_options *opts, const struct column *columns,
				 size_t len);
int plan_rows_add(struct plan_rows *p, const struct cell *cells);
int plan_rows_close(struct plan_rows *p);

/* ---- response.c, pages.c, columns.c: an operation's response ----------------------------- */

/* Whether --columns names columns of this command; a usage error if not. */
int check_columns(const struct print_options *opts);
/* Prints a response: iqm_raw() must have its bytes. An exit code. */
int print_response(const struct print_options *opts, const void *response);
/* Prints JSON as it came, on a terminal with escapes for what that may obey. An exit code. */
int print_bytes(const char *json, size_t len);

/* ---- name_pattern.c ---------------------------------------------------------------------- */

/* Whether the whole text is like the pattern. */
bool name_is_like(const char *text, const char *pattern);

/* ---- row_filter.c, pages.c: the rows of a list on several pages -------------------------- */

/* Which rows; zeroed: all. */
struct row_filter {
	const char **statuses; /* words of status_words, NULL ends; NULL: any */
	struct iqm_ms since;   /* made then or later */
	int64_t *campaigns;    /* of one of these; none: of any */
	size_t campaign_len;
	const char *name; /* a pattern; NULL: any */
	/* what was found */
	int64_t unsure;   /* rows that were left out, as it is not known whether they fit */
	unsigned lacking; /* for want of these: a bit each filter */
};
bool row_filter_is_set(const struct row_filter *filter);

/* What is wanted of a list besides its request. */
struct list_options {
	bool all;      /* all pages, not one */
	int64_t limit; /* most rows; 0: no limit */
	struct row_filter filter;
};

/* Prints the rows of all pages as they come, and says what is not shown. An exit code. */
int print_pages(const struct print_options *opts, struct list_options *which,
		struct iqm_client *client, const void *request, struct iqm_call *call);

/* ---- shown_of.c: a list that is not all says so ------------------------------------------ */

#define COUNT_SIZE 32
/* "1,505"; of a negative one "an unknown number of". */
const char *count_text(int64_t count, char text[COUNT_SIZE]);
/* Of one page. */
void note_page(const struct iqm_op *op, const void *request, const void *response);
/* Of a list that has no pages, and counts its rows. */
void note_rows(const struct iqm_op *op, const void *response);

/* ---- seen_ids.c: which reports a list has shown ------------------------------------------ */

#define SEEN_IDS_MAX 100

/* A row of a list with pages; or all rows of one page. */
void seen_ids_add(const struct iqm_op *list, const void *row);
void seen_ids_add_page(const struct iqm_op *list, const void *response);
const int64_t *seen_ids(size_t *len);

/* ---- bad_fields.c: what of responses could not be read ----------------------------------- */

void bad_fields_event(const struct iqm_event *event);
/* Says on standard error how many there were; nothing if there were none. */
void bad_fields_report(void);

/* ---- progress.c: bytes and waits, on standard error -------------------------------------- */

/* `what` is worked on until progress_end(). */
void progress_begin(const char *what);
void progress_bytes(int64_t done, int64_t total);
/* So many of them are done. */
void progress_count(size_t done, size_t total);
/* What the last poll found. */
void progress_reports(const struct iqm_report *reports, size_t len);
/* The next poll is in `ms`. */
void progress_pause(long ms);
/* Why there is nothing to show yet; the next request is in `ms`. */
void progress_wait(const char *why, long ms);
void progress_end(void);
/* A client's on_event hook; it uses no context. */
void progress_event(void *context, const struct iqm_event *event);

#endif
