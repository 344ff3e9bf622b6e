/* SPDX-License-Identifier: MIT */
/*
 * The command's files. A configuration is read or refused in one line that names it; what is set in
 * one that is good is there when it is read again, nothing else has changed, and what is taken out
 * is gone. Cached credentials that are taken are JSON, and written again they are the same.
 */
#include "bytes.h"
#include "fuzz.h"
#include "scratch.h"
#include "streams.h"

#include "config/config_text.h"
#include "config/profile.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define PATH "config"

struct reading {
	struct profile profile;
	struct iqm_error error;
	int err;
};

static void read_text(struct reading *r, const char *text, size_t len, const char *section)
{
	memset(r, 0, sizeof(*r));
	iqm_error_begin(&r->error, NULL);
	r->profile.path = strdup(PATH);
	r->profile.text = fuzz_text((const unsigned char *)text, len);
	r->profile.size = len + 1;
	r->err = profile_parse(&r->profile, section, &r->error);
	fuzz_check(!r->err || r->err == IQM_E_CONFIG, "%d: %s", r->err, r->error.message);
	fuzz_check(!r->err || !strncmp(r->error.message, PATH, strlen(PATH)), "%s",
		   r->error.message);
	fuzz_check_line(r->error.message);
}

static bool same_value(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* All settings but one are those of before. */
static void check_others(const struct reading *a, const struct reading *b, size_t id)
{
	fuzz_check(a->profile.section_len == b->profile.section_len ||
			   a->profile.section_len + 1 == b->profile.section_len,
		   "%zu profiles, then %zu", a->profile.section_len, b->profile.section_len);
	for (size_t i = 0; i < SET_LEN; i++)
		fuzz_check(i == id || same_value(a->profile.value[i], b->profile.value[i]),
			   "%s became %s", cli_settings[i].name, b->profile.value[i]);
}

static void change(const struct reading *before, const char *text, size_t len, const char *section,
		   size_t id, const char *value)
{
	struct buf out = { 0 };
	struct reading after;
	enum config_change how =
		config_text_change(&out, text, len, section, cli_settings[id].name, value);
	const char *got;

	fuzz_check(!out.err, "no memory");
	read_text(&after, out.data ? out.data : "", out.len, section);
	fuzz_check(!after.err, "changed, it is refused: %s", after.error.message);
	got = after.profile.inherited[id] ? NULL : after.profile.value[id];
	fuzz_check(same_value(got, value), "%s is %s, and not %s", cli_settings[id].name,
		   got ? got : "absent", value ? value : "absent");
	fuzz_check(how != CONFIG_SAME || (out.len == len && (!len || !memcmp(out.data, text, len))),
		   "it is the same, and changed");
	check_others(before, &after, id);
	profile_free(&after.profile);
	iqm_buf_free(&out);
}

static void use_config(struct bytes *b)
{
	static const char *const sections[] = { "default", "work", "a" };
	static const char *const values[] = { "x", "a = b # c", "[x]", NULL };
	const char *section = sections[bytes_below(b, 3)];
	unsigned which = bytes_byte(b);
	const char *text = (const char *)b->at;
	struct reading r;

	read_text(&r, text, b->left, section);
	/* One more profile may be one too many. */
	if (!r.err && r.profile.section_len < CONFIG_MAX_PROFILES)
		change(&r, text, b->left, section, which % SET_LEN, values[which / SET_LEN % 4]);
	profile_free(&r.profile);
}

/* ---- credentials ----------------------------------------------------------------------------- */

/* A byte-order mark before it is passed over, as before a response. */
static void check_json(const char *text, size_t len)
{
	size_t mark = len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
	json_t *tree = json_loadb(text + mark, len - mark, JSON_DISABLE_EOF_CHECK, NULL);

	fuzz_check(json_is_object(tree), "taken, and no object");
	json_decref(tree);
}

static void write_again(const struct credentials *c)
{
	struct staged_file f = { 0 };
	struct credentials again = { 0 };
	struct iqm_error e;
	char path[SCRATCH_PATH];
	int err;

	iqm_error_begin(&e, NULL);
	err = staged_file_lock(&f, scratch_path("again", path), 1000, "", &e);
	if (!err)
		err = staged_file_open(&f, CREDENTIALS_MAX, &e);
	if (!err)
		err = credentials_write(&f, c, &e);
	staged_file_close(&f);
	fuzz_check(!err || err == IQM_E_USAGE, "not written: %s", e.message);
	if (err)
		return;
	fuzz_check(!credentials_read(path, &again, &e), "not read again: %s", e.message);
	fuzz_check(same_value(c->access, again.access) && same_value(c->refresh, again.refresh) &&
			   same_value(c->username, again.username) &&
			   same_value(c->ow_id, again.ow_id) &&
			   same_value(c->base_url, again.base_url) &&
			   same_value(c->client_id, again.client_id) &&
			   same_value(c->client_secret, again.client_secret) &&
			   c->expires == again.expires,
		   "written and read again it is another");
	credentials_free(&again);
}

static void use_credentials(const struct bytes *b)
{
	struct credentials c = { 0 };
	char path[SCRATCH_PATH];
	struct iqm_error e;
	int err;

	scratch_write("credentials", b->at, b->left);
	err = credentials_read(scratch_path("credentials", path), &c, &e);
	fuzz_check(!err || err == IQM_E_CONFIG, "%d: %s", err, e.message);
	fuzz_check(!err == !*e.message, "%d: %s", err, e.message);
	fuzz_check_line(e.message);
	if (!err) {
		check_json((const char *)b->at, b->left);
		write_again(&c);
	}
	credentials_free(&c);
}

void fuzz_config(const unsigned char *data, size_t len)
{
	struct bytes b = { data, len };

	if (bytes_byte(&b) % 4)
		use_config(&b);
	else
		use_credentials(&b);
}

/* ---- seeds ----------------------------------------------------------------------------------- */

void config_seeds(fuzz_use_fn *use, void *context)
{
	static const char *const files[] = {
		"[default]\ntimezone = America/New_York\noutput = json\n",
		"# all\r\n[work]\r\nbase-url = https://a.example.com\r\nbudget = 5000 per month\r\n",
		"\xef\xbb\xbf[a]\nprofile=x\n\n[default]\n timezone =UTC\n[work]\ncolumns = a",
		"[default]\nclient-secret = s\npassword = p",
		"[a]\n[a]\n",
		"timezone = UTC\n",
		"[a\n",
		"",
	};
	static const char credentials[] =
		"{\"format\":1,\"expires\":1750000000,\"base-url\":\"https://a.example.com\",\"username\":\"u\","
		"\"ow-id\":\"42\",\"client-id\":\"c\",\"client-secret\":\"s\",\"access-token\":"
		"\"t\",\"refresh-token\":\"r\"}";
	unsigned char bytes[512];
	struct fuzz_input input = { "config", bytes, 0 };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		for (unsigned how = 0; how < 12; how++) {
			size_t len = strlen(files[i]);

			bytes[0] = 1;
			bytes[1] = (unsigned char)(how % 3);
			bytes[2] = (unsigned char)(how * 7);
			memcpy(bytes + 3, files[i], len);
			input.len = len + 3;
			use(context, &input);
		}
	bytes[0] = 0;
	memcpy(bytes + 1, credentials, sizeof(credentials) - 1);
	input.len = sizeof(credentials);
	use(context, &input);
}
