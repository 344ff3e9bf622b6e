# Calls that fail once: of the command, by a preloaded library (run.py), and of the library, in a
# program of its own (library/).
TORTURE_SHIM = $(BUILD)/torture/shim.so
TORTURE = $(BUILD)/torture/library
TORTURE_CALLS = $(patsubst %,$(BUILD)/tests/torture/library/%.o,memory libcurl system)
TORTURE_SHARDS = 1 2
FAILURES ?= 200
GROUPS += check-torture-calls check-torture-full $(foreach shard,$(TORTURE_SHARDS),\
	check-torture-command-$(shard) check-torture-library-$(shard))
GROUPS_LONG += check-torture-command check-torture-library

.PHONY: check-torture check-torture-command check-torture-library check-torture-calls \
	check-torture-full

## check-torture: every call for memory, to a file, and of the library's to libcurl and the system fails once
check-torture: check-torture-command check-torture-library

## check-torture-command: FAILURES=200 at most a command
check-torture-command: $(COMMAND) $(TORTURE_SHIM)
	@PYTHONPATH=. $(PYTHON) tests/torture/run.py $(COMMAND) $(TORTURE_SHIM) --most $(FAILURES) \
		--shard $(or $(SHARD),1/1)

check-torture-command-%:
	@$(MAKE) --no-print-directory check-torture-command FAILURES=30 \
		SHARD=$*/$(words $(TORTURE_SHARDS))

## check-torture-library: TASK="save" runs those whose names begin so
check-torture-library: $(TORTURE) check-torture-calls
	@PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(TORTURE) $(if $(TASK),"$(TASK)")

check-torture-library-%: $(TORTURE)
	@PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(TORTURE) -n 12 \
		-s $*/$(words $(TORTURE_SHARDS))

# Each failure of two tasks, whose faults showed in a few only: 12 of a class would miss them.
check-torture-full: $(TORTURE)
	@PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(TORTURE) "client with a token provider"
	@PYTHON=$(PYTHON) tests/with-sandbox.sh --plain $(TORTURE) "pld.download by name, started"

# A call that is new in the library is in the torture, or said to be harmless.
check-torture-calls: $(TORTURE_CALLS) $(ARCHIVES)
	@$(PYTHON) tests/torture/calls.py $(TORTURE_CALLS) -- $(ARCHIVES)

$(TORTURE): $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/torture/library/*.c) tests/golden/golden.c \
	tests/lib/support/loop.c tests/faults/control.c tests/faults/evaluate.c tests/faults/kinds.c \
	tests/faults/request.c) $(ARCHIVES)
	@mkdir -p $(@D)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS) -ldl

$(BUILD)/tests/torture/library/%.o: INCLUDE += -Itests/lib -Itests $(INCLUDE_LIB)
