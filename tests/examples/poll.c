/*
 * Two lists at a time in a poll() loop, in which no call blocks. Ctrl-C cancels what is under way.
 *
 *     cc poll.c $(pkg-config --cflags --libs libiqm-insights) -o poll
 */
#include <iqm/insights.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>

static int under_way;
static struct iqm_cancel cancel;

static void interrupted(int signal)
{
	(void)signal;
	iqm_cancel_calls(&cancel); /* may be called by a signal handler */
}

static void pld_listed(void *context, int status, struct iqm_pld_report_page *rsp,
		       struct iqm_call *call)
{
	(void)context;
	under_way--;
	if (status)
		fprintf(stderr, "PLD: %s\n", call->error.message);
	else
		printf("PLD: %zu reports\n", rsp->pld_report_data_list.len);
	iqm_free(rsp);
}

static void sls_listed(void *context, int status, struct iqm_sls_report_page *rsp,
		       struct iqm_call *call)
{
	(void)context;
	under_way--;
	if (status)
		fprintf(stderr, "SLS: %s\n", call->error.message);
	else
		printf("SLS: %zu reports\n", rsp->sls_report_data_list.len);
	iqm_free(rsp);
}

/* What was not started has no end that would be waited for. */
static void count(int err, const struct iqm_call *call)
{
	if (err)
		fprintf(stderr, "%s\n", call->error.message);
	else
		under_way++;
}

int main(void)
{
	struct iqm_client *client;
	struct iqm_error error;
	struct iqm_list_query req = { .no_of_entries = iqm_int(10) };
	struct iqm_call pld = { .timeout_ms = 30000, .cancel = &cancel };
	struct iqm_call sls = pld;

	if (iqm_client_open(&client, NULL, &error))
		return fprintf(stderr, "%s\n", error.message), 1;
	signal(SIGINT, interrupted);

	count(iqm_pld_list_start(client, &req, &pld, pld_listed, NULL), &pld);
	count(iqm_sls_list_start(client, &req, &sls, sls_listed, NULL), &sls);

	while (under_way) {
		struct pollfd fds[] = { { .fd = iqm_client_fd(client), .events = POLLIN } };

		if (poll(fds, 1, -1) < 0 && errno != EINTR) /* and what else the program has */
			break;
		iqm_client_dispatch(client);
	}
	iqm_client_close(client);
	return 0;
}
