/* SPDX-License-Identifier: MIT */
/* What a callback might do to one of libcurl's handles: any of its options, with values that would
 * break a promise if they stayed. */
#ifndef TESTS_EVERY_OPTION_H
#define TESTS_EVERY_OPTION_H

#include <curl/curl.h>
#include <stdbool.h>

/* Sets the n-th such value, from 0. False: there are no more. */
bool every_option_set(CURL *curl, const struct curl_easyoption *option, size_t n);
/* How often a function that was set has been called. */
int every_option_called(void);

#endif
