# What is stored: the files of each release are read by this one.
GROUPS += check-formats

.PHONY: check-formats

## check-formats: files as each release wrote them are read, and gone on with; later numbers are refused
check-formats: $(COMMAND)
	@IQM_COMMAND=$(COMMAND) $(PYTHON) tests/shard.py tests/formats
