/* SPDX-License-Identifier: MIT */
/*
 * Text for people, the terminal, messages on standard error, signals. A function
 * that gives an exit code other than 0 has printed the reason.
 */
#ifndef IQM_CLI_TERM_H
#define IQM_CLI_TERM_H

#include "base/base.h"
#include "command/command.h"

#include <iqm/reports.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#if defined(__GNUC__)
#define CLI_PRINTF(text, first) __attribute__((format(printf, text, first)))
#define CLI_SENTINEL __attribute__((sentinel))
#else
#define CLI_PRINTF(text, first)
#define CLI_SENTINEL
#endif

/* ---- text.c: text that came from outside ------------------------------------------------- */

#define TEXT_BAD UINT32_MAX /* in place of a character: a byte that is not UTF-8 */

/* The next character, and how many bytes it has; `len` is at least 1. */
size_t text_char(const char *s, size_t len, uint32_t *c);
/* Whether a terminal may obey it: a control, a line end, or what changes the order of text. */
bool text_is_unsafe(uint32_t c);

/* Columns that a terminal needs for it, in a UTF-8 locale. */
size_t text_width(const char *s, size_t len);

/* Writes the sign that stands for an unsafe one; gives its bytes. */
size_t text_write_sign(uint32_t c, char to[4]);
/* Adds `s` as one line, with a visible sign in place of each unsafe character. */
void text_add_line(struct buf *t, const char *s, size_t len);
/* Adds `s` with its line ends and tabs, and a sign in place of any other control. */
void text_add_lines(struct buf *t, const char *s, size_t len);
/* Adds as much of `s` as fits `width` columns; if that is not all, it ends in an ellipsis. */
void text_add_cut(struct buf *t, const char *s, size_t len, size_t width);

/* Colours are bytes that no UTF-8 has, and no text from outside keeps. They are put around what was
 * measured. */
#define PAINT_BOLD "\xf8"
#define PAINT_RED "\xf9"
#define PAINT_GREEN "\xfa"
#define PAINT_YELLOW "\xfb"
#define PAINT_END "\xff"
/* What a terminal gets for it; NULL: it is none of these. */
const char *paint_escape(char c);

/* ---- json.c: JSON text ------------------------------------------------------------------- */

struct cJSON;

/* Adds JSON text, of which only bytes that are not UTF-8 are replaced. `packed`: without whitespace
 * between its tokens. `careful`: with all escaped that is unsafe on a terminal. */
void json_add(struct buf *t, const char *json, size_t len, bool packed, bool careful);
/* Adds a tree in one line, carefully, and frees it; NULL: `t` has IQM_E_NOMEM. */
void json_add_tree(struct buf *t, struct cJSON *tree);

/* ---- terminal.c -------------------------------------------------------------------------- */

/* To be called first: it gives standard streams that are closed to /dev/null, so that no file that
 * is opened later becomes one of them. Writing to such a stream fails. */
void reopen_closed_streams(void);
bool is_terminal(FILE *stream); /* one with TERM=dumb is none */
/* Columns: the terminal's, or COLUMNS, or 80. */
size_t terminal_width(FILE *stream);

/* ---- stream.c: the only way to standard output and standard error ------------------------ */

/* Text for people: unsafe characters become signs on a terminal, and PAINT_... colours. -1: errno.
 */
int stream_text(FILE *stream, const char *s, size_t len);
/* Bytes: into a pipe or a file as they are, on a terminal as text without colours. */
int stream_data(FILE *stream, const char *s, size_t len);
/* A control sequence of our own. */
void stream_move(FILE *stream, const char *sequence);

/* ---- interrupt.c: Ctrl-C, SIGTERM and SIGHUP end calls ----------------------------------- */

extern struct iqm_cancel cli_cancel;
void catch_interrupts(void);
/* 0, or the exit code of the signal that came: 130, 143, 129. */
int cli_interrupted(void);
/* Waits so long, or until a signal comes. */
void pause_for(int64_t ms);

/* ---- status_line.c: the line on standard error that is overwritten ----------------------- */

/* Replaces the line. */
void status_line_show(const char *line);
/* Removes it: before anything else goes to standard error. */
void status_line_clear(void);

