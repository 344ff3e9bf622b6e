# `make demo` and `make check` are the two commands; `make help` lists the others. V=1 shows all.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
BUILD ?= build
CC ?= cc

CSTD = -std=c11 -D_POSIX_C_SOURCE=200809L
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
CFLAGS ?= -O2 -g
SAN ?=
Q = $(if $(V),,@)
INCLUDE = -Iruntime/include -Igenerated
INCLUDE_LIB = -Iruntime/lib
INCLUDE_COMMAND = -Iruntime/cli -Igenerated/cli
ALL_CFLAGS = $(CSTD) $(WARN) $(CPPFLAGS) $(CFLAGS) $(VISIBILITY) $(SAN) -fPIC -pthread -MMD -MP $(INCLUDE)
LIBS = -lcurl -lcjson -lm -pthread
CHECK_LIBS = $(shell pkg-config --libs check)

RUNTIME = $(patsubst %.c,$(BUILD)/%.o,$(wildcard runtime/lib/*/*.c))
GENERATED = $(patsubst %.c,$(BUILD)/%.o,$(wildcard generated/*.c))
SUITES = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/lib/*.c tests/lib/*/*.c tests/golden/*.c))
SUITES_COMMAND = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/cli/*/*.c))
LIB_RUNTIME = $(BUILD)/libiqm-runtime.a
LIB_INSIGHTS = $(BUILD)/libiqm-insights.a
ARCHIVES = $(LIB_INSIGHTS) $(LIB_RUNTIME)
TESTS = $(BUILD)/check
DEMO = $(BUILD)/demo
KILL = $(BUILD)/kill/buyer
KILL_SHIM = $(BUILD)/kill/shim.so
KILLS ?= 200
TORTURE_SHIM = $(BUILD)/torture/shim.so
FAILURES ?= 100000
FAULTS = $(BUILD)/faults
COMMAND = $(BUILD)/iqm-insights
COMMAND_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(wildcard runtime/cli/*/*.c generated/cli/*.c))

.PHONY: all help demo check check-fast check-c check-asan check-tsan check-valgrind check-python \
	check-compile check-examples check-install check-faults check-faults-short check-faults-tsan \
	faults-short check-command check-command-asan check-torture check-kill regen regen-check bench deps lint clean

all:

include runtime/package/install.mk
include runtime/package/release.mk

all: $(ARCHIVES) $(SHARED) $(COMMAND) $(COMMAND_SHARED)

help:
	@grep -hE '^## ' $(MAKEFILE_LIST) | sed 's/^## /  make /'

## demo: install what is missing, build, and buy a report from the sandbox with the real client
demo:
	@PYTHON=$(PYTHON) tests/deps.sh demo
	@$(MAKE) --no-print-directory regen $(DEMO)
	@PYTHON=$(PYTHON) BUILD=$(BUILD) DEMO=$(DEMO) tests/demo/run.sh

## check: install what is missing, and pass every test
check:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory regen-check check-python check-compile check-examples
	@$(MAKE) --no-print-directory check-install
	@$(MAKE) --no-print-directory check-asan
	@$(MAKE) --no-print-directory check-command-asan
	@$(MAKE) --no-print-directory check-faults-short
	@$(MAKE) --no-print-directory check-valgrind
	@$(MAKE) --no-print-directory check-c
	@$(MAKE) --no-print-directory check-torture FAILURES=30
	@$(MAKE) --no-print-directory check-kill KILLS=20

## check-c: the check suites; SUITE=codec runs one, CK_FORK=no suits a debugger
check-c: $(TESTS)
	@PYTHON=$(PYTHON) tests/with-sandbox.sh $(TESTS) $(SUITE)

## check-asan: the check suites under the address and undefined-behaviour sanitizers
check-asan:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan check-c \
		SAN="-fsanitize=address,undefined -fno-sanitize-recover=all"

## check-tsan: the check suites under the thread sanitizer
check-tsan:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan check-c SAN="-fsanitize=thread"

## check-valgrind: the check suites under valgrind, in one process
check-valgrind: $(TESTS)
	@CK_FORK=no PYTHON=$(PYTHON) tests/with-sandbox.sh valgrind -q --error-exitcode=9 \
		--leak-check=full --show-leak-kinds=definite,indirect,possible $(TESTS) $(SUITE)

## check-command: the command driven as users do, with pipes and on terminals
check-command: $(COMMAND)
	@IQM_COMMAND=$(abspath $(COMMAND)) $(PYTHON) -m unittest discover -q -s tests/cli -t .

## check-kill: a buyer killed at all times and started again, KILLS=200 times: one purchase, one file
check-kill: $(KILL) $(KILL_SHIM)
	@PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(PYTHON) tests/kill/run.py \
		$(KILL) $(KILL_SHIM) --kills $(KILLS)

## check-command-asan: the same under the address and undefined-behaviour sanitizers
check-command-asan:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan check-command \
		SAN="-fsanitize=address,undefined -fno-sanitize-recover=all"

## check-torture: every call for memory or to a file fails once, FAILURES=60 at most a command
check-torture: $(COMMAND) $(TORTURE_SHIM)
	@PYTHONPATH=. $(PYTHON) tests/torture/run.py $(COMMAND) $(TORTURE_SHIM) --most $(FAILURES)

## check-faults: every fault against every operation, compared with the bill; some minutes
check-faults: $(FAULTS)
	@PYTHON=$(PYTHON) tests/canary.sh $(FAULTS)

## check-faults-short: the same with fewer calls, under the address sanitizer
check-faults-short:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan faults-short \
		SAN="-fsanitize=address,undefined -fno-sanitize-recover=all"

## check-faults-tsan: the same under the thread sanitizer
check-faults-tsan:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/tsan faults-short SAN="-fsanitize=thread"

faults-short: $(FAULTS)
	@PYTHON=$(PYTHON) tests/canary.sh $(FAULTS) short

## check-python: generator and sandbox tests
check-python:
	@$(PYTHON) -m unittest discover -q -s tests/generator -t .
	@$(PYTHON) -m unittest discover -q -s tests/sandbox_test -t .

## check-compile: with each compiler that is there, as C and C++; and what must not compile
check-compile:
	@tests/compile.sh $(BUILD)/compile

## check-examples: the programs of README.md, compiled and run
check-examples: $(ARCHIVES)
	@PYTHON=$(PYTHON) BUILD=$(BUILD) tests/examples.sh

## check-install: programs that vendor, link what is installed, and use the archive and the packages
check-install: all
	@BUILD=$(BUILD) PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(PYTHON) -m unittest \
		discover -q -s tests/install -t .

## regen: write generated/ and the golden tests from spec/ and templates/
regen:
	@$(PYTHON) -m generator

## regen-check: fail where they are not what the spec makes
regen-check:
	@$(PYTHON) -m generator --check

## bench: times and sizes against cJSON, libcurl and hand-written code
bench:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory all
	@PYTHON=$(PYTHON) BUILD=$(BUILD) tests/bench/run.sh

## lint: clang-format and clang-tidy over the hand-written C
lint:
	@clang-format --dry-run -Werror runtime/lib/*.h runtime/lib/*/*.[ch] runtime/cli/*.h runtime/cli/*/*.[ch] \
		runtime/include/iqm/*.h \
		$(filter-out tests/golden/golden.c tests/nocompile/%,$(wildcard tests/*/*.[ch] tests/*/*/*.[ch]))
	@clang-tidy --quiet runtime/lib/*/*.c -- $(CSTD) $(INCLUDE) $(INCLUDE_LIB)
	@clang-tidy --quiet runtime/cli/*/*.c -- $(CSTD) $(INCLUDE) $(INCLUDE_COMMAND)

