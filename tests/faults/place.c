/* SPDX-License-Identifier: MIT */
/* Starts sandboxes and reads the lines they print. */
#include "faults.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void be_sandbox(int out)
{
	const char *python = getenv("PYTHON");
	char parent[24];

	snprintf(parent, sizeof(parent), "%ld", (long)getppid());
	dup2(out, STDOUT_FILENO);
	execlp(python ? python : "python3", "python3", "-m", "tests.sandbox", "--faults",
	       "--parent", parent, (char *)NULL);
	_exit(127);
}

bool place_start(struct place *place)
{
	int ends[2];

	*place = (struct place){ .out = -1 };
	if (pipe(ends))
		return false;
	place->process = fork();
	if (!place->process) {
		close(ends[0]);
		be_sandbox(ends[1]);
	}
	close(ends[1]);
	place->out = ends[0];
	return place->process > 0;
}

bool place_ready(struct place *place)
{
	const struct {
		const char *name;
		char *value;
		size_t size;
	} facts[] = {
		{ "api", place->api, sizeof(place->api) },
		{ "tls", place->tls, sizeof(place->tls) },
		{ "expired", place->expired, sizeof(place->expired) },
		{ "wrong-name", place->wrong_name, sizeof(place->wrong_name) },
		{ "control", place->control, sizeof(place->control) },
		{ "ca-file", place->ca_file, sizeof(place->ca_file) },
		{ "client-id", place->client_id, sizeof(place->client_id) },
		{ "client-secret", place->client_secret, sizeof(place->client_secret) },
		{ "username", place->username, sizeof(place->username) },
		{ "password", place->password, sizeof(place->password) },
		{ "ow-id", place->ow_id, sizeof(place->ow_id) },
	};
	FILE *lines = fdopen(dup(place->out), "r");
	char line[400];

	while (lines && !*place->control && fgets(line, sizeof(line), lines)) {
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
	return *place->control;
}

void place_stop(struct place *place)
{
	if (place->process > 0) {
		kill(place->process, SIGTERM);
		waitpid(place->process, NULL, 0);
	}
	if (place->out >= 0)
		close(place->out);
}