/* ---- flag_error.c ------------------------------------------------------------------------ */

/* The error's message; a field of the request that it begins with is called by its flag. */
void flag_message(const struct iqm_error *e, char *text, size_t size);

/* ---- message.c: standard error ----------------------------------------------------------- */

enum verbosity { VERBOSITY_QUIET, VERBOSITY_NORMAL, VERBOSITY_LOG };

/* All lines become JSON objects: {"error": ...}, {"note": ...}, {"warning": ...}, {"log": ...} and
 * those of facts.c. */
void messages_in_json(bool json);
bool messages_are_json(void);
/* Quiet: errors only. QUIET wins over all; else the last one set. */
void messages_set_verbosity(enum verbosity verbosity);
enum verbosity messages_verbosity(void);

/* Prints "PROGRAM: ..." or the JSON object. Gives `exit_code`. */
int cli_fail(int exit_code, const char *format, ...) CLI_PRINTF(2, 3);
/* The same for a call that failed, with all that the error has. */
int cli_fail_call(const struct iqm_error *error);
int cli_fail_nomem(void);
/* A line, unless quiet. */
void cli_info(const char *format, ...) CLI_PRINTF(1, 2);
/* The same after "Warning: ", quiet or not. */
void cli_warn(const char *format, ...) CLI_PRINTF(1, 2);
/* A line of any kind, quiet or not: {"kind": "text"}, or for people `before` and the text. */
void cli_say(const char *kind, const char *before, const char *text);
/* Puts a line that has no end yet, and frees it. */
void message_put(struct buf *line);

/* ---- facts.c: what is known of one thing, a line a fact ---------------------------------- */

/* In JSON {"kind": {"name": "value", ...}}; for people `title`. `width`: of the names. */
void facts_begin(const char *kind, const char *name, const char *value, const char *title,
		 int width);
void facts_add(const char *name, const char *value);
void facts_end(void);
/* With JSON that goes elsewhere: the last ones on the terminal itself, before a question. */
void facts_prompt(void);

/* ---- about.c ----------------------------------------------------------------------------- */

/* Of many things that a run does: which one messages are about. */
struct message_about {
	char what[160];  /* "orders.csv:3": they begin with it */
	char error[256]; /* the last error that was printed, without it; "": there was none */
};
/* From now on; NULL: none. It stays the caller's. */
void messages_about(struct message_about *about);

/* ---- exit_code.c ------------------------------------------------------------------------- */

/* Of two exit codes the one that a run ends with: the first in the table of exit codes that is not
 * 0. */
int worse_exit(int a, int b);

/* ---- command_text.c: commands in messages ------------------------------------------------ */

#define COMMAND_SIZE 1000

/* An option of this run that other commands which have it must get, too. Borrows the value; NULL:
 * it is not given. */
void command_repeats(enum cli_option option, const char *value);
/* "PROGRAM journal resume KEY" of "journal", "resume", and words up to NULL, as a shell takes them,
 * with what it repeats; "": it is too long. Gives `text`. */
const char *command_text(char text[COMMAND_SIZE], const char *family, const char *name,
			 ...) CLI_SENTINEL;
/* The same of a whole command line. */
const char *command_of_run(char text[COMMAND_SIZE], char *const *argv);

/* ---- next_step.c: the command that comes next -------------------------------------------- */

#define NEXT_STEP_SIZE (COMMAND_SIZE + 40)

/* To be called once it is known how messages look. Not `for_people`: quiet, or the data is JSON. */
void next_steps_begin(bool for_people);
/* For a message that ends in the command that helps: gives "<lead><command>"; on a terminal "",
 * and the command is shown at the end. */
const char *next_step(char text[NEXT_STEP_SIZE], const char *lead, const char *command);
/* A command that only a person needs to see; false: it is not shown. */
bool next_step_at_end(const char *command);
/* "Next: ..." for each. To be called last. */
void next_steps_show(void);

/* ---- advice.c: what helps against a call's error ----------------------------------------- */

enum log_in_by {
	LOG_IN_BY_CACHE,    /* what `auth login` has cached */
	LOG_IN_BY_TOKEN,    /* a token of the settings */
	LOG_IN_BY_PASSWORD, /* of the settings */
	LOG_IN_NOW          /* by `auth login` */
};

