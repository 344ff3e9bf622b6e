# Fuzz targets: under libFuzzer, and in the check suites, which run what starts them and what was found.
FUZZ_SOURCES = $(filter-out %/main.c %/seeds.c,$(wildcard tests/fuzz/*.c tests/fuzz/cli/*.c))
FUZZ_TARGETS = $(patsubst %.c,$(BUILD)/%.o,$(FUZZ_SOURCES))
FUZZ_COMMAND = $(filter $(BUILD)/tests/fuzz/cli/%,$(FUZZ_TARGETS))
# Of the command only what reads and prints.
FUZZ_ROOMS = command config input output term
FUZZ_LINKED = $(FUZZ_TARGETS) $(BUILD)/generated/cli/commands.o $(ARCHIVES) \
	$(patsubst %.c,$(BUILD)/%.o,$(wildcard $(FUZZ_ROOMS:%=runtime/cli/%/*.c)))
SECONDS ?= 60
CLANG_FUZZ = BUILD=$(BUILD)/fuzz CC=clang CFLAGS="-O1 -gline-tables-only" \
	SAN="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
GROUPS += check-fuzz-short

.PHONY: fuzz fuzz-run check-fuzz-short

## fuzz: libFuzzer on the targets of tests/fuzz for SECONDS=60 each; FUZZ=json or "json money" runs some
fuzz:
	@PYTHON=$(PYTHON) tests/deps.sh fuzz
	@$(MAKE) --no-print-directory -j$(CORES) $(CLANG_FUZZ) fuzz-run

fuzz-run: $(BUILD)/fuzz $(BUILD)/seeds
	@tests/fuzz/run.sh $(BUILD) $(SECONDS) $(FUZZ)

# Each target for two seconds, where clang and its libFuzzer are, with the same random numbers each time.
check-fuzz-short:
	@$(PYTHON) -m unittest -q tests.fuzz.test_run
	@if tests/deps.sh have-libfuzzer; then \
		FUZZ_SEED=1 $(MAKE) --no-print-directory -j$(CORES) $(CLANG_FUZZ) SECONDS=2 fuzz-run; \
	else \
		echo "No clang with libFuzzer is here: the fuzz targets were run in the check suites only"; \
	fi

$(FUZZ_TARGETS) $(BUILD)/tests/fuzz/main.o $(BUILD)/tests/fuzz/seeds.o: INCLUDE += -Itests/fuzz $(INCLUDE_LIB)
$(FUZZ_COMMAND): INCLUDE += $(INCLUDE_COMMAND)

$(BUILD)/fuzz: $(BUILD)/tests/fuzz/main.o $(FUZZ_LINKED)
	$(Q)$(CC) $(SAN) -fsanitize=fuzzer -o $@ $^ $(LIBS) -ljansson

$(BUILD)/seeds: $(BUILD)/tests/fuzz/seeds.o $(FUZZ_LINKED)
	$(Q)$(CC) $(SAN) -o $@ $^ $(LIBS) -ljansson
