/* SPDX-License-Identifier: MIT */
/* The command line: arguments, values of options, and the request that flags and --body make. */
#ifndef IQM_CLI_INPUT_H
#define IQM_CLI_INPUT_H

#include "output/output.h"

/* What was given for a flag or an option that may be given again. */
struct values {
	const char **items;
	size_t len;
};

/* argv, read. The strings are argv's. */
struct arguments {
	const struct cli_command *command; /* NULL: none, only help is wanted */
	const char *family;                /* the first word, once it is known */
	struct values option[OPT_LEN];     /* len 0: not given; a switch has item "" */
	struct values *flags;              /* one for each of command->flags */
	struct values operands;            /* what is no option: ids, a key, a path */
	char *const *argv;                 /* all of it; NULL: these came from elsewhere */
};

/* ---- message_format.c -------------------------------------------------------------------- */

/* Whether messages are JSON, until -o and the settings have been read. */
void guess_message_format(int argc, char **argv);

/* ---- arguments.c ------------------------------------------------------------------------- */

/* 0, or an exit code; arguments_free() whatever this gives. It also sets how messages look. */
int arguments_read(struct arguments *args, int argc, char **argv);

/* ---- given.c: what is given for options and flags ---------------------------------------- */

/* Makes arguments of something else than a command line: zeroed at first, of a command, then what
 * is given. They borrow the texts. Exit codes. */
int arguments_begin(struct arguments *args, const struct cli_command *command);
int arguments_set_flag(struct arguments *args, int flag, const char *value);
int arguments_set_option(struct arguments *args, int option, const char *value);
void arguments_free(struct arguments *args);
/* An exit code. */
int values_add(struct values *v, const char *value);

/* ---- unknown.c: what was likely meant ---------------------------------------------------- */

/* A usage error: no command is called so. `second` NULL: one word was given. */
int fail_command(const char *first, const char *second);

/* ---- value.c: values of options ---------------------------------------------------------- */

bool is_given(const struct arguments *args, enum cli_option option);
/* The option's value, or its variable's, or its default; NULL: none. Of a switch that is given it
 * is "". */
const char *option_value(const struct arguments *args, enum cli_option option);
/* A number in decimal digits; false: it is none, or too large. */
bool parse_number(const char *text, double *number);
/* Reads "90s", "15m", "2h", "250ms", "90" (seconds); false: it is none of these, or, *ms being
 * LONG_MAX, too long. */
bool parse_duration(const char *text, long *ms);
/* For an error: the text is "not a", "too long a" or "too short a" duration of 1 ms or more; NULL:
 * it is one. */
const char *duration_fault(const char *text);
/* The same of an option, at least 1 ms; anything else is a usage error. */
int option_duration(const struct arguments *args, enum cli_option option, long *ms);
/* Reads "5000 per month": *period is "this-month", for period_read(). "none": NULL, and an amount
 * without limit. False: it is neither. */
bool parse_budget(const char *text, double *amount, const char **period);
/* A usage error: "`what`'text' is not `expected`", or too large, or too small where the least is
 * `min`. */
int fail_integer(const char *what, const char *text, int64_t min, const char *expected);
/* Digits, at least 1; anything else is a usage error. */
int parse_id(const char *text, int64_t *id);
/* --interval and --max-interval. */
int parse_wait_intervals(const struct arguments *args, struct iqm_wait *how);

/* ---- ids.c ------------------------------------------------------------------------------- */

struct ids {
	int64_t *items;
	size_t len;
};

/* Of "50 51,52", each once. ids_free() whatever this gives. */
int ids_read(const struct values *operands, struct ids *ids);
void ids_free(struct ids *ids);
/* Sets the request's field, an id or a list of ids, unless there are none; it borrows them. To name
 * reports twice is a usage error. */
int ids_into_request(const struct arguments *args, const struct iqm_field *field, void *request,
		     const struct ids *ids);
/* Adds those of the request's field, where there are none yet. */
int ids_of_request(const struct iqm_field *field, const void *request, struct ids *ids);

/* ---- timestamp.c ------------------------------------------------------------------------- */

/*
 * Reads an ISO date, or date and time, in `zone` unless it names its own; gives epoch milliseconds.
 * A date alone is that day's first second, or its last. `zone` NULL: the text must name its own.
 * `what`: for errors, "--start-date".
 */
