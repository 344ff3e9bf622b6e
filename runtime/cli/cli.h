/* SPDX-License-Identifier: MIT */
/*
 * The command iqm-insights: what its files have in common. It uses the library as any program
 * would, and the operations as the data that they are. A function that gives an exit code has said
 * why on standard error when it is not 0.
 */
#ifndef IQM_CLI_H
#define IQM_CLI_H

#include "command.h"
#include "commands.h" /* generated: enums of options, settings, exit codes; the handlers */
#include "output/json.h"

#include <iqm/insights.h>

#include <stdbool.h>
#include <stdio.h>

struct profile;

#if defined(__GNUC__)
#define CLI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define CLI_PRINTF(text, first)
#endif

enum cli_format { FORMAT_TABLE, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV };

/* What was given for a flag or an option that may be given again. */
struct cli_values {
	const char **items;
	size_t len;
};

/* A setting with where it comes from: "--timezone", "IQM_TIMEZONE", "profile work", "default". */
struct cli_setting {
	const char *value; /* NULL: not set */
	char origin[64];
};

/* One run of the command. */
struct cli {
	const struct cli_command *command; /* NULL: none, only help is wanted */
	const char *family;                /* the first word, once it is known */
	struct cli_values option[OPT_LEN]; /* as given; len 0: not given; a switch has item "" */
	struct cli_values *flags;          /* as given; one a row of command->flags */
	struct cli_values words;           /* what is left: ids, a key, a path */

	struct cli_setting setting[SET_LEN];
	struct profile *file; /* the configuration file, which the settings borrow from */
	const char *profile;
	char *state_folder; /* of the profile; made when first needed */
	enum cli_format format;
	struct iqm_client *client;
	struct iqm_call call; /* for each call: its time, its cancel */
};

/* ---- args.c: the command line -------------------------------------------------------------- */

/* 0, or an exit code. The strings are argv's. */
int cli_args_read(struct cli *cli, int argc, char **argv);
void cli_args_free(struct cli *cli);
/* The row of a flag in its operation's query or body. */
const struct iqm_field *cli_flag_field(const struct cli_command *c, size_t flag);

/* ---- value.c: values of options -------------------------------------------------------------- */

/* The option's value, or its default; NULL: neither. A switch is "". */
const char *cli_option(const struct cli *cli, enum cli_option option);
bool cli_given(const struct cli *cli, enum cli_option option);
/* "90s", "15m", "2h", "250ms", "90" (seconds); false: not one. */
bool cli_read_ms(const char *text, long *ms);
/* The same of an option, from 1 ms; what is wrong is a usage error. */
int cli_option_ms(const struct cli *cli, enum cli_option option, long *ms);
/* Whole digits, from 1: an id. */
int cli_read_id(const struct cli *cli, const char *text, int64_t *id);

/* ---- say.c: standard error ------------------------------------------------------------------ */

/* "iqm-insights: ..." or, with -o json and jsonl, a JSON object in one line. Gives `exit_code`. */
int cli_fail(const struct cli *cli, int exit_code, const char *format, ...) CLI_PRINTF(3, 4);
/* The same for a call that failed: with all that the error has. */
int cli_fail_call(const struct cli *cli, const struct iqm_error *error);
int cli_fail_nomem(const struct cli *cli);
/* A line for people; not with --quiet. */
void cli_note(const struct cli *cli, const char *format, ...) CLI_PRINTF(2, 3);

/* ---- settings.c, profile.c: options > environment > profile > default ------------------------ */

/* Fills cli->setting, cli->profile and cli->format. */
int cli_settings_load(struct cli *cli);
void cli_settings_free(struct cli *cli);

/* ---- state.c: the state folder of the profile, $XDG_STATE_HOME/iqm-insights/<profile> ------ */

/* "<folder>/<name>", malloc()ed, with the folder made (0700); NULL: it has said why. */
char *cli_state_path(struct cli *cli, const char *name);

/* ---- connect.c: the client ----------------------------------------------------------------- */

/* Opens cli->client once: settings, kept token, journal, shared allowance, log lines. */
int cli_connect(struct cli *cli);
void cli_disconnect(struct cli *cli);

/* ---- interrupt.c: Ctrl-C, SIGTERM and SIGHUP end calls --------------------------------------- */

extern struct iqm_cancel cli_cancel;
void cli_interrupt_catch(void);
/* 0, or the exit code of the signal that came: 130, 143, 129. */
int cli_interrupted(void);

/* ---- request.c: flags and a body to a request struct ----------------------------------------- */

struct cli_memory;

struct cli_request {
	void *request;             /* the struct of op->query and op->body; NULL: it has none */
	struct cli_memory *memory; /* what it borrows from */
};

int cli_request_build(struct cli *cli, struct cli_request *out);
void cli_request_free(struct cli_request *r);

