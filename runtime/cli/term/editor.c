/* SPDX-License-Identifier: MIT */
/* The user's editor. */
#include "term/term.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* NULL: none is named, and there is no terminal for vi, which would wait for ever. */
static const char *editor(void)
{
	static const char *const variables[] = { "VISUAL", "EDITOR" };

	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) ? "vi" : NULL;
}

/* The variable may have options of the editor's too, so the shell reads it. */
static void exec_editor(const char *path)
{
	char command[1024];

	if ((size_t)snprintf(command, sizeof(command), "%s \"$@\"", editor()) < sizeof(command))
		execl("/bin/sh", "sh", "-c", command, "sh", path, (char *)NULL);
	_exit(127);
}

static int wait_for(pid_t child)
{
	int status = 0;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int edit_file(const char *path)
{
	/* Keys that end a program are the editor's while it runs. */
	const struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction interrupt;
	struct sigaction quit;
	pid_t child;
	int code = -1;

	if (!editor())
		return cli_fail(EXIT_FAILED,
				"there is no terminal to edit on, and no EDITOR is set");
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	child = fork();
	if (!child) {
		sigaction(SIGINT, &interrupt, NULL);
		sigaction(SIGQUIT, &quit, NULL);
		exec_editor(path);
	}
	if (child > 0)
		code = wait_for(child);
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	if (code == 127)
		return cli_fail(EXIT_FAILED, "no editor '%.80s': set EDITOR", editor());
	return code ? cli_fail(EXIT_FAILED, "the editor '%.80s' failed", editor()) : 0;
}
