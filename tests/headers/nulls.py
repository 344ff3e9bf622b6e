"""Writes a C program that passes NULL to each public function, for one pointer after the other.

A status must be IQM_E_USAGE where its comments do not allow NULL; where they do, nothing crashes.
"""
from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Iterator

from generator.headers.read import public_headers
from generator.headers.symbols import CALLBACK, FUNCTION, Parameter, Symbol

from .scope import Scope

TOP = Path(__file__).resolve().parents[2]
# What only a hook or a transport is given, and what needs a database.
GIVEN = re.compile(r"struct (?:iqm_event|iqm_token_request|iqm_http_response|iqm_postgres) \*\w+$")
PAGER = re.compile(r"struct (\w+)_pager \*\w+$")
ALLOWED = r"(?: NULL reads|[^`;]*?(?:may be NULL|\(NULL|; NULL:|NULL with `len` 0|NULL is allowed))"
NEVER = r"[^`;]*?(?:never NULL|not NULL|may not be NULL)"
TEXTS = {"name": '"pld.list"', "json": '"{}"', "options": '"{}"', "settings": '"{}"'}
PROLOGUE = """#define _POSIX_C_SOURCE 200809L
#include <iqm/insights.h>
#include <iqm/json.h>
#include <iqm/postgres.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE 30 /* seconds */

static struct iqm_client *client;
static void *made;
static max_align_t zeros[512];
static struct iqm_report reports[2] = { { .id = 1 }, { .id = 2 } };
static struct iqm_call calls[CALLS];
static bool has_ended;
static int ended; /* the status that `done` got */

static int refuse(void *context, const struct iqm_http_request *request,
		  struct iqm_http_response *response)
{
	(void)context, (void)request, (void)response;
	return IQM_E_CONFIG;
}

/* `e` is the call's error, where it has one. Of what is started `done` gets the status. */
static void expect_usage(const char *what, int status, const struct iqm_error *e)
{
	struct pollfd p = { .events = POLLIN };

	for (; !status && strstr(what, "_start(") && !has_ended; iqm_client_dispatch(client)) {
		p.fd = iqm_client_fd(client);
		poll(&p, 1, 1000);
	}
	if (has_ended)
		status = ended;
	if (status == IQM_E_USAGE && (!e->status || strstr(e->message, "NULL")))
		return;
	printf("%s is NULL: expected IQM_E_USAGE, found %s %s\\n", what, iqm_status_name(status),
	       e->message);
	_exit(1);
}
"""
MAIN = """
/* In a process of its own: a crash is one case's, and what it starts ends with it. */
static int run(size_t i, const struct iqm_settings *settings)
{
	int status = 1;
	pid_t child = fork();

	if (!child) {
		alarm(PATIENCE);
		calls[i].timeout_ms = 10000;
		if (iqm_client_open(&client, settings, NULL))
			_exit(2);
		cases[i].run();
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || WIFSIGNALED(status))
		printf("%s is NULL: it did not return\\n", cases[i].what);
	return status != 0;
}

int main(int argc, char **argv)
{
	const struct iqm_transport transport = { .perform = refuse };
	const struct iqm_settings settings = {
		.base_url = "https://service.invalid", .token = "t", .ow_id = "1", .max_attempts = 1,
		.transport = &transport, .journal = argc > 1 ? argv[1] : NULL,
	};

	int wrong = 0;

	setvbuf(stdout, NULL, _IONBF, 0);
	for (size_t i = 0; i < CALLS; i++)
		wrong += run(i, &settings);
	printf("%d calls, wrong: %d\\n", CALLS, wrong);
	return wrong ? 1 : 0;
}
"""


