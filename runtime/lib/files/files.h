/* SPDX-License-Identifier: MIT */
/* A report's file, for the rooms above: iqm_save_url() and iqm_report_save() are public. */
#ifndef IQM_LIB_FILES_H
#define IQM_LIB_FILES_H

/* Of a save whose call names no timeout. */
#define IQM_SAVE_TIMEOUT_MS ((long)60 * 60 * 1000)

#endif
