/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

#include "handlers.h"
#include "session/session.h"

int run_command(struct cli *cli)
{
	switch (cli->args.command->kind) {
	case KIND_OPERATION:
		return cmd_operation(cli);
	case KIND_WAIT:
		return cmd_wait(cli);
	case KIND_AUTH_LOGIN:
		return cmd_auth_login(cli);
	case KIND_AUTH_STATUS:
		return cmd_auth_status(cli);
	case KIND_AUTH_TOKEN:
		return cmd_auth_token(cli);
	case KIND_AUTH_LOGOUT:
		return cmd_auth_logout(cli);
	case KIND_BUY:
		return cmd_buy(cli);
	case KIND_JOURNAL_LIST:
		return cmd_journal_list(cli);
	case KIND_JOURNAL_SPEND:
		return cmd_journal_spend(cli);
	case KIND_JOURNAL_RESUME:
		return cmd_journal_resume(cli);
	case KIND_JOURNAL_SETTLE:
		return cmd_journal_settle(cli);
	case KIND_JOURNAL_RECONCILE:
		return cmd_journal_reconcile(cli);
	case KIND_JOURNAL_REPAIR:
		return cmd_journal_repair(cli);
	case KIND_JOURNAL_ARCHIVE:
		return cmd_journal_archive(cli);
	case KIND_CONFIG_GET:
		return cmd_config_get(cli);
	case KIND_CONFIG_SET:
		return cmd_config_set(cli);
	case KIND_CONFIG_UNSET:
		return cmd_config_unset(cli);
	case KIND_CONFIG_EDIT:
		return cmd_config_edit(cli);
	case KIND_CONFIG_LIST:
		return cmd_config_list(cli);
	case KIND_DOCTOR:
		return cmd_doctor(cli);
	case KIND_API:
		return cmd_api(cli);
	case KIND_HELP:
		return cmd_help(cli);
	case KIND_VERSION:
		return cmd_version(cli);
	case KIND_COMPLETE:
		return cmd_complete(cli);
	}
	return 1;
}
