/* SPDX-License-Identifier: MIT */
/* Plans: what a run is to do once it has bought, for the one that continues after a kill. */
#include "purchase/purchase.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_SIZE 256 /* of a file: each of a key's 63 characters may become three */
#define LARGEST 16384 /* a plan */
#define DONE ".done"  /* no key has a dot in its name */

/* ---- names ------------------------------------------------------------------------------- */

static bool is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-' || c == '_';
}

/* A key may have any printable characters; a dot is for files that are no plans. */
static void name_of(const char *key, char name[NAME_SIZE])
{
	size_t len = 0;

	for (; *key && len + 4 < NAME_SIZE; key++)
		len += (size_t)snprintf(name + len, NAME_SIZE - len,
					is_plain(*key) ? "%c" : "%%%02X", (unsigned char)*key);
	name[len] = '\0';
}

static void key_of(const char *name, char *key)
{
	for (; *name; key++) {
		char code[3] = { 0 };

		if (*name == '%' && name[1] && name[2]) {
			memcpy(code, name + 1, 2);
			*key = (char)strtoul(code, NULL, 16);
			name += 3;
		} else {
			*key = *name++;
		}
	}
	*key = '\0';
}

static int fail_plan(const char *what, const char *name)
{
	return cli_fail(EXIT_FAILED, "the plan \"%s\" cannot be %s: %s", name, what,
			strerror(errno));
}

/* Open, or -1: it has said why. */
static int open_directory(struct cli *cli)
{
	char *path = state_path_or_fail(&cli->config, "plans");
	int fd;

	if (!path)
		return -1;
	if (mkdir(path, 0700) && errno != EEXIST)
		fd = -1;
	else
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		cli_fail(EXIT_FAILED, "the folder \"%s\" cannot be opened: %s", path,
			 strerror(errno));
	free(path);
	return fd;
}

/* The same, with the key's file in `name`. */
static int open_for(struct cli *cli, const char *key, char name[NAME_SIZE])
{
	name_of(key, name);
	return open_directory(cli);
}

/* ---- claims ------------------------------------------------------------------------------ */

/* A byte of the one lock file; two keys have the same one in 2^62 only. */
static int64_t byte_of(const char *key)
{
	return (int64_t)(iqm_hash(IQM_HASH_START, key, strlen(key)) >> 2);
}

int plan_claim(struct cli *cli, const char *key, int *claim, bool *busy)
{
	int directory = open_directory(cli);
	int err = 0;

	*claim = -1;
	*busy = false;
	if (directory < 0)
		return EXIT_FAILED;
	*claim = openat(directory, ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*claim < 0) {
		err = fail_plan("locked", key);
	} else if ((errno = iqm_lock(*claim, byte_of(key)))) {
		*busy = errno == EAGAIN;
		err = *busy ? 0 : fail_plan("locked", key);
		plan_release(claim);
	}
	close(directory);
	return err;
}

/* Also the end of the process does. */
void plan_release(int *claim)
{
	if (*claim >= 0)
		close(*claim);
	*claim = -1;
}

/* ---- writing ----------------------------------------------------------------------------- */

/* The path comes last and may have any bytes. */
static int write_text(int fd, const struct plan *plan)
{
	FILE *out = fdopen(fd, "w");
	int failed;

	if (!out) {
		close(fd);
		return -1;
	}
	fprintf(out, "operation %s\nservice %s\nworkspace %s\nwait %d\nfile %s\nsave %s",
		plan->operation, plan->service, plan->workspace, plan->wait, plan->file,
		plan->save ? plan->save : "");
	failed = fflush(out) || fsync(fd) || ferror(out);
	if (failed) {
		int number = errno;

		fclose(out);
		errno = number;
		return -1;
	}
	return fclose(out);
}

/* Whole or not at all, whenever it is killed. */
static int write_in(int directory, const char *name, const struct plan *plan)
{
	char fresh[NAME_SIZE + 8];
	int fd;

	snprintf(fresh, sizeof(fresh), ".%s.new", name);
	fd = openat(directory, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0 || write_text(fd, plan) || renameat(directory, fresh, directory, name))
		return -1;
	errno = iqm_sync_directory(directory);
	return errno ? -1 : 0;
}

int plan_write(struct cli *cli, const char *key, const struct plan *plan)
{
	char name[NAME_SIZE];
	int directory = open_for(cli, key, name);
	int err = 0;

	if (directory < 0)
		return EXIT_FAILED;
	if (write_in(directory, name, plan))
		err = fail_plan("written", key);
	close(directory);
	return err;
}

int plan_remove(struct cli *cli, const char *key)
{
	char name[NAME_SIZE];
	int directory = open_for(cli, key, name);
	int err = 0;

	if (directory < 0)
		return EXIT_FAILED;
	if (unlinkat(directory, name, 0) && errno != ENOENT)
		err = fail_plan("removed", key);
	close(directory);
	return err;
}

int plan_finish(struct cli *cli, const char *key, const struct plan *plan)
{
	char name[NAME_SIZE];
	char done[NAME_SIZE + sizeof(DONE)];
	int directory;
	int err = 0;

	if (!*plan->file)
		return plan_remove(cli, key);
	directory = open_for(cli, key, name);
	if (directory < 0)
		return EXIT_FAILED;
	snprintf(done, sizeof(done), "%s" DONE, name);
	if (renameat(directory, name, directory, done))
		err = fail_plan("put away", key);
	close(directory);
	return err;
}

