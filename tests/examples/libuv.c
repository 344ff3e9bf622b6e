/*
 * Buys a study in a libuv loop, waits for it and saves its file, while the loop goes on with other
 * things. It may be killed at any point and started again: it buys the study once.
 *
 *     cc libuv.c $(pkg-config --cflags --libs libiqm-insights libuv) -o libuv
 */
#include <iqm/insights.h>
#include <stdio.h>
#include <uv.h>

/* A purchase and what its steps point to: it lives until the last of them has ended. */
struct study {
	struct iqm_client *client;
	struct iqm_call call;
	struct iqm_sls_order req;
	struct iqm_found found;
	struct iqm_wait how;
	struct iqm_save save;
	bool ended, failed;
	uv_poll_t ends;
	uv_timer_t clock;
	int ticks;
};

static void on_end(uv_poll_t *ends, int status, int events)
{
	struct study *s = ends->data;

	(void)status;
	(void)events;
	iqm_client_dispatch(s->client); /* calls the functions below, on this thread */
	if (!s->ended)
		return;
	uv_close((uv_handle_t *)&s->ends, NULL);
	uv_close((uv_handle_t *)&s->clock, NULL);
}

static void on_tick(uv_timer_t *clock)
{
	((struct study *)clock->data)->ticks++; /* all the other work of the program */
}

/* `why` it has failed; NULL: it has not. */
static void end(struct study *s, const char *why)
{
	if (why)
		fprintf(stderr, "%s\n", why);
	s->failed = why != NULL;
	s->ended = true;
}

static void saved(void *context, int status, struct iqm_call *call)
{
	struct study *s = context;

	if (!status)
		printf("%lld bytes saved\n", (long long)s->save.bytes);
	else if (status == IQM_E_FILE_EXISTS)
		printf("%s is there already\n", s->save.path);
	end(s, status && status != IQM_E_FILE_EXISTS ? call->error.message : NULL);
}

static void waited(void *context, int status, struct iqm_call *call)
{
	struct study *s = context;

	if (!status && s->found.report.state == IQM_REPORT_READY)
		status = iqm_sls_save_start(s->client, &s->found.report, IQM_FILE_TYPE_XLSX,
					    &s->save, call, saved, s);
	else if (!status)
		return end(s, "the service could not make the report");
	if (status)
		end(s, call->error.message);
}

static void found(void *context, int status, struct iqm_call *call)
{
	struct study *s = context;

	if (!status && s->found.finding == IQM_FOUND)
		status = iqm_sls_wait_start(s->client, &s->found.report, 1, &s->how, call, waited,
					    s);
	else if (!status)
		return end(s, "no report yet: run this again later");
	if (status)
		end(s, call->error.message);
}

static void bought(void *context, int status, struct iqm_sls_order_response *rsp,
		   struct iqm_call *call)
{
	struct study *s = context;

	if (!status && rsp->sls_chargeable_cost.set)
		printf("bought for %.2f\n", rsp->sls_chargeable_cost.value);
	iqm_free(rsp);

	/* Bought now, or before, or nobody knows: the list does. */
	if (!status || status == IQM_E_KEY_USED || status == IQM_E_UNKNOWN_OUTCOME)
		status = iqm_sls_find_start(s->client, &s->req, NULL, &s->found, call, found, s);
	if (status)
		end(s, call->error.message);
}

int main(void)
{
	struct iqm_settings settings;
	struct study s = {
		.call = { .timeout_ms = 3600 * 1000, .key = "spring-study" },
		.req = {
			.io_id = iqm_int(5),
			.campaign_ids = IQM_INTS(516038),
			.sls_start_date = iqm_ms_from_iso("2026-01-05T00:00:00-05:00"),
			.sls_end_date = iqm_ms_from_iso("2026-02-01T23:59:59.999-05:00"),
			.sls_name = "Spring study",
			.sls_lookback_duration = iqm_int(3),
			.concept_group_id = "202335",
			.report_types = IQM_INTS(IQM_SLS_REPORT_TYPE_PRE_VS_POST),
		},
		.how = { .min_ms = 1000 },
		.save = { .path = "spring-study.xlsx" },
	};

	iqm_settings_from_env(&settings);
	settings.journal = "purchases.journal";
	if (iqm_client_open(&s.client, &settings, &s.call.error))
		return fprintf(stderr, "%s\n", s.call.error.message), 1;

	uv_poll_init(uv_default_loop(), &s.ends, iqm_client_fd(s.client));
	uv_timer_init(uv_default_loop(), &s.clock);
	s.ends.data = s.clock.data = &s;
	uv_poll_start(&s.ends, UV_READABLE, on_end);
	uv_timer_start(&s.clock, on_tick, 10, 10);

	if (iqm_sls_generate_within_start(s.client, &s.req, 1000.0, &s.call, bought, &s))
		return fprintf(stderr, "%s\n", s.call.error.message), 1;
	uv_run(uv_default_loop(), UV_RUN_DEFAULT);

	printf("the loop ticked %d times meanwhile\n", s.ticks);
	iqm_client_close(s.client);
	return s.failed;
}
