/* SPDX-License-Identifier: MIT */
/* A client from JSON: of its settings those that are text, numbers and truth values. */
#include "json/json.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Types of members. */
enum type { TEXT, FLAG, INT, LONG, SIZE };

/* A member of struct iqm_settings. */
struct setting {
	const char *const *names; /* NULL ends */
	size_t offset;
	enum type type;
};

/* clang-format off: it has no good form for _Generic */
#define SETTING(m)                                                                                         \
	{                                                                                                  \
		IQM_NAMES_(#m), offsetof(struct iqm_settings, m),                                        \
	  _Generic(((struct iqm_settings *)0)->m, const char *: TEXT, bool: FLAG, int: INT,        \
		   long: LONG, size_t: SIZE) \
	}
/* clang-format on */

static const struct setting settings[] = {
	SETTING(base_url),
	SETTING(token),
	SETTING(ow_id),
	SETTING(client_id),
	SETTING(client_secret),
	SETTING(username),
	SETTING(password),
	SETTING(ca_file),
	SETTING(ca_dir),
	SETTING(client_cert),
	SETTING(client_key),
	SETTING(proxy),
	SETTING(user_agent),
	SETTING(dialect),
	SETTING(no_duplicate_auth_header),
	SETTING(allow_http),
	SETTING(timeout_ms),
	SETTING(max_body),
	SETTING(connect_timeout_ms),
	SETTING(stall_timeout_ms),
	SETTING(max_attempts),
	SETTING(backoff_ms),
	SETTING(backoff_max_ms),
	SETTING(requests_per_minute),
	SETTING(limiter_file),
	SETTING(journal),
	SETTING(send_key),
	SETTING(no_purchases),
	SETTING(threads),
	SETTING(queue),
};
#define SETTINGS (sizeof(settings) / sizeof(settings[0]))

/* Where the value of a setting is read into, as a member. */
union value {
	const void *set; /* NULL: absent */
	const char *text;
	struct iqm_int number;
	struct iqm_bool flag;
};

/* The settings, and whether the environment counts. */
struct given {
	union value of[SETTINGS];
	struct iqm_bool environment;
};

static const unsigned short kinds[] = { [TEXT] = IQM_K_STR,
					[FLAG] = IQM_K_BOOL,
					[INT] = IQM_K_INT,
					[LONG] = IQM_K_INT,
					[SIZE] = IQM_K_INT };

static int read_settings(const char *json, size_t len, void **given, struct iqm_error *error)
{
	struct iqm_field fields[SETTINGS + 1];
	struct iqm_descriptor t = { .name = "settings",
				    .fields = fields,
				    .len = SETTINGS + 1,
				    .size = sizeof(struct given) };

	for (size_t i = 0; i < SETTINGS; i++)
		fields[i] = (struct iqm_field){ .names = settings[i].names,
						.offset = i * sizeof(union value),
						.kind = kinds[settings[i].type] };
	/* cppcheck-suppress nullPointer ; an offset is taken */
	fields[SETTINGS] = (struct iqm_field)IQM_FIELD(given, environment, 0, "environment");
	return iqm_json_args(&t, json, len, given, error);
}

/* Whether a number fits its member. */
static bool fits(enum type type, int64_t n)
{
	if (type == INT)
		return n >= INT_MIN && n <= INT_MAX;
	return type == LONG ? n >= LONG_MIN && n <= LONG_MAX : n >= 0 && (uint64_t)n <= SIZE_MAX;
}

static void set(const struct setting *s, const union value *v, struct iqm_settings *to)
{
	const int i = (int)v->number.value;
	const long l = (long)v->number.value;
	const size_t z = (size_t)v->number.value;
	char *member = (char *)to + s->offset;

	switch (s->type) {
	case TEXT:
		memcpy(member, &v->text, sizeof(v->text));
		break;
	case FLAG:
		memcpy(member, &v->flag.value, sizeof(v->flag.value));
		break;
	case INT:
		memcpy(member, &i, sizeof(i));
		break;
	case LONG:
		memcpy(member, &l, sizeof(l));
		break;
	case SIZE:
		memcpy(member, &z, sizeof(z));
		break;
	}
}

/* What is given wins over what is there. */
static int fill(const struct given *given, struct iqm_settings *to, struct iqm_error *error)
{
	for (size_t i = 0; i < SETTINGS; i++) {
		const struct setting *s = &settings[i];
		const union value *v = &given->of[i];

		if (!v->set)
			continue;
		if (kinds[s->type] == IQM_K_INT && !fits(s->type, v->number.value)) {
			snprintf(error->path, sizeof(error->path), "%s", s->names[0]);
			return iqm_fail(error, IQM_E_USAGE, "%s: the number does not fit",
					s->names[0]);
		}
		set(s, v, to);
	}
	return 0;
}

static int open_client(struct iqm_client **client, const struct iqm_api *api, const char *json,
		       size_t len, struct iqm_error *error)
{
	struct iqm_settings to = { 0 };
	void *given;
	int err = read_settings(json, len, &given, error);

	if (err)
		return iqm_error_prefix(error, "settings");
	if (((struct given *)given)->environment.value)
		iqm_settings_from_env_of(api, &to);
	err = fill(given, &to, error);
	if (!err)
		err = iqm_client_open_abi(client, api, &to, error, IQM_ABI);
	iqm_free(given);
	return err;
}

int iqm_client_open_json_of(struct iqm_client **client, const struct iqm_api *api, const char *json,
			    size_t len, char **response)
{
	struct iqm_error error;
	int err;

	iqm_error_begin(&error, NULL);
	if (client)
		*client = NULL;
	if (!client || !api)
		err = iqm_fail(&error, IQM_E_USAGE, "%s is NULL", client ? "api" : "client");
	else
		err = open_client(client, api, json, len, &error);
	if (response)
		*response = iqm_json_error(&error);
	return err;
}
