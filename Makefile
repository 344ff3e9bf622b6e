# `make demo` and `make check` are the two commands; `make help` lists the others. V=1 shows all.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)
BUILD ?= build
CC ?= cc

# Whatever bits a long has, files and times have 64.
CSTD = -std=c11 -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
CFLAGS ?= -O2 -g
SAN ?=
Q = $(if $(V),,@)
INCLUDE = -Iruntime/include -Igenerated
INCLUDE_LIB = -Iruntime/lib
INCLUDE_STORE = -Iruntime/postgres -Iruntime/postgres/include -Iruntime/lib \
	$(shell pkg-config --cflags libpq 2>/dev/null)
INCLUDE_COMMAND = -Iruntime/cli -Igenerated/cli -Iruntime/lib -Iruntime/postgres/include
ALL_CFLAGS = $(CSTD) $(WARN) $(CPPFLAGS) $(DEFINES) $(CFLAGS) $(VISIBILITY) $(SAN) -fPIC -pthread -MMD -MP \
	$(INCLUDE)
LIBS = -lcurl -lcjson -lm -pthread
CHECK_LIBS = $(shell pkg-config --libs check jansson)

RUNTIME = $(patsubst %.c,$(BUILD)/%.o,$(wildcard runtime/lib/*/*.c))
# In what needs libpq; POSTGRES=no leaves it out.
POSTGRES ?= $(if $(shell pkg-config --exists libpq && echo found),yes,no)
ifeq ($(POSTGRES),yes)
STORE = $(patsubst %.c,$(BUILD)/%.o,$(wildcard runtime/postgres/*/*.c))
LIB_STORE = $(BUILD)/libiqm-postgres.a
LIBS_STORE = $(shell pkg-config --libs libpq)
endif
BASE = $(filter $(BUILD)/runtime/lib/base/%,$(RUNTIME))
GENERATED = $(patsubst %.c,$(BUILD)/%.o,$(wildcard generated/*.c))
SUITES = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/lib/*.c tests/lib/*/*.c tests/golden/*.c))
SUITES_COMMAND = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/cli/*/*.c))
LIB_RUNTIME = $(BUILD)/libiqm-runtime.a
LIB_INSIGHTS = $(BUILD)/libiqm-insights.a
ARCHIVES = $(LIB_INSIGHTS) $(LIB_RUNTIME)
TESTS = $(BUILD)/check
TESTS_STORE = $(if $(LIB_STORE),$(BUILD)/check-postgres)
SUITES_STORE = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/postgres/*.c))
DEMO = $(BUILD)/demo
KILL = $(BUILD)/kill/buyer
KILL_SHIM = $(BUILD)/kill/shim.so
KILLS ?= 300
ORDERS ?= 200
FS_SHIM = $(BUILD)/file_system/shim.so
FAULTS = $(BUILD)/faults
INTERLEAVINGS = $(BUILD)/interleavings
COMMAND = $(BUILD)/iqm-insights
COMMAND_OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(wildcard runtime/cli/*/*.c generated/cli/*.c))

# What differs between the builds, each in a folder of its own.
ASAN = BUILD=$(BUILD)/asan CFLAGS="-O1 -g" SAN="-fsanitize=address,undefined -fno-sanitize-recover=all"
TSAN = BUILD=$(BUILD)/tsan SAN="-fsanitize=thread"

# libcurl 8.14 leaks the name of a host that is not found (curl issue 17602, fixed in 8.15).
ifneq ($(filter 8.14.%,$(shell pkg-config --modversion libcurl 2>/dev/null)),)
export LSAN_OPTIONS = suppressions='$(CURDIR)/tests/libcurl-8.14.supp':print_suppressions=0
endif

# Groups of tests, of which several run at a time: tests/README.md says what each proves.
CORES := $(shell nproc)
GROUPS_AT_A_TIME ?= $(shell expr $(CORES) + 2) # much of a group's time is waiting
ROOMS = $(sort $(notdir $(patsubst %/,%,$(dir \
	$(wildcard tests/lib/*/test_*.c tests/cli/*/test_*.c tests/golden/test_golden.c)))))
SHARDS = 1 2 3 4
GROUPS = check-install $(SHARDS:%=check-command-%) check-faults-short check-valgrind-codec \
	check-valgrind-golden check-valgrind-output $(SHARDS:%=check-generator-%) check-sandbox \
	$(ROOMS:%=check-asan-%) check-postgres-asan check-codec-alloc check-stack check-compile \
	check-examples check-kill-short check-fleet-short check-interleavings \
	check-file-system check-layers regen-check
GROUPS_LONG = check-fleet check-postgres check-postgres-tsan check-faults check-faults-tsan \
	$(filter-out check-valgrind-codec check-valgrind-golden check-valgrind-output, \
	$(ROOMS:%=check-valgrind-%)) $(ROOMS:%=check-tsan-%) $(ROOMS:%=check-c-%) \
	$(SHARDS:%=check-command-asan-%)
# What threads share, under the thread sanitizer.
GROUPS_THREADS = check-faults-tsan $(patsubst %,check-tsan-%,async auth call client limit purchase)
GROUPS_FAST = $(ROOMS:%=check-c-%) check-layers regen-check
groups = MAKE="$(MAKE)" $(PYTHON) tests/groups.py

.PHONY: all help demo check check-long check-threads check-fast built built-asan built-tsan check-c check-asan \
	check-tsan check-valgrind check-codec-alloc check-stack check-generator check-sandbox check-compile \
	check-examples check-install check-faults check-faults-short check-faults-tsan faults-short \
	check-command check-command-asan check-kill \
	check-kill-short check-fleet check-fleet-short check-interleavings check-file-system check-postgres \
	check-postgres-asan check-postgres-tsan check-layers regen regen-check \
	spec-diff spec-drift spec-import spec-export bench coverage deps lint lint-run clean

all:

include runtime/package/install.mk
include runtime/package/release.mk
include $(wildcard tests/*/*.mk)

