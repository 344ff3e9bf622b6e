/* SPDX-License-Identifier: MIT */
/* What the doctor checks of the service: with one request the connection, the clock, the token. */
#include "commands/doctor.h"

#include <curl/curl.h>

#include <stdlib.h>
#include <time.h>

#define CLOCK_OK_S 30
#define CLOCK_BAD_S 300

/* One request, and what came of it. */
struct probe {
	struct iqm_call call;
	int64_t date; /* the service's clock; 0: not known */
	int64_t own;  /* this machine's clock at the same time */
};

static void on_event(void *context, const struct iqm_event *event)
{
	struct probe *probe = context;

	if (event->kind != IQM_EVENT_RESPONSE || !event->date)
		return;
	probe->date = event->date;
	probe->own = time(NULL);
}

/* `anonymous`: without a log-in. That the service refuses the request shows the connection too. */
static int ask(struct doctor *d, struct probe *probe, bool anonymous)
{
	struct iqm_settings s = { .max_attempts = 2, .on_event = on_event, .event_context = probe };
	struct iqm_error *e = &probe->call.error;
	struct iqm_client *client = NULL;
	int err = 0;

	probe->call.cancel = &cli_cancel;
	if (anonymous)
		s.token = "none";
	else
		err = session_set_token(d->cli, &s, e);
	if (!err)
		err = session_open_client(d->cli, &s, &client, e);
	if (!err)
		err = cli_probe(client, &probe->call);
	iqm_client_close(client);
	return err;
}

/* ---- the connection ---------------------------------------------------------------------- */

static const char *remedy(const struct iqm_error *e)
{
	if (e->status == IQM_E_CONFIG)
		return "";
	switch (e->curl_code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
		return "; check the proxy's name and this machine's DNS";
	case CURLE_COULDNT_RESOLVE_HOST:
		return "; check the base-url and this machine's DNS";
	case CURLE_COULDNT_CONNECT:
		return "; a firewall or a proxy may be in the way";
	default:
		return e->status == IQM_E_TIMEOUT ? "; a firewall or a proxy may be in the way"
						  : "";
	}
}

static void report_timing(struct doctor *d, const struct iqm_attempt *a)
{
	const struct iqm_timing *t = &a->timing;
	char tls[40] = "";

	if (t->tls_us)
		snprintf(tls, sizeof(tls), "TLS %ld ms, ", (long)(t->tls_us / 1000));
	doctor_report(d, "connection", CHECK_OK,
		      "%s: name %ld ms, connection %ld ms, %sresponse %ld ms",
		      d->cli->config.setting[SET_BASE_URL].value, (long)(t->dns_us / 1000),
		      (long)(t->connect_us / 1000), tls, (long)(t->total_us / 1000));
}

static void report_connection(struct doctor *d, const struct probe *probe)
{
	const struct iqm_error *e = &probe->call.error;
	char text[2 * sizeof(e->message)];

	snprintf(text, sizeof(text), "%s", e->message);
	hint_add(e, text, sizeof(text));
	switch (e->status) {
	case 0:
	case IQM_E_AUTH:
	case IQM_E_FORBIDDEN:
		report_timing(d, &probe->call.attempts[0]);
		break;
	case IQM_E_RATE_LIMITED:
		doctor_report(d, "connection", CHECK_WARN, "%s", text);
		break;
	case IQM_E_NOT_FOUND:
	case IQM_E_DECODE:
		doctor_report(d, "connection", CHECK_FAIL,
			      "%s; %s may be another service, check the base-url", e->message,
			      d->cli->config.setting[SET_BASE_URL].value);
		break;
	default:
		doctor_report(d, "connection", CHECK_FAIL, "%s%s", text, remedy(e));
	}
}

/* ---- the clock, the token ---------------------------------------------------------------- */

/* A token's renewal and the validity of certificates depend on it. */
static void report_clock(struct doctor *d, const struct probe *probe)
{
	long ahead = (long)(probe->own - probe->date);
	long off = labs(ahead);

	if (!probe->date)
		return;
	doctor_report(d, "clock",
		      off <= CLOCK_OK_S    ? CHECK_OK
		      : off <= CLOCK_BAD_S ? CHECK_WARN
					   : CHECK_FAIL,
		      off <= CLOCK_OK_S ? "%ld s %s the service's"
					: "%ld s %s the service's; set it, preferably by NTP",
		      off, ahead < 0 ? "behind" : "ahead of");
}

static void report_token(struct doctor *d, const struct probe *probe)
{
	const struct iqm_error *e = &probe->call.error;

	if (!e->status)
		doctor_report(d, "token", CHECK_OK, "the service accepts it");
	else if (e->status == IQM_E_AUTH)
		doctor_report_error(d, "token", e);
	else if (e->status == IQM_E_FORBIDDEN)
		doctor_report(d, "token", CHECK_FAIL,
			      "%s; check the ow-id, and ask the service for access to reports",
			      e->message);
}

void doctor_check_service(struct doctor *d)
{
	struct probe probe = { .date = 0 };
	struct probe other = { .date = 0 };
	const struct probe *reached = &probe;

	if (d->logged_in)
		ask(d, &probe, false);
	/* Without a token no request was sent, which says nothing of the connection. */
	if (!d->logged_in ||
	    (probe.call.error.status == IQM_E_AUTH && !probe.call.error.attempts)) {
		ask(d, &other, true);
		reached = &other;
	}
	report_connection(d, reached);
	report_clock(d, reached);
	if (d->logged_in)
		report_token(d, &probe);
	if (d->logged_in && !probe.call.error.status)
		doctor_check_statuses(d);
}
