// The headers as C++17 and C++20.
#include <iqm/gen.h>
#include <iqm/insights.h>
#include <iqm/transport.h>
#include "iqm_descriptors.h"

static const int64_t ids[] = { 1, 2, 3 };

int main()
{
	iqm_settings settings = {};
	iqm_client *client = nullptr;
	iqm_call call = {};
	iqm_pld_ids_query req = {};
	iqm_confirmation *rsp = nullptr;
	iqm_ints list = IQM_ARRAY(ids);
	iqm_pld_list_pager *pager = nullptr;
	int (*find)(iqm_client *, const iqm_pld_order *, const iqm_intent *, iqm_found *,
		    iqm_call *) = iqm_pld_find;
	int (*within)(iqm_client *, const iqm_sls_order *, double, iqm_sls_order_response **,
		      iqm_call *) = iqm_sls_generate_within;
	int err;

	settings.token = "none";
	settings.base_url = "http://127.0.0.1:1"; // nobody listens there
	if (iqm_client_open(&client, &settings, &call.error))
		return 1;
	req.pld_ids = list;
	err = iqm_pld_delete(client, &req, &rsp, &call);
	iqm_free(rsp);
	iqm_pld_list_close(pager);
	iqm_client_close(client);
	return err == IQM_E_NETWORK && iqm_int(3).value == 3 && find && within ? 0 : 1;
}