int parse_timestamp(const char *what, const char *text, const char *zone, enum cli_day day,
		    int64_t *ms);

/* ---- period.c: days in words ------------------------------------------------------------- */

struct period {
	char first[DATE_SIZE]; /* "2026-01-05", and so are the others */
	char last[DATE_SIZE];
	char over[DATE_SIZE]; /* the day after it */
	bool is_over;
};

/* Reads "2026-01", "last-7-days" and the like, in any letter case; today is what calendars in
 * `zone` (NULL: UTC) show at `now`. `what`: for errors, "--period". */
int period_read(const char *what, const char *text, const char *zone, time_t now,
		struct period *period);

/* ---- since.c ----------------------------------------------------------------------------- */

/* When "90d" ago was, or when a date, a time or a period ("last-month") begins in `zone` (NULL:
 * UTC), in epoch milliseconds. `what`: for errors, "--since". */
int parse_since(const char *what, const char *text, const char *zone, int64_t *ms);

/* ---- order_period.c: --period ------------------------------------------------------------ */

/* Its days in `zone` (NULL: there is none, an error), unless given twice, or not over. */
int order_period(const struct arguments *args, const char *zone, struct period *period);

/* ---- text_file.c ------------------------------------------------------------------------- */

/* A file of text, UTF-8 without a byte-order mark, of at most 16 MiB. */
struct text_file {
	const char *name; /* for errors: its path, or "standard input" */
	const char *text; /* not ended by a NUL */
	size_t len;
	struct buf data;
};

/* "-" is standard input. An exit code; text_file_free() whatever this gives. */
int text_file_read(struct text_file *file, const char *path);
void text_file_free(struct text_file *file);

/* ---- since.c ----------------------------------------------------------------------------- */

/* When "90d" ago was, or when a date, a time or a period ("last-month") begins in `zone` (NULL:
 * UTC), in epoch milliseconds. `what`: for errors, "--since". */
int parse_since(const char *what, const char *text, const char *zone, int64_t *ms);

struct request_memory; /* what a request borrows from */

/* ---- sort_field.c: a column of the rows, as the service calls it ------------------------- */

/* `text` is "-created-on" of flag `flag`; *sent is "-pldCreatedOn", in `memory`. */
int sort_field(const struct cli_command *c, const char *flag, const char *text,
	       struct request_memory *memory, const char **sent);

/* ---- request.c: flags and a body as a request -------------------------------------------- */

struct request {
	void *value;                   /* the struct of op->query or op->body; NULL: it has none */
	struct request_memory *memory; /* what it borrows from */
};

/* `zone`: of dates that name none; NULL: UTC, but a paid operation's dates must name theirs. */
int request_build(const struct arguments *args, const char *zone, struct request *out);
void request_free(struct request *r);
/* Whether a flag of this field takes JSON: an object, a map, a list of objects, or any JSON. */
bool field_is_json(const struct iqm_field *field);

/* ---- list_options.c ---------------------------------------------------------------------- */

/* Of any operation; of one without pages there are none. They borrow from `memory`. */
int list_options_read(const struct arguments *args, const char *zone, struct request_memory *memory,
		      struct list_options *out);
/* Asks for pages as long as the limit, where nothing else says how long. */
void list_fit_page(const struct list_options *which, const struct iqm_op *op, void *request);

/* ---- order_fields.c ---------------------------------------------------------------------- */

/* Has a refusal name the flags of all that a new report needs and the request has not. */
void hint_missing_fields(const struct arguments *args, const void *request);

/* ---- order_days.c ------------------------------------------------------------------------ */

/* Of an order: not one of two days, nor the last before the first; of a purchase that makes a new
 * report also not none. A usage error says it with the flags, and the dates as they were given. */
int check_order_days(const struct arguments *args, const void *request);

/* ---- set_fields.c: --set NAME=VALUE ------------------------------------------------------ */

/* Makes flags of what --set gives. */
int set_fields_read(struct arguments *args);
/* Copies into each request field that no flag sets the response's value; `descriptor`, the
 * response's, has the same fields in the same order. The request borrows them. */
void set_fields_fill(const struct arguments *args, struct request *r,
		     const struct iqm_descriptor *descriptor, const void *response);

#endif
