/* SPDX-License-Identifier: MIT */
/*
 * The command as data: commands, flags, options, settings, exit codes. The tables are generated, in
 * generated/cli/commands.c.
 */
#ifndef IQM_CLI_COMMAND_H
#define IQM_CLI_COMMAND_H

#include "commands.h" /* generated: the enums */

#include <iqm/gen.h>

#include <stdbool.h>

/* A name for an id: `xlsx` for file type 1. Of a field of text: one that it may have, and no id. */
struct cli_name {
	const char *name;
	int64_t id;
};

/* Which second of a day a date without a time stands for. */
enum cli_day { DAY_NONE = 0, DAY_FIRST, DAY_LAST };

/* A flag: one field of an operation's query or body. */
struct cli_flag {
	const char *name;  /* "start-date" */
	const char *alias; /* what it is called too; NULL: nothing */
	const char *doc;
	const char *unit;             /* NULL: none */
	const struct cli_name *names; /* of its ids, NULL ends; NULL: they have none */
	enum cli_day day;
	const char *arg; /* what stands for its value: "DATE" */
	bool required;
	bool for_new; /* an order of something new needs it, one that regenerates does not */
};

/* What filters of rows go by. */
enum cli_role { ROLE_NONE = 0, ROLE_NAME, ROLE_CAMPAIGN, ROLE_CREATED };

/* A column: one field of the response, or of the items that it lists. */
struct cli_column {
	const char *name;  /* "status-name" */
	const char *alias; /* what it is called too; NULL: nothing */
	const char *doc;
	const char *unit;
	const struct cli_name *names; /* of its ids */
	bool brief;                   /* shown without --columns */
	enum cli_role role;
};

struct cli_example {
	const char *line;
	const char *doc; /* NULL: none */
};

/* How a response is shown. */
enum cli_shape {
	SHAPE_OBJECT, /* its fields, one a line */
	SHAPE_ROWS,   /* the items of its one list of objects */
	SHAPE_GROUPS  /* all its fields are such lists, of one type: a column has the list's name */
};

struct cli_command {
	const char *family; /* "pld"; of other commands the first word: "auth", "doctor" */
	const char *name;   /* "generate"; "" if there is one word */
	const char *args;   /* "ID..."; NULL: none */
	const char *doc;
	const enum cli_option *options;     /* OPT_LEN ends */
	const struct cli_example *examples; /* line NULL ends */
	enum cli_kind kind;
	bool hidden;             /* not in help */
	const struct iqm_op *op; /* wait: what buys; else NULL if it is no operation */
	/* One a field of op->query, then of op->body; NULL: none. */
	const struct cli_flag *flags;
	size_t flag_len;
	enum cli_shape shape;
	/* One a field of what is shown: of the response, or of an item of its list. */
	const struct cli_column *columns;
	size_t column_len;
	const struct iqm_op *read; /* gives what this one writes (columns-update --set); or NULL */
	const struct iqm_op
		*link; /* gives the link of the report's file (itself: download); or NULL */
	const struct cli_name *file_types; /* endings of file names that `link` knows */
};

struct cli_option_info {
	const char *name; /* "max-cost"; options of different commands may have the same */
	char letter;      /* 0: none */
	bool many;        /* may be given again */
	const char *arg;  /* "AMOUNT"; NULL: a switch */
	const char *doc;
	const char *by_default;     /* where it is not given; NULL: nothing */
	const char *const *values;  /* what it may be, NULL ends; NULL: anything */
	const char *const *aliases; /* other names, NULL ends; NULL: none */
	const char *env;            /* the variable that gives it too; NULL: none */
	bool common;                /* of all commands, or of all that talk to the service */
};

struct cli_setting_info {
	const char *name; /* also the option's name, where there is one */
	const char *env;
	const char *by_default; /* NULL: nothing */
	const char *doc;
	bool secret;
	int option;              /* enum cli_option; -1: none */
	bool own;                /* a profile does not inherit it from [default] */
	const char *const *also; /* variables of other tools that give it, NULL ends; NULL: none */
};

struct cli_exit_info {
	const char *name; /* "rate-limited" */
	const char *doc;
	int code;
};

/* What help shows together: families, and first words of other commands. */
struct cli_family {
	const char *name;
	const char *title; /* "Provider Level Data reports"; NULL: none */
};