## deps: install Debian's packages that are missing
deps:
	@PYTHON=$(PYTHON) tests/deps.sh

## clean: remove what was built
clean:
	rm -rf $(BUILD)

$(LIB_RUNTIME): $(RUNTIME)
$(LIB_INSIGHTS): $(GENERATED)
$(ARCHIVES):
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(RUNTIME) $(SUITES): INCLUDE += $(INCLUDE_LIB)
$(SUITES): INCLUDE += -Itests/lib
$(COMMAND_OBJECTS) $(SUITES_COMMAND): INCLUDE += $(INCLUDE_COMMAND)
$(SUITES_COMMAND): INCLUDE += -Itests/cli -Itests/lib

$(COMMAND): $(COMMAND_OBJECTS) $(ARCHIVES)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS)

$(TESTS): $(SUITES) $(SUITES_COMMAND) $(filter-out %/main.o,$(COMMAND_OBJECTS)) $(ARCHIVES)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS) $(CHECK_LIBS)

$(DEMO): $(BUILD)/tests/demo/demo.o $(ARCHIVES)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS)

$(KILL): $(BUILD)/tests/kill/buyer.o $(BUILD)/tests/lib/support/event_log.o $(ARCHIVES)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS)

$(KILL_SHIM): $(BUILD)/tests/kill/shim.o
	@mkdir -p $(@D)
	$(Q)$(CC) -shared -o $@ $^ -ldl

$(TORTURE_SHIM): $(BUILD)/tests/torture/shim.o
	@mkdir -p $(@D)
	$(Q)$(CC) -shared -o $@ $^ -ldl

$(FAULTS): $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/faults/*.c) tests/lib/support/event_log.c) $(ARCHIVES)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(if $(V),,echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/tests/faults/%.o $(BUILD)/tests/kill/%.o: INCLUDE += -Itests/lib

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
