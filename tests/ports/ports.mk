# Machines of 32 bits and of the other byte order, and another C library.
MACHINES = i386 s390x
GROUPS_PORTS = $(foreach machine,$(MACHINES),$(ROOMS:%=check-$(machine)-%)) check-embedded check-musl

.PHONY: check-ports built-ports check-embedded check-musl objects

## check-ports: the suites for i386 and s390x (emulated), and the sources for musl
check-ports:
	@PYTHON=$(PYTHON) tests/deps.sh ports
	@$(MAKE) --no-print-directory built-ports
	@+$(groups) $(GROUPS_AT_A_TIME) $(GROUPS_PORTS)

built-ports: $(MACHINES:%=built-%)

$(MACHINES:%=built-%): built-%:
	@tests/ports/root.sh $* $(BUILD)/ports/$*
	@BUILD=$(BUILD) MAKE="$(MAKE)" tests/ports/make.sh $* -j$(CORES) $(BUILD)/ports/$*/check

$(foreach machine,$(MACHINES),$(ROOMS:%=check-$(machine)-%)): check-%:
	@BUILD=$(BUILD) MAKE="$(MAKE)" tests/ports/make.sh $(firstword $(subst -, ,$*)) \
		check-c SUITE=$(lastword $(subst -, ,$*))

# For who compiles the library's files without this Makefile.
check-embedded:
	@tests/ports/embedded.sh $(BUILD)/ports

# Debian has no other library for musl: this machine's give their headers, behind musl's own.
MUSL = musl-gcc -idirafter /usr/include/$(shell $(CC) -print-multiarch) -idirafter /usr/include

check-musl:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/ports/musl CC="$(MUSL)" CFLAGS="-O1 -Werror" objects

objects: $(ARCHIVES) $(COMMAND_OBJECTS)
