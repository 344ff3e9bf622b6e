/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUITES_H
#define TESTS_SUITES_H

#include <check.h>

Suite *api_suite(void);            /* every operation against the sandbox, over HTTP */
void add_flow_tests(Suite *suite); /* its part in test_flow.c */
Suite *codec_suite(void);          /* JSON to structs and back, query and form */
Suite *command_suite(void);        /* what the command's output is made of */
Suite *golden_suite(void);         /* generated from the spec's samples */
Suite *http_suite(void);           /* libcurl's transport against a raw server */
Suite *limiter_suite(void);        /* the allowance of requests a minute */
Suite *retry_suite(void);          /* attempts, waits, what is told of them */
Suite *runtime_suite(void);        /* settings, timestamps, errors, outcomes, log-in, over a mock */
Suite *reports_suite(void);        /* lists, waits, finds, prices first, over a service in C */
void add_http_wait_tests(Suite *suite); /* its parts in test_http_wait.c */
void add_http_file_tests(Suite *suite); /* and test_http_file.c */
Suite *journal_suite(void);             /* purchases, recorded before they are sent */
Suite *save_suite(void);  /* files from signed URLs: part files, ranges, forms, links */
Suite *token_suite(void); /* renewal, refusal, providers, and threads that share a token */

#endif
