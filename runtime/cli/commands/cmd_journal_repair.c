/* SPDX-License-Identifier: MIT */
/* `journal repair`: makes a damaged or lost journal usable, or accepts another database. It frees
 * no key. */
#include "commands/cmd.h"

#include <inttypes.h>
#include <stdlib.h>

static int print(const struct cli *cli, const struct iqm_repair *repair, const char *damaged)
{
	static const struct column columns[] = { { .name = "kept" },
						 { .name = "damaged" },
						 { .name = "unknown" },
						 { .name = "blocked" },
						 { .name = "file" } };
	struct cell cells[] = { { CELL_INT, { .number = (int64_t)repair->kept } },
				{ CELL_INT, { .number = (int64_t)repair->damaged } },
				{ CELL_INT, { .number = (int64_t)repair->unknown } },
				{ CELL_BOOL, { .yes = repair->blocked } },
				text_cell(CELL_TEXT, repair->damaged ? damaged : NULL) };

	return out_object(&cli->print, columns, 5, cells);
}

static int explain(const struct iqm_repair *repair, const char *damaged)
{
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];

	if (repair->damaged)
		cli_info("%zu damaged line%s kept in %s.", repair->damaged,
			 repair->damaged == 1 ? " is" : "s are", damaged);
	if (repair->unknown)
		cli_info("It is not known whether %zu purchase%s bought.%s", repair->unknown,
			 repair->unknown == 1 ? " has" : "s have",
			 next_step(step, " Find out with: ",
				   command_text(command, "journal", "resume", (char *)NULL)));
	if (!repair->damaged && !repair->blocked)
		cli_info("The journal is in order.");
	if (!repair->blocked)
		return 0;
	return cli_fail(EXIT_FAILED,
			"nobody can read which purchases the damaged lines record, so nothing is "
			"bought; check the lists of reports for what is not in journal list%s",
			next_step(step, ", then run: ",
				  command_text(command, "journal", "repair", "--accept-lost",
					       (char *)NULL)));
}

static int repair_journal(struct cli *cli, const char *path, const char *damaged)
{
	struct iqm_repair repair = { .accept_lost = is_given(&cli->args, OPT_ACCEPT_LOST) };
	struct iqm_call call = { .cancel = cli->call.cancel };
	int err;

	if (iqm_journal_repair(path, &repair, &call))
		return cli_fail_call(&call.error);
	err = print(cli, &repair, damaged);
	return err ? err : explain(&repair, damaged);
}

/* ---- of a database ------------------------------------------------------------------------- */

static int print_store(const struct cli *cli, bool blocked)
{
	static const struct column columns[] = { { .name = "blocked" } };
	struct cell cell = { CELL_BOOL, { .yes = blocked } };

	return out_object(&cli->print, columns, 1, &cell);
}

static int repair_store(struct cli *cli)
{
	struct iqm_call call = { .cancel = cli->call.cancel };
	struct iqm_error e;
	char command[COMMAND_SIZE];
	char step[NEXT_STEP_SIZE];
	int err = session_open_store(cli, 0, &e);

	if (err)
		return cli_fail_call(&e);
	if (is_given(&cli->args, OPT_ACCEPT_LOST) && session_accept_store(cli, &call))
		return cli_fail_call(&call.error);
	err = session_check_store(cli, &call);
	if (err && err != IQM_E_JOURNAL)
		return cli_fail_call(&call.error);
	if (print_store(cli, err != 0))
		return EXIT_FAILED;
	if (!err) {
		cli_info("The journal is in order.");
		return EXIT_OK;
	}
	return cli_fail(EXIT_FAILED, "%s%s", call.error.message,
			next_step(step,
				  "; make sure that no host uses the other one, see journal "
				  "reconcile, then run: ",
				  command_text(command, "journal", "repair", "--accept-lost",
					       (char *)NULL)));
}

/* ---- of a file ----------------------------------------------------------------------------- */

static int repair_file(struct cli *cli)
{
	char *path = state_path_or_fail(&cli->config, "journal");
	char *damaged = path ? state_path_or_fail(&cli->config, "journal.damaged") : NULL;
	int err = damaged ? repair_journal(cli, path, damaged) : EXIT_FAILED;

	free(damaged);
	free(path);
	return err;
}

int cmd_journal_repair(struct cli *cli)
{
	return cli->config.setting[SET_STORE].value ? repair_store(cli) : repair_file(cli);
}
