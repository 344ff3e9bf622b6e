/* SPDX-License-Identifier: MIT */
/* What the tests of saved files share: a service of scripted responses, a directory, files. */
#ifndef TESTS_TEST_SAVE_H
#define TESTS_TEST_SAVE_H

#include <check.h>
#include <iqm/insights.h>
#include <iqm/reports.h>
#include <iqm/transport.h>

#define SECRET "X-Amz-Signature=0123456789abcdef"
#define SAVE_URL "https://host.example.com/pld-reports/7_Report.csv?" SECRET
#define MAX_SEEN 64
/* The headers of each request for a file. */
#define SAVE_HEADERS "User-Agent: iqm-insights-c/" IQM_VERSION "\nAccept-Encoding: identity\n"

/* One response; the last of a script again for each further request. */
struct scripted_response {
	long status;         /* 0: as a server of s->content would */
	const char *headers; /* "Name: value\n..."; NULL: none */
	const char *body;    /* NULL: none */
	size_t len;          /* 0: strlen(body) */
	int fail;            /* an IQM_E_ that it ends with; nothing is answered without a status */
	size_t cut;          /* 0, or: of a served file only so many bytes, then IQM_E_NETWORK */
};

struct seen {
	char *url;
	char *headers; /* lines, each with \n */
	bool presigned;
	bool fresh;
};

struct service {
	const struct scripted_response *responses;
	size_t response_count;
	const char *content;
	size_t size;
	const char *etag;
	size_t piece; /* bytes given at a time; 0: all at once */
	size_t calls;
	struct seen seen[MAX_SEEN];
	struct iqm_client *client;
	int64_t date; /* of the last response */
	char *log;    /* all log lines and hooks, joined */
	char directory[64];
	char path[128]; /* in it */
	/* where callbacks put bytes */
	char *got;
	size_t got_len;
	long now;                                     /* of its clock, ms; waits move it */
	void (*on_call)(struct service *s, size_t n); /* when the n-th request is made */
	void *context;
};

#define RESPONSES(...)                                                                             \
	(const struct scripted_response[]){ __VA_ARGS__ },                                         \
		sizeof((const struct scripted_response[]){ __VA_ARGS__ }) /                        \
			sizeof(struct scripted_response)

/* With a directory of its own, and a client whose attempts are five. */
void save_open(struct service *s);
void save_open_with(struct service *s, struct iqm_settings settings);
void save_close(struct service *s);
/* What it serves from here on. */
void save_script(struct service *s, const struct scripted_response *responses, size_t count);
void save_serve(struct service *s, const char *content, size_t size, const char *etag);

/* To s->path. */
int save_path(struct service *s, struct iqm_save *save, struct iqm_call *call);
/* To s->got. */
int save_callback(struct service *s, struct iqm_save *save, struct iqm_call *call);

void save_sleep_us(long us);
/* A file's bytes and their number; NULL: there is none. The caller's to free. */
char *save_read(const char *path, size_t *len);
void save_write(const char *path, const char *data, size_t len);
bool save_exists(const char *path);
/* "<path>.part" */
const char *save_part(const struct service *s);
const char *save_meta(const struct service *s);
void save_expect_file(const char *path, const char *data, size_t len);
/* No entry but those whose names are given; NULL ends. */
void save_expect_directory(const struct service *s, const char *const *names);

/* CSV of whole rows, about `size` bytes; the caller's. */
char *save_csv(size_t size, size_t *len);
/* An archive with [Content_Types].xml and `members` others; the caller's. */
struct archive {
	size_t members;
	const char *comment; /* NULL: none */
	bool zip64;
	bool untyped;   /* without [Content_Types].xml */
	bool slash;     /* before the name of it */
	size_t padding; /* bytes of each member */
};
char *save_xlsx(struct archive of, size_t *len);

#endif
