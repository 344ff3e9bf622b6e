/* SPDX-License-Identifier: MIT */
/* What the doctor sees of the service: one read shows the connection, the clock and the token. */
#include "session/connect.h"
#include "commands/doctor.h"

#include <curl/curl.h>

#include <stdlib.h>
#include <time.h>

#define CLOCK_OK_S 30
#define CLOCK_BAD_S 300

/* One request, and what came of it. */
struct look {
	struct iqm_call call;
	int64_t date; /* the service's clock; 0: not told */
	int64_t wall; /* ours at that timestamp */
};

static void see(void *context, const struct iqm_event *event)
{
	struct look *look = context;

	if (event->kind != IQM_EVENT_RESPONSE || !event->date)
		return;
	look->date = event->date;
	look->wall = time(NULL);
}

/* `anonymous`: without a log-in the service can at least refuse us. */
static int ask(struct doctor *d, struct look *look, bool anonymous)
{
	struct iqm_settings s = { .max_attempts = 2, .on_event = see, .event_context = look };
	struct iqm_aqs_report_types_rsp *rsp = NULL;
	struct iqm_error *e = &look->call.error;
	struct iqm_client *client = NULL;
	int err = 0;

	look->call.cancel = &cli_cancel;
	if (anonymous)
		s.token = "none";
	else
		err = connect_set_token(d->cli, &s, e);
	if (!err)
		err = connect_open(d->cli, &s, &client, e);
	if (!err)
		err = iqm_aqs_report_types(client, &rsp, &look->call);
	iqm_free(rsp);
	iqm_client_close(client);
	return err;
}

/* ---- the connection ------------------------------------------------------------------------- */

static const char *remedy(const struct iqm_error *e)
{
	switch (e->curl_code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
		return "; check the base-url and this machine's DNS";
	case CURLE_COULDNT_CONNECT:
		return "; a firewall or a proxy may be in the way";
	case CURLE_PEER_FAILED_VERIFICATION:
		return "; if your network has a certificate authority of its own, set ca-file";
	default:
		return e->status == IQM_E_TIMEOUT ? "; a firewall or a proxy may be in the way"
						  : "";
	}
}

static void tell_timing(struct doctor *d, const struct iqm_attempt *a)
{
	const struct iqm_timing *t = &a->timing;
	char tls[40] = "";

	if (t->tls_us)
		snprintf(tls, sizeof(tls), "TLS %ld ms, ", (long)(t->tls_us / 1000));
	doctor_tell(d, "connection", FOUND_OK,
		    "%s: name %ld ms, connection %ld ms, %sresponse %ld ms",
		    d->cli->setting[SET_BASE_URL].value, (long)(t->dns_us / 1000),
		    (long)(t->connect_us / 1000), tls, (long)(t->total_us / 1000));
}

static void tell_connection(struct doctor *d, const struct look *look)
{
	const struct iqm_error *e = &look->call.error;

	switch (e->status) {
	case 0:
	case IQM_E_AUTH:
	case IQM_E_FORBIDDEN:
		tell_timing(d, &look->call.attempts[0]);
		break;
	case IQM_E_RATE_LIMITED:
		doctor_tell(d, "connection", FOUND_WARN, "%s; wait a minute", e->message);
		break;
	case IQM_E_NOT_FOUND:
	case IQM_E_DECODE:
		doctor_tell(d, "connection", FOUND_FAIL,
			    "%s; %s may be another service, check the base-url", e->message,
			    d->cli->setting[SET_BASE_URL].value);
		break;
	default:
		doctor_tell(d, "connection", FOUND_FAIL, "%s%s", e->message, remedy(e));
	}
}

/* ---- the clock, the token ------------------------------------------------------------------- */

/* It decides when a kept token is renewed, and whether a certificate is valid. */
static void tell_clock(struct doctor *d, const struct look *look)
{
	long ahead = (long)(look->wall - look->date);
	long off = labs(ahead);

	if (!look->date)
		return;
	doctor_tell(d, "clock",
		    off <= CLOCK_OK_S    ? FOUND_OK
		    : off <= CLOCK_BAD_S ? FOUND_WARN
					 : FOUND_FAIL,
		    off <= CLOCK_OK_S ? "%ld s %s the service's"
				      : "%ld s %s the service's; set it, by NTP at best",
		    off, ahead < 0 ? "behind" : "ahead of");
}

static void tell_token(struct doctor *d, const struct look *look)
{
	const struct iqm_error *e = &look->call.error;

	if (!e->status)
		doctor_tell(d, "token", FOUND_OK, "the service takes it");
	else if (e->status == IQM_E_AUTH)
		doctor_tell(d, "token", FOUND_FAIL, "%s; run 'iqm-insights auth login'",
			    e->message);
	else if (e->status == IQM_E_FORBIDDEN)
		doctor_tell(d, "token", FOUND_FAIL,
			    "%s; check the ow-id, and ask IQM for access to reports", e->message);
}

void doctor_check_service(struct doctor *d)
{
	struct look look = { .date = 0 };
	struct look other = { .date = 0 };
	const struct look *reached = &look;

	if (d->logged_in)
		ask(d, &look, false);
	/* A token that is not to be had says nothing of the connection. */
	if (!d->logged_in || (look.call.error.status == IQM_E_AUTH && !look.call.error.attempts)) {
		ask(d, &other, true);
		reached = &other;
	}
	tell_connection(d, reached);
	tell_clock(d, reached);
	if (d->logged_in)
		tell_token(d, &look);
}
