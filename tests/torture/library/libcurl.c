/* SPDX-License-Identifier: MIT */
/* What the library calls of libcurl, and can fail. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "failing.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <stdarg.h>

/* Macros that check the types of arguments. */
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

/* libcurl calls some of its functions itself. */
static bool fails(const void *caller, const char *name, const int *errors, int *error)
{
	extern const char __executable_start, etext;
	const char *at = caller;

	return at >= &__executable_start && at < &etext &&
	       failing_fails(FAIL_LIBCURL, name, errors, error);
}

#define ERRORS(...) ((const int[]){ __VA_ARGS__, 0 })

/* A function whose result is an error, one of those in `errors`. */
#define WRAP(type, name, params, args, ...)                                                        \
	type name params                                                                           \
	{                                                                                          \
		static type(*real) params;                                                         \
		int error;                                                                         \
                                                                                                   \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		if (fails(__builtin_return_address(0), #name, ERRORS(__VA_ARGS__), &error))        \
			return (type)error;                                                        \
		return real args;                                                                  \
	}

/* One whose result is something, or NULL. */
#define WRAP_POINTER(type, name, params, args)                                                     \
	type name params                                                                           \
	{                                                                                          \
		static type(*real) params;                                                         \
                                                                                                   \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		return fails(__builtin_return_address(0), #name, NULL, NULL) ? NULL : real args;   \
	}

/* One with an argument whose type depends on the one before it. */
#define WRAP_OPTION(type, name, handle_type, option_type, take, ...)                               \
	type name(handle_type *handle, option_type option, ...)                                    \
	{                                                                                          \
		static type (*real)(handle_type *, option_type, ...);                              \
		type result;                                                                       \
		va_list list;                                                                      \
		int error;                                                                         \
                                                                                                   \
		if (!real)                                                                         \
			*(void **)&real = dlsym(RTLD_NEXT, #name);                                 \
		if (fails(__builtin_return_address(0), #name, ERRORS(__VA_ARGS__), &error))        \
			return (type)error;                                                        \
		va_start(list, option);                                                            \
		take;                                                                              \
		va_end(list);                                                                      \
		return result;                                                                     \
	}

#define PASS(type) result = real(handle, option, va_arg(list, type))

/* By the ranges of <curl/curl.h>. */
#define PASS_OPTION                                                                                \
	do {                                                                                       \
		if ((int)option < CURLOPTTYPE_OBJECTPOINT)                                         \
			PASS(long);                                                                \
		else if ((int)option >= CURLOPTTYPE_OFF_T && (int)option < CURLOPTTYPE_BLOB)       \
			PASS(curl_off_t);                                                          \
		else                                                                               \
			PASS(void *);                                                              \
	} while (0)

WRAP(CURLcode, curl_global_init, (long flags), (flags), CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY)
WRAP_POINTER(CURL *, curl_easy_init, (void), ())
WRAP_POINTER(CURLM *, curl_multi_init, (void), ())
WRAP_POINTER(CURLMsg *, curl_multi_info_read, (CURLM * handle, int *left), (handle, left))
WRAP_OPTION(CURLcode, curl_easy_setopt, CURL, CURLoption, PASS_OPTION, CURLE_OUT_OF_MEMORY,
	    CURLE_UNKNOWN_OPTION, CURLE_BAD_FUNCTION_ARGUMENT)
WRAP_OPTION(CURLcode, curl_easy_getinfo, CURL, CURLINFO, PASS(void *), CURLE_UNKNOWN_OPTION,
	    CURLE_BAD_FUNCTION_ARGUMENT)
WRAP_OPTION(CURLMcode, curl_multi_setopt, CURLM, CURLMoption, PASS_OPTION, CURLM_UNKNOWN_OPTION,
	    CURLM_OUT_OF_MEMORY)
WRAP(CURLMcode, curl_multi_add_handle, (CURLM * handle, CURL *easy), (handle, easy),
     CURLM_OUT_OF_MEMORY, CURLM_INTERNAL_ERROR)
WRAP(CURLMcode, curl_multi_remove_handle, (CURLM * handle, CURL *easy), (handle, easy),
     CURLM_INTERNAL_ERROR)
WRAP(CURLMcode, curl_multi_perform, (CURLM * handle, int *running), (handle, running),
     CURLM_OUT_OF_MEMORY, CURLM_INTERNAL_ERROR)
WRAP(CURLMcode, curl_multi_poll,
     (CURLM * handle, struct curl_waitfd *more, unsigned count, int ms, int *ready),
     (handle, more, count, ms, ready), CURLM_OUT_OF_MEMORY, CURLM_UNRECOVERABLE_POLL)
