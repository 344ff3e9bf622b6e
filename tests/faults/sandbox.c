/* SPDX-License-Identifier: MIT */
/* Starts sandboxes and reads the lines they print. */
#include "faults.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void exec_sandbox(int out)
{
	const char *python = getenv("PYTHON");
	char parent[24];

	snprintf(parent, sizeof(parent), "%ld", (long)getppid());
	dup2(out, STDOUT_FILENO);
	execlp(python ? python : "python3", "python3", "-m", "tests.sandbox", "--faults",
	       "--parent", parent, (char *)NULL);
	_exit(127);
}

bool sandbox_start(struct sandbox *sandbox)
{
	int ends[2];

	*sandbox = (struct sandbox){ .out = -1 };
	if (pipe(ends))
		return false;
	sandbox->process = fork();
	if (!sandbox->process) {
		close(ends[0]);
		exec_sandbox(ends[1]);
	}
	close(ends[1]);
	sandbox->out = ends[0];
	return sandbox->process > 0;
}

bool sandbox_ready(struct sandbox *sandbox)
{
	const struct {
		const char *name;
		char *value;
		size_t size;
	} facts[] = {
		{ "api", sandbox->api, sizeof(sandbox->api) },
		{ "tls", sandbox->tls, sizeof(sandbox->tls) },
		{ "expired", sandbox->expired, sizeof(sandbox->expired) },
		{ "wrong-name", sandbox->wrong_name, sizeof(sandbox->wrong_name) },
		{ "control", sandbox->control, sizeof(sandbox->control) },
		{ "ca-file", sandbox->ca_file, sizeof(sandbox->ca_file) },
		{ "client-id", sandbox->client_id, sizeof(sandbox->client_id) },
		{ "client-secret", sandbox->client_secret, sizeof(sandbox->client_secret) },
		{ "username", sandbox->username, sizeof(sandbox->username) },
		{ "password", sandbox->password, sizeof(sandbox->password) },
		{ "ow-id", sandbox->ow_id, sizeof(sandbox->ow_id) },
	};
	FILE *lines = fdopen(dup(sandbox->out), "r");
	char line[400];

	while (lines && !*sandbox->control && fgets(line, sizeof(line), lines)) {
		char *value = strchr(line, ' ');

		if (!value)
			continue;
		*value++ = '\0';
		value[strcspn(value, "\n")] = '\0';
		for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
			if (!strcmp(line, facts[i].name))
				snprintf(facts[i].value, facts[i].size, "%s", value);
	}
	if (lines)
		fclose(lines);
	return *sandbox->control;
}

void sandbox_stop(struct sandbox *sandbox)
{
	if (sandbox->process > 0) {
		kill(sandbox->process, SIGTERM);
		waitpid(sandbox->process, NULL, 0);
	}
	if (sandbox->out >= 0)
		close(sandbox->out);
}
