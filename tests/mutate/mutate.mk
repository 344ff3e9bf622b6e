# Mutants of the lines that guard money. Not a part of `make check`: all of it takes many hours.
MUTATE = $(BUILD)/mutate
MINUTES ?= 60

.PHONY: mutate mutate-flags

## mutate: mutants of what guards money: each is killed, or explained; MINUTES=60, FILES="..."
mutate:
	@PYTHON=$(PYTHON) tests/deps.sh
	@$(MAKE) --no-print-directory -j$(CORES) $(TESTS) $(TESTS_STORE)
	@$(MAKE) --no-print-directory -j$(CORES) BUILD=$(MUTATE)/open VISIBILITY= CFLAGS=-O1 \
		$(MUTATE_ARCHIVES)
	@MAKE="$(MAKE)" PYTHON=$(PYTHON) BUILD=$(BUILD) tests/with-sandbox.sh tests/with-postgres.sh \
		$(PYTHON) -m tests.mutate.run --minutes $(MINUTES) $(FILES)

# Where a mutant, which is a library, finds all functions that it calls.
MUTATE_ARCHIVES = $(patsubst $(BUILD)/%,$(MUTATE)/open/%,$(LIB_STORE) $(ARCHIVES))

# How an object is compiled, and what the programs of the suites are linked of: for run.py.
mutate-flags:
	@echo '$(CC) $(CSTD) -w -fPIC -pthread' \
		'$(patsubst -I%,-I$(CURDIR)/%,$(INCLUDE)) $(patsubst -Iruntime%,-I$(CURDIR)/runtime%,$(INCLUDE_STORE))'
	@echo '$(SUITES) $(FUZZ_TARGETS) $(SUITES_COMMAND) $(filter-out %/main.o,$(COMMAND_OBJECTS))' \
		'$(MUTATE_ARCHIVES) $(LIBS_STORE) $(LIBS) $(CHECK_LIBS)'
	@echo '$(SUITES_STORE) $(SHARED_SUITES)' \
		'$(filter %/tests/lib/main.o %/golden.o $(BUILD)/tests/lib/support/%,$(SUITES))' \
		'$(MUTATE_ARCHIVES) $(LIBS) $(LIBS_STORE) $(CHECK_LIBS)'

GROUPS += check-mutants
.PHONY: check-mutants

## check-mutants: the mutants that `make mutate` makes, and that what is explained of them is there
check-mutants:
	@$(PYTHON) tests/shard.py tests/mutate
