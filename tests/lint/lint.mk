# What reads C without running it, beside clang-tidy: gcc's analyzer, and cppcheck.
LINT_INCLUDE = -Iruntime/include -Igenerated -Iruntime/lib -Iruntime/cli -Igenerated/cli \
	-Iruntime/postgres -Iruntime/postgres/include

.PHONY: lint-gcc lint-gcc-objects lint-cppcheck

# -O1: without it a memcpy() of a pointer counts as one of an unknown value. Objects stay, so that a second
# run is short.
lint-gcc:
	@$(MAKE) --no-print-directory -j$(CORES) BUILD=$(BUILD)/lint CC=gcc \
		CFLAGS="-O1 -fanalyzer -Werror" lint-gcc-objects

lint-gcc-objects: $(ARCHIVES) $(LIB_STORE) $(COMMAND_OBJECTS)

# alloca() is IQM_CALL_OR_OWN's alone: one struct, of a size that is known.
lint-cppcheck:
	@cppcheck --quiet --std=c11 --library=posix --library=tests/lint/cppcheck.cfg \
		--suppress=allocaCalled --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
		$(LINT_INCLUDE) runtime generated
