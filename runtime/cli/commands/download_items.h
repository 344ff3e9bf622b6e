/* SPDX-License-Identifier: MIT */
/* `download` that saves: which reports, and how their files are called. */
#ifndef IQM_CLI_DOWNLOAD_ITEMS_H
#define IQM_CLI_DOWNLOAD_ITEMS_H

#include "commands/cmd.h"

struct download_item {
	int64_t id;
	char *path;   /* malloc()ed; NULL: not known, see `code` */
	bool unsure;  /* whether it is ready, the list does not say for sure */
	bool skipped; /* its file exists already, or it is not ready after all */
	const char *outcome;
	int64_t bytes; /* of the file */
	int code;
};

struct download {
	struct cli *cli;
	const struct iqm_op *link;
	const struct iqm_order *order;
	const char *directory; /* --save-dir */
	char name[256];        /* --name, or the default */
	int64_t type;
	unsigned mode;
	bool all_ready;
	struct download_item *items;
	size_t len;
	size_t room; /* for items */
};

/* ---- download_report.c ------------------------------------------------------------------- */

extern const struct column download_columns[];
#define COLUMNS_ONE 3 /* of a report that was saved */
#define COLUMNS_ALL 4
/* The type that a name ends in, which must be what is `asked` for (0: any). An exit code. */
int download_type(const struct cli *cli, const char *option, const char *name, int64_t asked,
		  int64_t *type);
/* Says why a report was not saved. An exit code. */
int download_fail(const struct report_file *file);
/* Of what was refused: it may not be ready yet. */
void download_advise_wait(const struct cli *cli, const struct download_item *items, size_t len);

/* ---- download_one.c, download_several.c -------------------------------------------------- */

/* `asked`: the type that the request asks for; 0: none. Exit codes. */
int download_one(struct cli *cli, const struct iqm_op *op, int64_t id, int64_t asked);
int download_several(struct cli *cli, const struct iqm_op *op, const struct ids *ids,
		     int64_t asked);

/* ---- download_names.c -------------------------------------------------------------------- */

/* Whether the template names only what there is. A usage error if not. */
int check_template(const struct download *d);
/* Gives the items their paths; with --all-ready finds out which reports there are. Reads the list
 * only where it must. An exit code. */
int find_items(struct download *d);

#endif