class Nulls:
    """The cases of a set of headers."""

    def __init__(self) -> None:
        headers = [one for one in public_headers(TOP) if not one.internal]
        self.scope = Scope(headers)
        self.symbols = [symbol for header in headers for symbol in header.every()]
        self.callbacks = {one.name: one for one in self.symbols if one.kind == CALLBACK}

    def may_be_null(self, symbol: Symbol, parameter: Parameter) -> bool:
        """By the symbol's own comment; else by the rule of iqm.h."""
        own, name = self.scope.own(symbol), rf"`{parameter.name}`"
        if re.search(name + NEVER, symbol.comment):
            return False
        if re.search(name + ALLOWED, own):
            return True
        return parameter.name in ("call", "error", "context") and not re.search(name + NEVER, own)

    def value(self, parameter: Parameter, at: int) -> str:
        """What is passed where it is not NULL."""
        declared = parameter.declaration
        callback = re.match(r"(iqm_\w+) \*\w+$", declared)
        pager = PAGER.match(declared)
        if callback:
            return f"ignore_{callback[1]}"
        if pager:
            return f"open_{pager[1]}()"
        if declared == "struct iqm_client *client":
            return "client"
        if re.match(r"struct iqm_call \*\w+$", declared):
            return f"&calls[{at}]"
        if re.match(r"struct iqm_error \*\w+$", declared):
            return f"&calls[{at}].error"
        if declared.startswith("const struct iqm_api *"):
            return "&iqm_insights_api"
        if re.match(r"const char \*\w+$", declared):
            return TEXTS.get(parameter.name, '"1"')
        if declared == "struct iqm_report *reports":
            return "reports"
        if parameter.is_pointer:
            return "(void *)&made" if "**" in declared else "(void *)zeros"
        return "IQM_ABI" if parameter.name == "abi" else self.number(declared)

    @staticmethod
    def number(declared: str) -> str:
        """One of its type."""
        struct = re.match(r"struct iqm_(ms|s|int|num|bool) \w+$", declared)
        return f"iqm_{struct[1]}(1)" if struct else "2"

    def cases(self) -> Iterator[tuple[str, str]]:
        """Name and statement of each."""
        at = 0
        for symbol in self.symbols:
            if symbol.kind != FUNCTION or any(GIVEN.search(one.declaration)
                                              for one in symbol.parameters or []):
                continue
            for parameter in symbol.parameters or []:
                allowed = parameter.is_pointer and self.may_be_null(symbol, parameter)
                refused = not allowed and symbol.result == "int"
                if not parameter.is_pointer or not (allowed or refused):
                    continue
                yield self.case(symbol, parameter, at, allowed)
                at += 1

    def case(self, symbol: Symbol, null: Parameter, at: int, allowed: bool) -> tuple[str, str]:
        """One call."""
        values = ["NULL" if one is null else
                  "0" if one.name == "len" and allowed else self.value(one, at)
                  for one in symbol.parameters or []]
        call = f"{symbol.name}({', '.join(values)})"
        what = f"{symbol.name}({null.name})"
        if not allowed:
            return what, f'expect_usage("{what}", {call}, &calls[{at}].error);'
        return what, f"if ({call}) {{}}" if symbol.result == "int" else f"(void){call};" \
            if symbol.result != "void" else f"{call};"

    def helpers(self) -> Iterator[str]:
        """Functions that the values call."""
        for name, one in self.callbacks.items():
            if not self.passes(name):
                continue
            given = ", ".join(part.declaration for part in one.parameters or [])
            unused = ", ".join(f"(void){part.name}" for part in one.parameters or [])
            end = "" if one.result == "void" else " return 0;"
            if any(part.declaration == "int status" for part in one.parameters or []):
                end = " has_ended = true; ended = status;" + end
            yield f"static {one.result} ignore_{name}({given}) {{ {unused};{end} }}"
        for name in sorted({found[1] for symbol in self.symbols for one in symbol.parameters or []
                            for found in [PAGER.match(one.declaration)] if found}):
            yield (f"static struct {name}_pager *open_{name}(void) {{ struct {name}_pager *p; "
                   f"if ({name}_open(client, (void *)zeros, &p, NULL)) abort(); return p; }}")

    def passes(self, callback: str) -> bool:
        """Whether a function has it."""
        return any(one.declaration.startswith(f"{callback} *") for symbol in self.symbols
                   if symbol.kind == FUNCTION for one in symbol.parameters or [])

    def program(self) -> str:
        """All of it."""
        found = list(self.cases())
        lines = [f"#define CALLS {len(found)}", PROLOGUE, *self.helpers(), ""]
        lines += [f"static void case_{i}(void) {{ {text} }}" for i, (_, text) in enumerate(found)]
        lines += ["static const struct { const char *what; void (*run)(void); } cases[] = {",
                  *(f'\t{{ "{what}", case_{i} }},' for i, (what, _) in enumerate(found)), "};"]
        return "\n".join(lines) + MAIN


if __name__ == "__main__":
    sys.stdout.write(Nulls().program())
