// C++20: designated initializers, as in C.
#include <iqm/insights.h>

int main()
{
	iqm_pld_order req = {
		.campaign_id = iqm_int(451351),
		.pld_start_date = iqm_ms(1732165200000),
		.pld_end_date = iqm_ms_from_iso("2024-11-24T04:59:59Z"),
		.pld_id = {},
		.campaign_ids = {},
		.io_id = {},
		.idempotency_key = nullptr,
		.reserved = {},
	};

	return req.campaign_id.set && req.pld_end_date.value == 1732424399000 ? 0 : 1;
}
