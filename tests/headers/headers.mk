NULLS = $(BUILD)/headers/nulls
GROUPS += check-headers check-nulls
.PHONY: check-headers check-nulls

## check-headers: what the comments of public headers say, and the manual pages made of them
check-headers:
	@$(PYTHON) -m unittest discover -q -s tests/headers -t .

## check-nulls: each public function refuses a NULL, or takes it, as its comment says
check-nulls: $(NULLS)
	@rm -f $(NULLS).journal*
	@$(NULLS) $(NULLS).journal

$(NULLS).c: $(wildcard tests/headers/*.py generator/headers/*.py runtime/include/iqm/*.h generated/*.h)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) -m tests.headers.nulls >$@

$(NULLS): $(NULLS).c $(ARCHIVES) $(LIB_STORE)
	$(Q)$(CC) $(CSTD) $(CPPFLAGS) $(INCLUDE) -Iruntime/postgres/include $(SAN) -o $@ $< \
		$(filter %insights.a,$^) $(LIB_STORE) $(filter %runtime.a,$^) $(LIBS_STORE) $(LIBS)