all: $(ARCHIVES) $(LIB_STORE) $(SHARED) $(SO_STORE) $(COMMAND) $(COMMAND_SHARED)

# The lines of targets (2) under a heading (1).
lines_of = @printf '%s\n' $(1); grep -hE '^\#\# ($(2))[,:]' $(MAKEFILE_LIST) | sed 's/^\#\# /  make /'
help:
	$(call lines_of,"Build and try",all|demo|sandbox|deps|clean)
	$(call lines_of,"" "Test: check-fast while working$(comma) check before a commit is sent",check.*|lint)
	$(call lines_of,"" "Measure and search",bench|coverage|fuzz|mutate)
	$(call lines_of,"" "Generate",regen.*|spec-.*)
	$(call lines_of,"" "Documents",docs|install-docs)
	$(call lines_of,"" "Install and release",install|uninstall|vendor|dist|deb|abi-dump|release)

## all: the libraries and the command, in build/; `make` alone does it

## demo: install what is missing, build, and buy a report from the sandbox with the real client
demo:
	@PYTHON=$(PYTHON) tests/deps.sh demo
	@$(MAKE) --no-print-directory regen
	@$(MAKE) --no-print-directory -j$(CORES) $(DEMO)
	@PYTHON=$(PYTHON) BUILD=$(BUILD) DEMO=$(DEMO) tests/demo/run.sh

## check: install what is missing, and pass the tests; 20 to 30 minutes on two cores
check:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory -j$(CORES) built
	@$(MAKE) --no-print-directory -j$(CORES) built-asan
	@+$(groups) $(GROUPS_AT_A_TIME) $(GROUPS)

## check-long: the tests that take longer: all under valgrind, many faults, kills and failures, threads
check-long:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory -j$(CORES) built
	@$(MAKE) --no-print-directory -j$(CORES) built-tsan
	@$(MAKE) --no-print-directory -j$(CORES) $(ASAN) $(BUILD)/asan/iqm-insights
	@+$(groups) $(GROUPS_AT_A_TIME) $(GROUPS_LONG)

## check-threads: what threads share, under the thread sanitizer: a part of check-long
check-threads:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory -j$(CORES) built-tsan
	@+$(groups) $(GROUPS_AT_A_TIME) $(GROUPS_THREADS)

## check-fast: what one runs while working: the check suites, without sanitizers
check-fast:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory -j$(CORES) $(TESTS) $(COMMAND)
	@+$(groups) $(shell expr 3 \* $(CORES)) $(GROUPS_FAST)

# All that the groups run, so that none builds while another does.
built: all $(TESTS) $(TESTS_STORE) $(FAULTS) $(INTERLEAVINGS) $(KILL) $(KILL_SHIM) $(TORTURE) $(TORTURE_SHIM) \
	$(FS_SHIM)
built-asan:
	@$(MAKE) --no-print-directory $(ASAN) $(BUILD)/asan/check $(BUILD)/asan/faults \
		$(TESTS_STORE:$(BUILD)/%=$(BUILD)/asan/%)
