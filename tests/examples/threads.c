/*
 * Two threads share a client; a child process opens its own.
 *
 *     cc threads.c $(pkg-config --cflags --libs libiqm-insights) -o threads
 */
#include <iqm/insights.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void *list_sls(void *context)
{
	struct iqm_client *client = context;
	struct iqm_call call = { .timeout_ms = 30000 }; /* one for each thread */
	struct iqm_list_query req = { .no_of_entries = iqm_int(10) };
	struct iqm_sls_report_page *rsp;

	if (iqm_sls_list(client, &req, &rsp, &call))
		fprintf(stderr, "%s\n", call.error.message);
	else
		printf("SLS: %zu reports\n", rsp->sls_report_data_list.len);
	iqm_free(rsp); /* any thread may */
	return NULL;
}

static int child(void)
{
	struct iqm_client *client; /* the parent's is neither used nor closed here */
	struct iqm_call call = { .timeout_ms = 30000 };

	if (iqm_client_open(&client, NULL, &call.error))
		return fprintf(stderr, "%s\n", call.error.message), 1;
	list_sls(client);
	iqm_client_close(client);
	return 0;
}

int main(void)
{
	struct iqm_client *client;
	struct iqm_error error;
	pthread_t threads[2];
	int status = 0;
	pid_t pid;

	if (iqm_client_open(&client, NULL, &error))
		return fprintf(stderr, "%s\n", error.message), 1;
	for (int i = 0; i < 2; i++)
		if (pthread_create(&threads[i], NULL, list_sls, client))
			return 1;
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	iqm_client_close(client); /* no call uses it any more */

	fflush(stdout);
	pid = fork();
	if (!pid)
		return child();
	return pid < 0 || waitpid(pid, &status, 0) < 0 || status;
}