/* Who logs in this run. `origin`: where that setting comes from; borrowed. */
void advice_log_in(enum log_in_by by, const char *origin);

#define ADVICE_SIZE (COMMAND_SIZE + 256)
/* "": none. */
struct advice {
	char text[240];
	char command[COMMAND_SIZE];
};

/* False: nothing is known that helps. */
bool advise(const struct iqm_error *error, struct advice *advice);
/* Both in one line. Gives `line`. */
const char *advice_line(const struct advice *advice, char line[ADVICE_SIZE]);

/* ---- error_json.c: an error for programs ------------------------------------------------- */

/* The name of an exit code: "usage". */
const char *exit_class(int exit_code);
/* `call`: what else is known; NULL: nothing. NULL: there is no memory. */
struct cJSON *error_tree(int exit_code, const char *message, const struct iqm_error *call);

/* ---- error.c: an error of this machine, as the library gives its own --------------------- */

/* Fills `e` and prints nothing. Gives `status`, an enum iqm_status. */
int error_set(struct iqm_error *e, int status, const char *format, ...) CLI_PRINTF(3, 4);
/* "<path> cannot be <what>: <errno's text>" */
int error_set_errno(struct iqm_error *e, const char *path, const char *what);
int error_set_nomem(struct iqm_error *e);

/* ---- encoding.c: how a file of text is written ------------------------------------------- */

/* Skips the byte-order mark that the text of the file `name` may begin with. UTF-16 and UTF-32 are
 * IQM_E_USAGE. */
int text_skip_mark(const char *name, const char **text, size_t *len, struct iqm_error *e);

/* ---- hint.c: what the command knows of a failed call besides ----------------------------- */

/* Which certificates are trusted, and by which setting. */
void hint_trust(const char *text);
/* Flags that a request of this run lacks, for the case that it is refused. */
void hint_refused(const char *flags);
/* Adds to the error's text when to try again, what the request lacks, or which certificates are
 * trusted. */
void hint_add(const struct iqm_error *e, char *text, size_t size);

/* ---- editor.c ---------------------------------------------------------------------------- */

/* Lets the user edit the file, in $VISUAL, $EDITOR or vi. An exit code. */
int edit_file(const char *path);

/* ---- nearest.c: "did you mean" ----------------------------------------------------------- */

/* Zero it, set `word`, try all candidates: `best` is the one that was likely meant, or NULL. */
struct nearest {
	const char *word;
	const char *before; /* what comes before it where it is shown, such as "--"; or NULL */
	const char *best;
	size_t distance;
};

/* In how many characters two words differ; SIZE_MAX: they are not near. Case, and dashes, spaces
 * and underscores, do not count. */
size_t nearest_distance(const char *word, const char *candidate);
void nearest_try(struct nearest *n, const char *candidate);
/* ", did you mean 'yes'?" or "". */
const char *nearest_hint(const struct nearest *n, char *text, size_t size);

/* ---- secret.c, confirm.c: questions ------------------------------------------------------ */

/* Whether a person can be asked, and sees what is asked about: on standard error, or with JSON on
 * the terminal itself. */
bool can_prompt(void);
/* The same where it is rows that are asked about: they are on standard error alone. */
bool can_prompt_of_rows(void);
/* Puts a question where a person sees it: on standard error, or if that is no terminal or has JSON,
 * on the terminal itself. */
void prompt_put(const char *text);
/*
 * Asks for `what` on the terminal, without echo if `hidden`. If standard input is no terminal, it
 * is the next line of it. *answer: iqm_wipe(). An exit code.
 */
int secret_ask(const char *what, bool hidden, char **answer);
#define ANSWER_SIZE 32
/* Asks, and reads a line of standard input, a terminal. False: there is none. */
bool ask_line(const char *question, char answer[ANSWER_SIZE]);
/* The same: "y" or "yes" is yes, all else and end of input is no. 0: yes; else an exit code, and
 * that nothing was `done`, "bought", is said. */
int confirm(const char *question, const char *done);
/* Nothing was `done`, as nobody can be asked: to `act`, "buy", needs --yes then. An exit code. */
int fail_unasked(const char *done, const char *act);

#endif