struct cli_group {
	const char *title;
	const struct cli_family *families; /* name NULL ends */
};

struct cli_term {
	const char *name;
	const char *doc;
};

/* A text of help that is about no single command. */
struct cli_topic {
	const char *name; /* "exit-codes" */
	const char *title;
	const char *doc; /* blocks with an empty line between; the lines of one that begins with a
			  * space stay as they are */
	const struct cli_term *terms; /* name NULL ends */
};

/* Whether a command has an option; any has those that are asked of NULL. */
bool cli_has_option(const struct cli_command *c, int option);

extern const struct iqm_api *const cli_api;
extern const struct cli_command cli_commands[]; /* family NULL ends; in the order of help */
extern const struct cli_option_info cli_options[];
extern const struct cli_setting_info cli_settings[];
extern const struct cli_exit_info cli_exits[]; /* name NULL ends */
extern const struct cli_group cli_groups[];    /* title NULL ends */
extern const struct cli_topic cli_topics[];    /* name NULL ends */
extern const struct cli_example cli_examples[];
extern const char cli_title[], cli_doc[];

/* ---- find.c: look-ups ------------------------------------------------------------------------ */

/* The command that is this operation; NULL: none is. */
const struct cli_command *command_of(const struct iqm_op *op);
/* The same by the operation's name, "pld.generate". */
const struct cli_command *command_named(const char *operation);
/* The field by which an order of this type regenerates a report; NULL: none. */
const struct iqm_field *regenerated_by(const struct iqm_descriptor *order);
/* The command of one word or two, `second` NULL: there is one. *family: what the first word is,
 * NULL: nothing. */
const struct cli_command *command_find(const char *first, const char *second, const char **family);
/* Whether `word`, `len` long, is this name in any letter case; no word is the name NULL. */
bool is_same_name(const char *name, const char *word, size_t len);
/* The field of an operation's query or body that a flag sets. */
const struct iqm_field *flag_field(const struct cli_command *c, size_t flag);
/* What users call a field of its request or of its rows: a flag, a column. */
const char *name_of_field(const struct cli_command *c, const struct iqm_field *f);
/* A flag by its name or alias, `len` long, in any letter case; -1: none. */
int flag_named(const struct cli_command *c, const char *word, size_t len);
/* The same by a name that its field has on the wire. */
int flag_of_wire(const struct cli_command *c, const char *word, size_t len);

/* A column by any of these names; `row` has its fields. column_len: there is none. */
size_t column_named(const struct cli_command *c, const struct iqm_descriptor *row, const char *word,
		    size_t len);

/* The column of a list that has this role, and the row's field that it shows; NULL: none has. */
const struct cli_column *column_of_role(const struct cli_command *c, enum cli_role role);
const struct iqm_field *field_of_role(const struct cli_command *c, enum cli_role role);

/* ---- what `doctor` asks the service for ------------------------------------------------------ */

/* Asks for something that is free. Gives a status of the library. */
int cli_probe(struct iqm_client *client, struct iqm_call *call);

/* What --probe asks for, in the way of each dialect; NULL ends. */
extern const struct iqm_op *const cli_probe_reads[];

/* A price: of the newest campaign, for the last days. `op` NULL: none is asked for. */
struct cli_probe_price {
	const struct iqm_op *op;
	const char *campaign; /* a field of its body */
	const struct iqm_op *campaigns;
	const char *id; /* a field of what the lists of its response hold */
	int days;
};
extern const struct cli_probe_price cli_probe_price;

/* Gets a status that the service lists; `name` NULL: it has none. */
typedef void cli_status_seen(void *context, int64_t id, const char *name);

/* An operation that lists what status ids mean. */
struct cli_status_list {
	const char *op;
	int (*read)(struct iqm_client *client, struct iqm_call *call, cli_status_seen *seen,
		    void *context);
};
/* What the spec says that they mean. */
struct cli_status_table {
	const char *name;
	const struct cli_name *rows; /* name NULL ends */
};

extern const struct cli_status_list cli_status_lists[];   /* op NULL ends */
extern const struct cli_status_table cli_status_tables[]; /* name NULL ends */

/* The exit code of an enum iqm_status that is not 0. */
int cli_exit_of(int status);

#endif
