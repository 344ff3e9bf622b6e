# What is left of secrets in memory that was freed.
HEAP_SHIM = $(BUILD)/secrets/shim.so
HEAP_CLIENT = $(BUILD)/secrets/client
GROUPS += check-secrets

.PHONY: check-secrets

## check-secrets: no block that is freed has a token, password or other secret in it
check-secrets: $(COMMAND) $(HEAP_SHIM) $(HEAP_CLIENT)
	@IQM_COMMAND=$(COMMAND) IQM_HEAP_SHIM=$(HEAP_SHIM) IQM_HEAP_CLIENT=$(HEAP_CLIENT) \
		$(PYTHON) -m unittest -q tests.secrets.test_secrets

built: $(HEAP_SHIM) $(HEAP_CLIENT)

$(HEAP_SHIM): $(BUILD)/tests/secrets/shim.o
	@mkdir -p $(@D)
	$(Q)$(CC) -shared -o $@ $^

$(BUILD)/tests/secrets/client.o: INCLUDE += -Iruntime/postgres/include

$(HEAP_CLIENT): $(BUILD)/tests/secrets/client.o $(SO_STORE) $(SHARED)
	@mkdir -p $(@D)
	$(Q)$(CC) -o $@ $^ -Wl,-rpath,'$$ORIGIN/..' $(LIBS)
