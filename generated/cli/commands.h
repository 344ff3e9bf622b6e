/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

/* The command's options, settings, exit codes and handlers by name. */
#ifndef IQM_CLI_COMMANDS_H
#define IQM_CLI_COMMANDS_H

struct cli;

enum cli_option {
	OPT_OUTPUT,
	OPT_COLUMNS,
	OPT_ALL,
	OPT_BODY,
	OPT_SET,
	OPT_TIMEZONE,
	OPT_YES,
	OPT_DRY_RUN,
	OPT_MAX_COST,
	OPT_KEY,
	OPT_WAIT,
	OPT_SAVE,
	OPT_WAIT_TIMEOUT,
	OPT_INTERVAL,
	OPT_MAX_INTERVAL,
	OPT_PROFILE,
	OPT_BASE_URL,
	OPT_OW_ID,
	OPT_CA_FILE,
	OPT_DIALECT,
	OPT_TIMEOUT,
	OPT_USERNAME,
	OPT_CLIENT_ID,
	OPT_QUIET,
	OPT_VERBOSE,
	OPT_DEBUG,
	OPT_HELP,
	OPT_VERSION,
	OPT_LEN
};

enum cli_setting_id {
	SET_BASE_URL,
	SET_TOKEN,
	SET_OW_ID,
	SET_CLIENT_ID,
	SET_CLIENT_SECRET,
	SET_USERNAME,
	SET_PASSWORD,
	SET_CA_FILE,
	SET_DIALECT,
	SET_TIMEZONE,
	SET_OUTPUT,
	SET_TIMEOUT,
	SET_LEN
};

enum cli_exit {
	EXIT_OK = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_CONFIG = 3,
	EXIT_AUTH = 4,
	EXIT_FORBIDDEN = 5,
	EXIT_NOT_FOUND = 6,
	EXIT_REFUSED = 7,
	EXIT_RATE_LIMITED = 8,
	EXIT_NETWORK = 9,
	EXIT_SERVER = 10,
	EXIT_UNKNOWN_OUTCOME = 11,
	EXIT_REPORT_FAILED = 12,
	EXIT_TIMED_OUT = 13,
	EXIT_DECLINED = 14,
	EXIT_FILE_EXISTS = 15,
	EXIT_PRICE = 16,
	EXIT_EXISTS = 17,
	EXIT_KEY_USED = 18,
	EXIT_BROKEN_FILE = 19,
	EXIT_NOT_SEEN = 20,
	EXIT_DOCTOR = 21,
	EXIT_INTERRUPTED = 130
};

/* Each runs a command and gives its exit code. */
int cli_run_operation(struct cli *cli);
int cli_wait(struct cli *cli);
int cli_auth_login(struct cli *cli);
int cli_auth_status(struct cli *cli);
int cli_journal_list(struct cli *cli);
int cli_journal_resume(struct cli *cli);
int cli_config_list(struct cli *cli);
int cli_doctor(struct cli *cli);
int cli_api(struct cli *cli);

#endif