/* ---- change.c: --set NAME=VALUE ------------------------------------------------------------ */

/* Makes flags of what --set gives. */
int cli_request_sets(struct cli *cli);
/* The request's fields that no flag gives become the response's, row by row. It borrows them. */
void cli_request_fill(struct cli *cli, struct cli_request *r, const struct iqm_table *table,
		      const void *response);

/* ---- timestamp.c: dates in a zone -------------------------------------------------------------
 */

#define CLI_TIMESTAMP_SIZE 40

/* Whether `zone` is one: "America/New_York", "UTC", "-05:00". */
bool cli_zone_known(const char *zone);
/* The same, and a usage error where it is none. */
int cli_zone_check(const struct cli *cli, const char *zone);
/*
 * An ISO date or date and time, in `zone` unless it names its own, in epoch milliseconds. A date
 * alone is that day's first second, or its last. `zone` NULL: it must name its own. `what`: for
 * errors, "--start-date".
 */
int cli_timestamp_read(const struct cli *cli, const char *what, const char *text, const char *zone,
		       enum cli_day day, int64_t *ms);
/* "2026-01-05T00:00:00-05:00" in `zone` (NULL: UTC). */
void cli_timestamp_text(time_t t, const char *zone, char text[CLI_TIMESTAMP_SIZE]);

/* ---- run.c: an operation ------------------------------------------------------------------- */

int cli_run_operation(struct cli *cli);

/* ---- out.c: data to standard output, in each form
 * ------------------------------------------------ */

enum cell_kind {
	CELL_NONE = 0, /* absent: "" in tables and csv, left out of json */
	CELL_TEXT,     /* cut where a table must fit a terminal */
	CELL_WORD,     /* the same, never cut: a key, a state */
	CELL_LINE,     /* the same: its table may be wider than the terminal */
	CELL_INT,
	CELL_NUM,
	CELL_BOOL,
	CELL_TIME, /* epoch seconds: ISO in tables and csv, the number in json */
	CELL_JSON  /* the bytes of a value; in tables a short form of it */
};

struct cell {
	enum cell_kind kind;
	union {
		const char *text;
		int64_t number;
		double num;
		bool yes;
		struct json_span json;
	} as;
};

/* What a command that is no operation prints: named columns. */
struct out_column {
	const char *name; /* "report-id": the heading; in json and csv "reportId" */
};

struct out;

/* Rows. Columns live as long as it. NULL: no memory. */
struct out *out_open(const struct cli *cli, const struct out_column *columns, size_t len);
/* An exit code; out_close() even so. */
int out_row(struct out *out, const struct cell *cells);
/* Prints what is left, frees it. An exit code: standard output may be full. */
int out_close(struct out *out);
/* Sees all that was printed on its way; an exit code, after saying why. */
int out_flush(const struct cli *cli);
/* One object: in tables a line for each cell that is not empty. */
int out_object(const struct cli *cli, const struct out_column *columns, size_t len,
	       const struct cell *cells);

/* ---- response.c: an operation's response
 * -------------------------------------------------------------- */

/* Whether --columns names columns of this command; a usage error if not. */
int response_check_columns(const struct cli *cli);
/* Prints a response: iqm_raw() must have its bytes. An exit code. */
int response_print(const struct cli *cli, const void *response);
/* Prints the rows of all pages as they come. An exit code. */
int response_print_pages(struct cli *cli, const void *request);

/* ---- buy.c, finish.c, plan.c: purchases and what follows them
 * --------------------------------------- */

/* Price, confirmation, purchase, wait, save; prints the result. `r` is the request. */
int cli_buy(struct cli *cli, const struct cli_request *r);
/* Saves a ready report's file, with progress. */
int cli_save_report(struct cli *cli, const struct iqm_op *link, int64_t id, const char *path);

/* ---- progress.c: bytes and waits, on standard error ------------------------------------------ */

/* Takes the line that changes off the terminal: before any other line goes there. */
void cli_progress_hide(void);
/* The client's on_event hook; `context` is the struct cli. */
void cli_progress_event(void *context, const struct iqm_event *event);

/* ---- terminal.c ------------------------------------------------------------------------------ */

/* First of all: a stream that is closed must not become a file or connection that is opened later.
 * Writing to it fails. */
void cli_claim_streams(void);
bool cli_is_terminal(FILE *stream); /* TERM=dumb is none */
int cli_width(void);                /* of standard output: its terminal's, COLUMNS, or 80 */

/* ---- secret.c, confirm.c: questions on a terminal
 * ------------------------------------------------------ */

/* Asks on standard error; "y" or "yes" is yes, all else and end of input is no. */
bool cli_confirm(const char *question);

/* ---- help.c
 * ---------------------------------------------------------------------------------------------- */

void cli_help(FILE *out, const struct cli_command *command); /* NULL: of the whole */
void cli_help_family(FILE *out, const char *family);

#endif
