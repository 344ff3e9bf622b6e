GROUPS += check-headers
.PHONY: check-headers

## check-headers: what the comments of public headers say, and the manual pages made of them
check-headers:
	@$(PYTHON) -m unittest discover -q -s tests/headers -t .
