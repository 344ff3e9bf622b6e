/* SPDX-License-Identifier: MIT */
/* Made from spec/api.yaml by `make regen`: change the spec, not this file. */

#include "iqm_types.h"
#include "iqm_descriptors.h"

const struct iqm_field iqm_list_query_fields[] = {
	IQM_FIELD(iqm_list_query, search_field, 0, "searchField"),
	IQM_FIELD(iqm_list_query, no_of_entries, 0, "noOfEntries"),
	IQM_FIELD(iqm_list_query, page_no, 0, "pageNo"),
	IQM_FIELD(iqm_list_query, sort_by, 0, "sortBy"),
};
const struct iqm_descriptor iqm_list_query_descriptor = {
	IQM_DESCRIPTOR(iqm_list_query, iqm_list_query_fields),
	.room = offsetof(struct iqm_list_query, reserved),
};

const struct iqm_field iqm_campaign_fields[] = {
	IQM_FIELD(iqm_campaign, campaign_id, 0, "campaignId"),
	IQM_FIELD(iqm_campaign, campaign_timezone_id, 0, "campaignTimezoneId", "campaignTimeZoneId",
		  "campaignPldTimezoneId", "campaignSlsTimezoneId"),
};
const struct iqm_descriptor iqm_campaign_descriptor = {
	IQM_DESCRIPTOR(iqm_campaign, iqm_campaign_fields),
	.unwrapped = IQM_FIELD_OF(iqm_campaign, campaign_id),
};

const struct iqm_field iqm_eligible_campaigns_fields[] = {
	IQM_LIST(iqm_eligible_campaigns, running, iqm_campaign, 0, "running"),
	IQM_LIST(iqm_eligible_campaigns, paused, iqm_campaign, 0, "paused"),
	IQM_LIST(iqm_eligible_campaigns, expired, iqm_campaign, 0, "expired"),
};
const struct iqm_descriptor iqm_eligible_campaigns_descriptor = {
	IQM_DESCRIPTOR(iqm_eligible_campaigns, iqm_eligible_campaigns_fields),
};

const struct iqm_field iqm_name_query_fields[] = {
	IQM_FIELD(iqm_name_query, report_name, IQM_F_REQUIRED, "reportName"),
};
const struct iqm_descriptor iqm_name_query_descriptor = {
	IQM_DESCRIPTOR(iqm_name_query, iqm_name_query_fields),
	.room = offsetof(struct iqm_name_query, reserved),
};

const struct iqm_field iqm_name_check_fields[] = {
	IQM_FIELD(iqm_name_check, available, 0, "available"),
	IQM_FIELD(iqm_name_check, message, 0, "message"),
};
const struct iqm_descriptor iqm_name_check_descriptor = {
	IQM_DESCRIPTOR(iqm_name_check, iqm_name_check_fields),
	.unwrapped = IQM_FIELD_OF(iqm_name_check, message),
	.unwrapped_true = IQM_FIELD_OF(iqm_name_check, available),
};

const struct iqm_field iqm_confirmation_fields[] = {
	IQM_FIELD(iqm_confirmation, message, 0, "message"),
};
const struct iqm_descriptor iqm_confirmation_descriptor = {
	IQM_DESCRIPTOR(iqm_confirmation, iqm_confirmation_fields),
};