/* ---- reading ----------------------------------------------------------------------------- */

/* The line's value, ended in place, if the line begins with `name`; *at goes on behind it. */
static const char *line(char **at, const char *name)
{
	size_t len = strlen(name);
	char *value = *at + len + 1;
	char *end;

	if (strncmp(*at, name, len) || (*at)[len] != ' ')
		return NULL;
	end = strchr(value, '\n');
	if (!end)
		return NULL;
	*end = '\0';
	*at = end + 1;
	return value;
}

static bool read_line(char **at, const char *name, char *to, size_t size)
{
	const char *value = line(at, name);

	return value && (size_t)snprintf(to, size, "%s", value) < size;
}

static bool read_text(char *text, struct plan *plan)
{
	char wait[2];
	const char *path = text;

	if (!read_line(&text, "operation", plan->operation, sizeof(plan->operation)) ||
	    !read_line(&text, "service", plan->service, sizeof(plan->service)) ||
	    !read_line(&text, "workspace", plan->workspace, sizeof(plan->workspace)) ||
	    !read_line(&text, "wait", wait, sizeof(wait)) ||
	    !read_line(&text, "file", plan->file, sizeof(plan->file)) ||
	    strncmp(text, "save ", 5) != 0)
		return false;
	path = text + 5;
	plan->wait = *wait == '1';
	plan->save = *path == '/' ? strdup(path) : NULL;
	return plan->save || !*path;
}

static int fail_damaged(struct cli *cli, const char *key, const char *name)
{
	char *directory = state_path_or_fail(&cli->config, "plans");

	if (!directory)
		return EXIT_FAILED;
	cli_fail(
		EXIT_FAILED,
		"\"%s/%s\": expected a plan, with lines operation, service, workspace, wait, file "
		"and save; it says what was to follow the purchase '%s': to go on without, delete it",
		directory, name, key);
	free(directory);
	return EXIT_FAILED;
}

static int read_in(struct cli *cli, int directory, const char *key, const char *ending,
		   struct plan *plan, bool *there)
{
	char name[NAME_SIZE + sizeof(DONE)];
	char text[LARGEST];
	ssize_t len;
	int fd;

	name_of(key, name);
	snprintf(name + strlen(name), sizeof(DONE), "%s", ending);
	fd = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? 0 : fail_plan("read", key);
	len = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (len < 0)
		return fail_plan("read", key);
	text[len] = '\0';
	*there = true;
	return read_text(text, plan) ? 0 : fail_damaged(cli, key, name);
}

static int read_plan(struct cli *cli, const char *key, const char *ending, struct plan *plan,
		     bool *there)
{
	int directory = open_directory(cli);
	int err;

	*plan = (struct plan){ 0 };
	*there = false;
	if (directory < 0)
		return EXIT_FAILED;
	err = read_in(cli, directory, key, ending, plan, there);
	close(directory);
	return err;
}

int plan_read(struct cli *cli, const char *key, struct plan *plan, bool *there)
{
	return read_plan(cli, key, "", plan, there);
}

int plan_read_done(struct cli *cli, const char *key, struct plan *plan, bool *there)
{
	return read_plan(cli, key, DONE, plan, there);
}

int plan_check_place(const struct cli *cli, const char *key, const struct plan *plan)
{
	const struct setting *url = &cli->config.setting[SET_BASE_URL];
	const struct setting *workspace = &cli->config.setting[SET_OW_ID];

	if (url->value && strcmp(url->value, plan->service) != 0)
		return cli_fail(EXIT_CONFIG,
				"the purchase '%s' was made at %s; base-url is %s (%s)", key,
				plan->service, url->value, url->origin);
	if (workspace->value && *plan->workspace && strcmp(workspace->value, plan->workspace) != 0)
		return cli_fail(EXIT_CONFIG,
				"the purchase '%s' was made in workspace %s; ow-id is %s (%s)", key,
				plan->workspace, workspace->value, workspace->origin);
	return 0;
}

void plan_free(struct plan *plan)
{
	free(plan->save);
	plan->save = NULL;
}

/* ---- all of them ------------------------------------------------------------------------- */

static bool add_key(struct plan_keys *keys, const char *name)
{
	char **items = realloc(keys->items, (keys->len + 1) * sizeof(*items));

	if (!items)
		return false;
	keys->items = items;
	items[keys->len] = malloc(strlen(name) + 1);
	if (!items[keys->len])
		return false;
	key_of(name, items[keys->len++]);
	return true;
}

int plan_list(struct cli *cli, struct plan_keys *keys)
{
	int directory = open_directory(cli);
	DIR *dir = directory < 0 ? NULL : fdopendir(directory);
	const struct dirent *entry;
	int err = 0;

	*keys = (struct plan_keys){ 0 };
	if (!dir)
		return directory < 0 ? EXIT_FAILED : cli_fail_nomem();
	while (!err && (entry = readdir(dir)))
		if (!strchr(entry->d_name, '.') && !add_key(keys, entry->d_name))
			err = cli_fail_nomem();
	closedir(dir);
	return err;
}

void plan_keys_free(struct plan_keys *keys)
{
	for (size_t i = 0; i < keys->len; i++)
		free(keys->items[i]);
	free(keys->items);
	*keys = (struct plan_keys){ 0 };
}
