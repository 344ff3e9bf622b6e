/* SPDX-License-Identifier: MIT */
/* Until every part is merged: what is missing gives an error. Removed when all is there. */
#include "cli.h"

#include <stdlib.h>

#define WEAK __attribute__((weak))

WEAK void cli_disconnect(struct cli *cli) { iqm_client_close(cli->client); }
WEAK void cli_settings_free(struct cli *cli) { (void)cli; }
WEAK int cli_settings_load(struct cli *cli)
{
	for (int i = 0; i < SET_LEN; i++) {
		cli->setting[i].value = getenv(cli_settings[i].env);
		if (!cli->setting[i].value) cli->setting[i].value = cli_settings[i].otherwise;
		int o = cli_settings[i].option;
		if (o >= 0 && cli->option[o].len) cli->setting[i].value = cli->option[o].items[0];
	}
	const char *f = cli->setting[SET_OUTPUT].value;
	cli->format = f[0] == 't' ? FORMAT_TABLE : f[0] == 'c' ? FORMAT_CSV : f[4] ? FORMAT_JSONL : FORMAT_JSON;
	return 0;
}
WEAK int cli_connect(struct cli *cli)
{
	if (cli->client) return 0;
	return iqm_client_open(&cli->client, NULL, &cli->call.error) ? cli_fail_call(cli, &cli->call.error) : 0;
}
WEAK int answer_check_columns(const struct cli *cli) { (void)cli; return 0; }
WEAK int answer_print(const struct cli *cli, const void *a) { (void)cli; puts(iqm_raw(a, NULL)); return 0; }
WEAK int answer_print_pages(struct cli *cli, const void *r) { (void)r; return cli_fail(cli, 1, "missing"); }
WEAK int cli_save_report(struct cli *cli, const struct iqm_op *l, int64_t i, const char *p) { (void)l; (void)i; (void)p; return cli_fail(cli, 1, "missing"); }
WEAK int cli_buy(struct cli *cli, const struct cli_request *r) { (void)r; return cli_fail(cli, 1, "missing"); }
WEAK int cli_wait(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK int cli_auth_login(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK int cli_auth_status(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK int cli_journal_list(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK int cli_journal_resume(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK int cli_config_list(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK int cli_doctor(struct cli *cli) { return cli_fail(cli, 1, "missing"); }
WEAK void cli_progress_event(void *c, const struct iqm_event *e) { (void)c; (void)e; }