built-tsan:
	@$(MAKE) --no-print-directory $(TSAN) $(BUILD)/tsan/check $(BUILD)/tsan/faults \
		$(TESTS_STORE:$(BUILD)/%=$(BUILD)/tsan/%)

## check-c: the check suites; SUITE="codec_read limit" runs some, CK_FORK=no suits a debugger
check-c: $(TESTS)
	@PYTHON=$(PYTHON) tests/with-sandbox.sh timeout 1200 $(RUN) $(TESTS) $(SUITE)

check-c-%:
	@$(MAKE) --no-print-directory check-c SUITE=$*

## check-asan: the check suites under the address and undefined-behaviour sanitizers
check-asan:
	@$(MAKE) --no-print-directory $(ASAN) check-c

# In one process: the leak checker at the end of each test's own takes longer than the test.
check-asan-%:
	@CK_FORK=no $(MAKE) --no-print-directory $(ASAN) check-c SUITE=$*

## check-tsan: the check suites under the thread sanitizer
check-tsan:
	@$(MAKE) --no-print-directory $(TSAN) check-c

check-tsan-%:
	@$(MAKE) --no-print-directory $(TSAN) check-c SUITE=$*

## check-valgrind: the check suites under valgrind, in one process
check-valgrind: $(TESTS)
	@CK_FORK=no PYTHON=$(PYTHON) tests/with-sandbox.sh valgrind -q --error-exitcode=9 \
		--leak-check=full --show-leak-kinds=definite,indirect,possible $(TESTS) $(SUITE)

check-valgrind-%:
	@$(MAKE) --no-print-directory check-valgrind SUITE=$*

# Out of memory at every allocation; neither under a sanitizer nor under valgrind.
check-codec-alloc:
	@$(MAKE) --no-print-directory check-c SUITE=codec_alloc

## check-postgres: the suites of libiqm-postgres, beside a PostgreSQL of their own; SUITE="..." too
check-postgres: $(TESTS_STORE)
	@$(if $<,PYTHON=$(PYTHON) tests/with-sandbox.sh --plain tests/with-postgres.sh \
		timeout 1800 $(RUN) $< $(SUITE))

check-postgres-asan:
	@$(MAKE) --no-print-directory $(ASAN) check-postgres

check-postgres-tsan:
	@$(MAKE) --no-print-directory $(TSAN) check-postgres

# The stack that calls need; sanitizers need more.
check-stack:
	@$(MAKE) --no-print-directory check-c SUITE=stack

## check-layers: no room uses one above it, and runtime/README.md draws them as they are
check-layers: $(TESTS) $(COMMAND) $(LIB_STORE)
	@BUILD=$(BUILD) $(PYTHON) -m unittest discover -q -s tests/layers -t .

## check-command: the command driven as users do, with pipes and on terminals
check-command: $(COMMAND)
	@IQM_COMMAND=$(COMMAND) $(PYTHON) tests/shard.py tests/cli $(SHARD)

check-command-%:
	@$(MAKE) --no-print-directory check-command SHARD=$*/$(words $(SHARDS))

## check-command-asan: the same under the address and undefined-behaviour sanitizers
check-command-asan:
	@$(MAKE) --no-print-directory $(ASAN) check-command

check-command-asan-%:
	@$(MAKE) --no-print-directory $(ASAN) check-command SHARD=$*/$(words $(SHARDS))

## check-kill: a buyer killed KILLS=300 times, and buy of ORDERS=200 half as often: one purchase, one file each
check-kill: $(KILL) $(KILL_SHIM) $(COMMAND)
	@IQM_COMMAND=$(COMMAND) IQM_KILL_SHIM=$(KILL_SHIM) IQM_KILL_ORDERS=$(ORDERS) \
		$(PYTHON) -m unittest -q tests.kill.test_command tests.kill.test_batch
	@PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(PYTHON) tests/kill/run.py \
		$(KILL) $(KILL_SHIM) --kills $(KILLS)

check-kill-short:
	@$(MAKE) --no-print-directory check-kill KILLS=20 ORDERS=20

## check-fleet: 4 hosts buy ORDERS=200 over one database; KILLS=300, cut off, databases that die
check-fleet: $(COMMAND)
	@IQM_COMMAND=$(COMMAND) IQM_FLEET_ORDERS=$(ORDERS) IQM_FLEET_KILLS=$(KILLS) tests/fleet/run.sh \
		$(PYTHON) -m unittest -q tests.fleet.test_fleet tests.fleet.test_failover

