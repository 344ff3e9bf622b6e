# The HTML of the project, and what holds it to the project.
DOCS_PROGRAM = $(BUILD)/docs-examples/run
DOCS_CALLS = $(BUILD)/docs-examples/calls
site = $(PYTHON) -m generator.site --out $(BUILD)

.PHONY: docs docs-html check-docs install-docs uninstall-docs
GROUPS += check-docs

## docs: HTML in build/docs: the guide, every operation, every symbol, pictures
docs:
	@PYTHON=$(PYTHON) tests/deps.sh docs
	@$(MAKE) --no-print-directory -j$(CORES) docs-html
	@echo "$(BUILD)/docs/index.html"

docs-html: $(DOCS_CALLS)
	@$(site) --version $(quoted_version) --calls $(DOCS_CALLS)

DOCS_INSTALLED = $(DESTDIR)$(DATADIR)/doc/iqm-insights/html

## install-docs: what `make docs` has made, into DATADIR/doc/iqm-insights/html; uninstall-docs
install-docs:
	@test -f $(BUILD)/docs/index.html || { echo "there is no HTML: run make docs" >&2; exit 1; }
	@$(INSTALL) -d "$(DOCS_INSTALLED)"
	@cp -R $(BUILD)/docs/. "$(DOCS_INSTALLED)" && chmod -R u=rwX,go=rX "$(DOCS_INSTALLED)"

uninstall-docs:
	rm -rf "$(DOCS_INSTALLED)"

## check-docs: make it; links lead somewhere, all is there, the examples of all operations run
check-docs: docs-html $(COMMAND)
	@BUILD=$(BUILD) IQM_COMMAND=$(COMMAND) $(PYTHON) -m unittest -q tests.docs.test_examples tests.docs.test_sample \
		tests.docs.test_site

# The examples of all operations, in one program.
$(DOCS_PROGRAM): $(ARCHIVES) FORCE
	@$(site) --programs
	$(Q)$(CC) $(CSTD) $(WARN) -Werror -Wno-deprecated-declarations $(INCLUDE) -g -o $@ \
		$(BUILD)/docs-examples/*.c $(ARCHIVES) $(LIBS)

# What one of them called, for the picture of a call.
$(DOCS_CALLS): $(DOCS_PROGRAM)
	@cd $(@D) && PYTHON=$(PYTHON) "$(CURDIR)/tests/with-sandbox.sh" --plain valgrind -q \
		--tool=callgrind --compress-strings=no --callgrind-out-file=$(@F) ./$(<F) pld.list >calls.out
