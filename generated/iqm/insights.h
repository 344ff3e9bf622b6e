/* SPDX-License-Identifier: MIT */
/* Made from spec/ by `make regen`: change the spec, not this file. */

/**
 * IQM Insights API: all calls.
 *
 * Lists, prices, buys, downloads and deletes advertising reports of three families: PLD (Provider
 * Level Data), SLS (ScriptLift Studies) and AQS (Audience Quality Score).
 */
#ifndef IQM_INSIGHTS_H
#define IQM_INSIGHTS_H

#include <iqm/reports.h>
#include "../iqm_auth.h"
#include "../iqm_pld.h"
#include "../iqm_sls.h"
#include "../iqm_aqs.h"

#endif
