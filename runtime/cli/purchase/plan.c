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

/* ---- files ------------------------------------------------------------------------------- */

/* The directory of the plans. */
struct plans {
	char *path;
	int fd;
};

static void close_plans(struct plans *p)
{
	if (p->fd >= 0)
		close(p->fd);
	free(p->path);
}

static int open_plans(struct cli *cli, struct plans *p)
{
	struct iqm_error e;
	int err;

	p->path = state_path(&cli->config, "plans/", &e);
	if (p->path)
		p->path[strlen(p->path) - 1] = '\0';
	p->fd = p->path ? open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (p->fd >= 0)
		return 0;
	if (p->path)
		error_set_errno(&e, p->path, "opened");
	close_plans(p);
	err = cli_fail(cli_exit_of(e.status), "%s", e.message);
	return err ? err : EXIT_FAILED;
}

/* A file there. Without O_CREAT, *fd is -1 if there is none. */
static int open_file(const struct plans *p, const char *name, int flags, int *fd)
{
	struct buf path = { 0 };
	struct own_file file = {
		.what = "plan file",
		.status = IQM_E_FILE,
		.closed = S_IRWXG | S_IRWXO,
	};
	struct iqm_error e;
	int err;

	*fd = -1;
	if (iqm_buf_printf(&path, "%s/%s", p->path, name))
		return cli_fail_nomem();
	file.path = path.data;
	iqm_error_begin(&e, NULL);
	err = iqm_own_open(&file, p->fd, name, flags, fd, NULL, &e);
	iqm_buf_free(&path);
	if (!err || (e.os_error == ENOENT && !(flags & O_CREAT)))
		return 0;
	return cli_fail(EXIT_FAILED, "%s", e.message);
}

/* ---- claims ------------------------------------------------------------------------------ */

/* A byte of the one lock file; two keys have the same one in 2^62 only. */
static int64_t byte_of(const char *key)
{
	return (int64_t)(iqm_hash(IQM_HASH_START, key, strlen(key)) >> 2);
}

int plan_claim(struct cli *cli, const char *key, int *claim, bool *busy)
{
	struct plans plans;
	int err = open_plans(cli, &plans);

	*claim = -1;
	*busy = false;
	if (err)
		return err;
	err = open_file(&plans, ".lock", O_RDWR | O_CREAT, claim);
	if (!err && (errno = iqm_lock(*claim, byte_of(key)))) {
		*busy = errno == EAGAIN;
		err = *busy ? 0 : fail_plan("locked", key);
		plan_release(claim);
	}
	close_plans(&plans);
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

/* The path comes last and may have any bytes. Gives 0 or an errno. */
static int write_text(int fd, const struct plan *plan)
{
	struct buf text = { 0 };
	int os_error;

	if (iqm_buf_printf(&text,
			   "operation %s\nservice %s\nworkspace %s\nwait %d\nfile %s\nsave %s",
			   plan->operation, plan->service, plan->workspace, plan->wait, plan->file,
			   plan->save ? plan->save : ""))
		os_error = ENOMEM;
	else
		os_error = iqm_write_all(fd, text.data, text.len);
	iqm_buf_free(&text);
	return !os_error && fsync(fd) ? errno : os_error;
}

/* Whole or not at all, whenever it is killed. */
static int write_in(const struct plans *p, const char *key, const struct plan *plan)
{
	char name[NAME_SIZE];
	char fresh[NAME_SIZE + 8];
	int fd;
	int err;

	name_of(key, name);
	snprintf(fresh, sizeof(fresh), ".%s.new", name);
	unlinkat(p->fd, fresh, 0); /* of a process that was killed */
	err = open_file(p, fresh, O_WRONLY | O_CREAT, &fd);
	if (err)
		return err;
	errno = write_text(fd, plan);
	close(fd);
	if (!errno && !renameat(p->fd, fresh, p->fd, name))
		errno = iqm_sync_directory(p->fd);
	return errno ? fail_plan("written", key) : 0;
}

int plan_write(struct cli *cli, const char *key, const struct plan *plan)
{
	struct plans plans;
	int err = open_plans(cli, &plans);

	if (err)
		return err;
	err = write_in(&plans, key, plan);
	close_plans(&plans);
	return err;
}

int plan_remove(struct cli *cli, const char *key)
{
	char name[NAME_SIZE];
	struct plans plans;
	int err = open_plans(cli, &plans);

	if (err)
		return err;
	name_of(key, name);
	if (unlinkat(plans.fd, name, 0) && errno != ENOENT)
		err = fail_plan("removed", key);
	close_plans(&plans);
	return err;
}

int plan_finish(struct cli *cli, const char *key, const struct plan *plan)
{
	char name[NAME_SIZE];
	char done[NAME_SIZE + sizeof(DONE)];
	struct plans plans;
	int err;

	if (!*plan->file)
		return plan_remove(cli, key);
	err = open_plans(cli, &plans);
	if (err)
		return err;
	name_of(key, name);
	snprintf(done, sizeof(done), "%s" DONE, name);
	if (renameat(plans.fd, name, plans.fd, done))
		err = fail_plan("put away", key);
	close_plans(&plans);
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

static int fail_damaged(const struct plans *p, const char *key, const char *name)
{
	return cli_fail(
		EXIT_FAILED,
		"\"%s/%s\": expected a plan, with lines operation, service, workspace, wait, file "
		"and save; it says what was to follow the purchase '%s': to go on without, delete it",
		p->path, name, key);
}

static int read_in(const struct plans *p, const char *key, const char *ending, struct plan *plan,
		   bool *there)
{
	char name[NAME_SIZE + sizeof(DONE)];
	char text[LARGEST] = "";
	size_t len;
	int fd;
	int err;

	name_of(key, name);
	snprintf(name + strlen(name), sizeof(DONE), "%s", ending);
	err = open_file(p, name, O_RDONLY, &fd);
	if (fd < 0)
		return err;
	errno = iqm_read_at(fd, text, sizeof(text), 0, &len);
	close(fd);
	if (errno)
		return fail_plan("read", key);
	*there = true;
	if (len == sizeof(text) || strlen(text) != len || !read_text(text, plan))
		return fail_damaged(p, key, name);
	return 0;
}

static int read_plan(struct cli *cli, const char *key, const char *ending, struct plan *plan,
		     bool *there)
{
	struct plans plans;
	int err = open_plans(cli, &plans);

	*plan = (struct plan){ 0 };
	*there = false;
	if (err)
		return err;
	err = read_in(&plans, key, ending, plan, there);
	close_plans(&plans);
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
	struct plans plans;
	DIR *dir;
	const struct dirent *entry;
	int err = open_plans(cli, &plans);

	*keys = (struct plan_keys){ 0 };
	if (err)
		return err;
	dir = fdopendir(plans.fd);
	if (!dir)
		err = cli_fail_nomem();
	else
		plans.fd = -1; /* it is closed with `dir` */
	while (dir && !err && (entry = readdir(dir)))
		if (!strchr(entry->d_name, '.') && !add_key(keys, entry->d_name))
			err = cli_fail_nomem();
	if (dir)
		closedir(dir);
	close_plans(&plans);
	return err;
}

void plan_keys_free(struct plan_keys *keys)
{
	for (size_t i = 0; i < keys->len; i++)
		free(keys->items[i]);
	free(keys->items);
	*keys = (struct plan_keys){ 0 };
}
