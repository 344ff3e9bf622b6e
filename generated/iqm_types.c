/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml by `make regen`: change the spec, not this file. */

#include "iqm_types.h"
#include "iqm_tables.h"

const struct iqm_field iqm_campaign_rows[] = {
	IQM_FIELD(iqm_campaign, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_campaign, campaign_timezone_id, 0, "campaignTimezoneId", "campaignTimeZoneId",
		  "campaignPldTimezoneId", "campaignSlsTimezoneId"),
};
const struct iqm_table iqm_campaign_table =
	IQM_TABLE_UNWRAPPED(iqm_campaign, iqm_campaign_rows, &iqm_campaign_rows[0], NULL);
