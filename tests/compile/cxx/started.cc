// A call that is started from C++: `done` is a function or a lambda without a capture, the context
// an object.
#include <iqm/insights.h>

#include <cstdlib>
#include <poll.h>

struct listing {
	iqm_call call = {};
	int status = 0;
	bool ended = false;
};

static void listed(void *context, int status, iqm_pld_report_page *rsp, iqm_call *)
{
	auto *l = static_cast<listing *>(context);

	l->status = status;
	l->ended = true;
	iqm_free(rsp);
}

static void wait_for(iqm_client *client, const listing &l)
{
	pollfd fd = { iqm_client_fd(client), POLLIN, 0 };

	while (!l.ended)
		if (poll(&fd, 1, 60000) != 1 || iqm_client_dispatch(client) < 0)
			std::abort();
}

int main()
{
	iqm_settings settings = {};
	iqm_client *client = nullptr;
	iqm_list_query req = {};
	iqm_report report = {};
	listing list;
	listing poll_end;

	settings.token = "none";
	settings.base_url = "http://127.0.0.1:1"; // nobody listens there
	settings.max_attempts = 1;
	if (iqm_client_open(&client, &settings, &list.call.error))
		return 1;
	if (iqm_pld_list_start(client, &req, &list.call, listed, &list))
		return 1;
	wait_for(client, list);

	report.id = 1;
	if (iqm_pld_poll_start(
		    client, &report, 1, &poll_end.call,
		    [](void *context, int status, iqm_call *) {
			    static_cast<listing *>(context)->status = status;
			    static_cast<listing *>(context)->ended = true;
		    },
		    &poll_end))
		return 1;
	wait_for(client, poll_end);
	iqm_client_close(client);
	return list.status == IQM_E_NETWORK && poll_end.status == IQM_E_NETWORK ? 0 : 1;
}
