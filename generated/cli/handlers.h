/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

/* The function of each kind of command: runtime/cli/commands/cmd_<kind>.c has it. */
#ifndef IQM_CLI_HANDLERS_H
#define IQM_CLI_HANDLERS_H

struct cli;

/* Runs the command that the command line names. Gives an exit code, as all of these. */
int run_command(struct cli *cli);

int cmd_operation(struct cli *cli);
int cmd_wait(struct cli *cli);
int cmd_auth_login(struct cli *cli);
int cmd_auth_status(struct cli *cli);
int cmd_auth_token(struct cli *cli);
int cmd_auth_logout(struct cli *cli);
int cmd_buy(struct cli *cli);
int cmd_journal_list(struct cli *cli);
int cmd_journal_spend(struct cli *cli);
int cmd_journal_resume(struct cli *cli);
int cmd_journal_settle(struct cli *cli);
int cmd_journal_reconcile(struct cli *cli);
int cmd_journal_repair(struct cli *cli);
int cmd_journal_archive(struct cli *cli);
int cmd_config_get(struct cli *cli);
int cmd_config_set(struct cli *cli);
int cmd_config_unset(struct cli *cli);
int cmd_config_edit(struct cli *cli);
int cmd_config_list(struct cli *cli);
int cmd_doctor(struct cli *cli);
int cmd_api(struct cli *cli);
int cmd_help(struct cli *cli);
int cmd_version(struct cli *cli);
int cmd_complete(struct cli *cli);

#endif
