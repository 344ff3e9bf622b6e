GROUPS += check-headers
.PHONY: check-headers

## check-headers: every public symbol's comment says arguments, NULL, ownership, units, errors, threads, since
check-headers:
	@$(PYTHON) -m unittest discover -q -s tests/headers -t .