check-fleet-short:
	@$(MAKE) --no-print-directory check-fleet KILLS=16 ORDERS=24

## check-interleavings: two purchases of one report, in every order of their steps, with every kill
check-interleavings: $(INTERLEAVINGS)
	@$(INTERLEAVINGS) $(SWITCHES)

## check-file-system: what file systems lack of POSIX: each call of the table, with each error
check-file-system: $(COMMAND) $(FS_SHIM)
	@IQM_COMMAND=$(COMMAND) IQM_FS_SHIM=$(FS_SHIM) $(PYTHON) -m unittest -q \
		tests.file_system.test_file_system

## check-faults: every fault against every operation, compared with the bill; KIND=403 runs some
check-faults: $(FAULTS)
	@PYTHON=$(PYTHON) tests/secret_scan.sh $(FAULTS) $(if $(KIND),"$(KIND)")

## check-faults-short: the same with fewer calls, under the address sanitizer
check-faults-short:
	@$(MAKE) --no-print-directory $(ASAN) faults-short

## check-faults-tsan: the same under the thread sanitizer
check-faults-tsan:
	@$(MAKE) --no-print-directory $(TSAN) faults-short

faults-short: $(FAULTS)
	@PYTHON=$(PYTHON) tests/secret_scan.sh $(FAULTS) short

## check-generator, check-sandbox: the tests of both, in Python
check-generator:
	@$(PYTHON) tests/shard.py tests/generator $(SHARD)

check-generator-%:
	@$(MAKE) --no-print-directory check-generator SHARD=$*/$(words $(SHARDS))

check-sandbox:
	@$(PYTHON) tests/shard.py tests/sandbox_test

## check-compile: with each compiler that is there, as C and C++; and what must not compile
check-compile:
	@tests/compile/run.sh $(BUILD)/compile

## check-examples: the programs of README.md, tests/examples and runtime/guide; EXAMPLE=poll.c runs one
check-examples: all
	@$(if $(EXAMPLE),,PYTHON=$(PYTHON) BUILD=$(BUILD) tests/examples.sh)
	@PYTHON=$(PYTHON) BUILD=$(BUILD) $(PYTHON) tests/run_examples.py $(EXAMPLE)

## check-install: programs that vendor, link what is installed, and use the archive and the packages
check-install: all
	@BUILD=$(BUILD) PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(PYTHON) \
		tests/shard.py tests/install

## regen: write generated/ and the golden tests from spec/ and templates/
regen:
	@$(PYTHON) -m generator regen

## regen-check: fail where they are not what the spec makes
regen-check:
	@$(PYTHON) -m generator check

## spec-diff: what the spec differs in from OLD, a git revision or a directory, and for whom it breaks
spec-diff:
	@$(PYTHON) -m generator diff $(DIFF) \
		$(or $(OLD),$(error OLD is missing: make spec-diff OLD=revision)) $(NEW)

## spec-import: make a draft of a spec from DOC, an OpenAPI document; IMPORT="--out DIR" writes it
spec-import:
	@$(PYTHON) -m generator import $(IMPORT) \
		$(or $(DOC),$(error DOC is missing: make spec-import DOC=openapi.json))

## spec-drift: what the spec and an OpenAPI document, DOC, disagree about
spec-drift:
	@$(PYTHON) -m generator drift $(DRIFT) \
		$(or $(DOC),$(error DOC is missing: make spec-drift DOC=openapi.json))

## spec-export: print the OpenAPI document of DIALECT, a name of spec/api.yaml
spec-export:
	@$(PYTHON) -m generator export $(if $(DIALECT),--dialect $(DIALECT))

## bench: times and sizes against cJSON, libcurl and hand-written code
bench:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory all
	@PYTHON=$(PYTHON) BUILD=$(BUILD) tests/bench/run.sh

# clang-tidy over sources (1), with include paths (2), some files at a time.
tidy = printf '%s\n' $(1) | xargs -P $(CORES) -n 4 \
	sh -c 'clang-tidy --quiet "$$@" -- $(CSTD) $(INCLUDE) $(2) 2>&1' tidy

## lint: clang-format, clang-tidy, gcc's analyzer, cppcheck, mypy and shellcheck of Debian 12
lint:
	@PYTHON=$(PYTHON) tests/deps.sh lint
	@$(MAKE) --no-print-directory lint-run

