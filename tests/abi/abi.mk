# What programs of the last release rest on, as abidw wrote it then.
GROUPS += check-abi
DUMPS = runtime/abi

.PHONY: abi-dump check-abi

## abi-dump: keep what programs rest on as this version's, in runtime/abi; a release does it
abi-dump: $(SHARED) $(SO_STORE)
	@$(PYTHON) -m tests.abi.gate dump $(DUMPS)/$(VERSION) $^

## check-abi: whether programs of the last release run with these libraries, by abidiff
check-abi: $(SHARED) $(SO_STORE)
	@$(PYTHON) -m tests.abi.gate check $(DUMPS) $(VERSION) $(BUILD)/abi $^
	@BUILD=$(BUILD) $(PYTHON) tests/shard.py tests/abi
