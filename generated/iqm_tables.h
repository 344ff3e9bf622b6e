/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

/* What generated files share, and tools that walk the tables: every operation as data. */
#ifndef IQM_TABLES_H
#define IQM_TABLES_H

#include <iqm/gen.h>

#ifdef __cplusplus
extern "C" {
#endif

extern const struct iqm_api iqm_insights_api;
extern const struct iqm_field iqm_campaign_rows[];
extern const struct iqm_table iqm_campaign_table;
extern const struct iqm_op iqm_auth_login_op;
extern const struct iqm_op iqm_auth_refresh_op;
extern const struct iqm_op iqm_pld_list_op;
extern const struct iqm_op iqm_pld_campaigns_op;
extern const struct iqm_op iqm_pld_generate_op;
extern const struct iqm_op iqm_pld_columns_get_op;
extern const struct iqm_op iqm_pld_columns_update_op;
extern const struct iqm_op iqm_pld_download_op;
extern const struct iqm_op iqm_pld_delete_op;
extern const struct iqm_op iqm_sls_list_op;
extern const struct iqm_op iqm_sls_generate_op;
extern const struct iqm_op iqm_sls_compute_op;
extern const struct iqm_op iqm_sls_validate_name_op;
extern const struct iqm_op iqm_sls_campaigns_op;
extern const struct iqm_op iqm_sls_download_op;
extern const struct iqm_op iqm_sls_delete_op;
extern const struct iqm_op iqm_aqs_list_op;
extern const struct iqm_op iqm_aqs_campaigns_op;
extern const struct iqm_op iqm_aqs_validate_name_op;
extern const struct iqm_op iqm_aqs_compute_op;
extern const struct iqm_op iqm_aqs_generate_op;
extern const struct iqm_op iqm_aqs_report_types_op;
extern const struct iqm_op iqm_aqs_download_op;
extern const struct iqm_op iqm_aqs_delete_op;

#ifdef __cplusplus
}
#endif

#endif