# Where libpq's headers are is known once they are installed.
lint-run:
	@! LC_ALL=C.UTF-8 git grep -nE '.{100}[^ \]' -- '*.py' '*.j2' '*.[ch]' \
		':!generated/' ':!tests/golden/' || { echo "lint: these lines are over 100 columns"; exit 1; }
	@clang-format --dry-run -Werror $(filter-out tests/golden/golden.c tests/compile/refused/%, \
		$(shell git ls-files 'runtime/*.[ch]' 'tests/*.[ch]'))
	@$(call tidy,runtime/lib/*/*.c,$(INCLUDE_LIB))
	@$(call tidy,runtime/cli/*/*.c,$(INCLUDE_COMMAND))
	@$(call tidy,runtime/postgres/*/*.c,$(INCLUDE_STORE))
	@$(call tidy,generated/*.c generated/*/*.c,$(INCLUDE_COMMAND))
	@$(MAKE) --no-print-directory lint-gcc lint-cppcheck
	@mypy
	@shellcheck $$(git ls-files '*.sh' .ci/run)

## coverage: lines and branches that the tests run, of runtime/ and generator/
coverage:
	@PYTHON=$(PYTHON) tests/deps.sh coverage
	@PYTHON=$(PYTHON) MAKE="$(MAKE)" tests/coverage.sh $(BUILD)/coverage

## deps: install Debian's packages that are missing
deps:
	@PYTHON=$(PYTHON) tests/deps.sh

## clean: remove what was built
clean:
	rm -rf $(BUILD)

$(LIB_RUNTIME): $(RUNTIME)
$(LIB_INSIGHTS): $(GENERATED)
$(LIB_STORE): $(STORE)
$(ARCHIVES) $(LIB_STORE):
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(RUNTIME) $(SUITES): INCLUDE += $(INCLUDE_LIB)
$(STORE): INCLUDE += $(INCLUDE_STORE)
$(SUITES): INCLUDE += -Itests/lib -Itests
$(COMMAND_OBJECTS) $(SUITES_COMMAND): INCLUDE += $(INCLUDE_COMMAND)
$(SUITES_COMMAND): INCLUDE += -Itests/cli -Itests/lib

$(BUILD)/runtime/cli/session/store.o: $(BUILD)/postgres
$(BUILD)/runtime/cli/session/store.o: DEFINES = $(if $(LIB_STORE),-DCLI_POSTGRES)

# Written when it changes, so that the command is built again.
$(BUILD)/postgres: FORCE
	@mkdir -p $(@D)
	@echo '$(POSTGRES)' | cmp -s - $@ || echo '$(POSTGRES)' >$@

$(COMMAND): $(COMMAND_OBJECTS) $(LIB_STORE) $(ARCHIVES)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS_STORE) $(LIBS)

$(TESTS): $(SUITES) $(FUZZ_TARGETS) $(SUITES_COMMAND) $(filter-out %/main.o,$(COMMAND_OBJECTS)) $(LIB_STORE) $(ARCHIVES)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS_STORE) $(LIBS) $(CHECK_LIBS)

$(SUITES_STORE): INCLUDE += $(INCLUDE_STORE) -Itests/lib -Itests

# Suites of the library that are run over a database, too.
SHARED_SUITES = $(patsubst %,$(BUILD)/tests/lib/purchase/test_%.o,journal_dialect journal_order \
	journal_place purchase_unlisted)
$(TESTS_STORE): $(SUITES_STORE) $(SHARED_SUITES) $(filter %/tests/lib/main.o %/golden.o $(BUILD)/tests/lib/support/%, \
	$(SUITES)) $(LIB_STORE) $(ARCHIVES)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS) $(LIBS_STORE) $(CHECK_LIBS)

$(DEMO): $(BUILD)/tests/demo/demo.o $(ARCHIVES)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(KILL): $(BUILD)/tests/kill/buyer.o $(BUILD)/tests/lib/support/event_log.o $(ARCHIVES)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(KILL_SHIM) $(TORTURE_SHIM) $(FS_SHIM): $(BUILD)/%/shim.so: $(BUILD)/tests/%/shim.o
	@mkdir -p $(@D)
	$(Q)$(CC) -shared -o $@ $^ -ldl

$(FAULTS): $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/faults/*.c) tests/golden/golden.c \
	tests/lib/support/event_log.c tests/lib/support/loop.c) $(ARCHIVES)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(INTERLEAVINGS): $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/interleavings/*.c)) $(ARCHIVES)
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@$(if $(V),,echo "  CC $<")
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/tests/faults/%.o $(BUILD)/tests/kill/%.o: INCLUDE += -Itests/lib -Itests

-include $(shell find $(BUILD) -type f -name '*.d' 2>/dev/null)
