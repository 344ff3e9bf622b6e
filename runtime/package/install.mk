# The shared libraries, and what `make install` puts where, under the GNU names of folders.
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
MANDIR ?= $(DATADIR)/man
DOCDIR ?= $(DATADIR)/doc/iqm-insights
PKGCONFIGDIR ?= $(LIBDIR)/pkgconfig
CMAKEDIR ?= $(LIBDIR)/cmake/iqm-insights
BASHDIR ?= $(DATADIR)/bash-completion/completions
ZSHDIR ?= $(DATADIR)/zsh/site-functions
FISHDIR ?= $(DATADIR)/fish/vendor_completions.d
INSTALL ?= install
comma = ,

defined = $(shell sed -n 's/^.define $(1) "\{0,1\}\([^"]*\)"\{0,1\}$$/\1/p' runtime/include/iqm/iqm.h)
VERSION := $(call defined,IQM_VERSION)
ABI := $(call defined,IQM_ABI)
API_PREFIX := $(shell sed -n 's/^prefix: //p' spec/api.yaml)

# Both change with IQM_ABI alone: what a release adds leaves what there was where it was.
SO_RUNTIME = $(BUILD)/libiqm-runtime.so.$(ABI)
SO_INSIGHTS = $(BUILD)/libiqm-insights.so.$(ABI)
SO_STORE = $(if $(LIB_STORE),$(BUILD)/libiqm-postgres.so.$(ABI))
SHARED = $(SO_RUNTIME) $(SO_INSIGHTS)
COMMAND_SHARED = $(BUILD)/shared/iqm-insights

LIBRARY_NAMES = libiqm-runtime libiqm-insights libiqm-postgres
INSTALLED = $(if $(LIB_STORE),$(LIBRARY_NAMES),$(filter-out %-postgres,$(LIBRARY_NAMES)))
# The pages of section 3, and the names of functions by which each is found too.
PAGES = $(filter-out $(if $(LIB_STORE),,%/iqm_postgres.3),$(wildcard generated/man/*.3))
LINKS = sed -e 1d $(if $(LIB_STORE),,-e '/ iqm_postgres$$/d') generated/man/links
# From a folder (1) to another (2): behind a name of the first (3), if both are below PREFIX, so that all
# of it may be moved.
relative = $(if $(and $(filter $(PREFIX)/%,$(1)),$(if $(findstring /..,$(1)),,plain)),$(2:$(PREFIX)/%=$(3)/$(call up,$(1:$(PREFIX)/%=%))/%),$(2))
up = $(shell echo '$(1)' | sed 's|[^/][^/]*|..|g')
from_bin = $(call relative,$(BINDIR),$(1),\$$ORIGIN)
from_cmake = $(call relative,$(CMAKEDIR),$(1),$${_iqm_cmake})

# The installed command finds the libraries where they are installed, unless the system looks there.
RPATH = $(if $(filter /usr/lib /usr/lib/%,$(LIBDIR)),,-Wl,-rpath,$(call from_bin,$(LIBDIR)))
# So do the libraries those beside them.
ORIGIN = $(if $(RPATH),-Wl$(comma)-rpath$(comma)'$$ORIGIN')

.PHONY: install install-documents uninstall FORCE

$(RUNTIME) $(GENERATED) $(STORE): VISIBILITY = -fvisibility=hidden

$(SO_RUNTIME): NODE = IQM_RUNTIME_$(ABI)
$(SO_RUNTIME): $(RUNTIME)
$(SO_INSIGHTS): NODE = IQM_INSIGHTS_$(ABI)
$(SO_INSIGHTS): $(GENERATED) $(SO_RUNTIME)
# The libraries do not export base, of which this one has its own, as the command has.
$(SO_STORE): NODE = IQM_POSTGRES_$(ABI)
$(SO_STORE): EXPORTED = iqm_postgres_*
$(SO_STORE): LIBS += $(LIBS_STORE)
$(SO_STORE): $(STORE) $(BASE) $(SO_RUNTIME)
$(SO_RUNTIME): ORIGIN =
$(SHARED) $(SO_STORE): $(BUILD)/rpath
$(SHARED): EXPORTED = iqm_*; $(API_PREFIX)_*
$(SHARED) $(SO_STORE):
	@echo '$(NODE) { global: $(EXPORTED); local: *; };' >$@.map
	$(Q)$(CC) $(SAN) $(LDFLAGS) $(ORIGIN) -shared -Wl,-soname,$(@F) -Wl,--version-script,$@.map -Wl,-z,defs \
		-Wl,--as-needed -o $@ $(filter-out %/rpath,$^) $(LIBS)

$(COMMAND_SHARED): $(COMMAND_OBJECTS) $(BASE) $(SO_STORE) $(SHARED) $(BUILD)/rpath
	@mkdir -p $(@D)
	$(Q)$(CC) $(SAN) $(LDFLAGS) $(RPATH) -Wl,--as-needed -o $@ $(filter-out %/rpath,$^) $(LIBS)

# Written when it changes, so that another LIBDIR links the command again.
$(BUILD)/rpath: FORCE
	@mkdir -p $(@D)
	@echo '$(RPATH)' | cmp -s - $@ || echo '$(RPATH)' >$@

described = sed -e 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@ABI@|$(ABI)|' \
	-e 's|@LIBDIR@|$(LIBDIR:$(PREFIX)/%=$${prefix}/%)|' \
	-e 's|@INCLUDEDIR@|$(INCLUDEDIR:$(PREFIX)/%=$${prefix}/%)|' \
	-e 's|@LIBRARIES@|$(call from_cmake,$(LIBDIR))|; s|@INCLUDES@|$(call from_cmake,$(INCLUDEDIR))|'
# How programs find the libraries: Debian's pkg-config and loader look in the lib of /usr and /usr/local.
found_by = $(if $(filter /usr/lib /usr/lib/% /usr/local/lib,$(LIBDIR)),run ldconfig as root once,\
	PKG_CONFIG_PATH=$(PKGCONFIGDIR) to compile$(comma) -Wl$(comma)-rpath$(comma)$(LIBDIR) to run)
into = @$(INSTALL) -d "$(DESTDIR)$(1)" && $(INSTALL) -m $(2) $(3) "$(DESTDIR)$(1)"

## install: libraries, headers, files for pkg-config and CMake, the command; PREFIX=/usr/local, DESTDIR=
install: all install-documents
	$(call into,$(BINDIR),755,$(COMMAND_SHARED))
	$(call into,$(LIBDIR),644,$(ARCHIVES) $(LIB_STORE) $(SHARED) $(SO_STORE))
	@for name in $(INSTALLED); do \
		ln -sf $$name.so.$(ABI) "$(DESTDIR)$(LIBDIR)/$$name.so" || exit 1; \
	done
	$(call into,$(INCLUDEDIR)/iqm-runtime/iqm,644,runtime/include/iqm/*.h)
	$(if $(LIB_STORE),$(call into,$(INCLUDEDIR)/iqm-postgres/iqm,644,runtime/postgres/include/iqm/*.h))
	$(call into,$(INCLUDEDIR)/iqm-insights,644,generated/*.h)
	$(call into,$(INCLUDEDIR)/iqm-insights/$(API_PREFIX),644,generated/$(API_PREFIX)/*.h)
	@$(INSTALL) -d "$(DESTDIR)$(PKGCONFIGDIR)"
	@for name in $(INSTALLED); do \
		$(described) runtime/package/$$name.pc.in >"$(DESTDIR)$(PKGCONFIGDIR)/$$name.pc" && \
		chmod 644 "$(DESTDIR)$(PKGCONFIGDIR)/$$name.pc" || exit 1; \
	done
	@$(INSTALL) -d "$(DESTDIR)$(CMAKEDIR)"
	@for name in config config-version; do \
		file="$(DESTDIR)$(CMAKEDIR)/iqm-insights-$$name.cmake"; \
		$(described) runtime/package/iqm-insights-$$name.cmake.in >"$$file" && chmod 644 "$$file" || exit 1; \
	done
	@$(INSTALL) -d "$(DESTDIR)$(BASHDIR)"
	@$(INSTALL) -m 644 generated/cli/iqm-insights.bash "$(DESTDIR)$(BASHDIR)/iqm-insights"
	$(call into,$(ZSHDIR),644,generated/cli/_iqm-insights)
	$(call into,$(FISHDIR),644,generated/cli/iqm-insights.fish)
	@echo "installed: $(DESTDIR)$(BINDIR)/iqm-insights, libraries in $(DESTDIR)$(LIBDIR), headers in" \
		"$(DESTDIR)$(INCLUDEDIR), manual pages in $(DESTDIR)$(MANDIR)"
	@$(if $(DESTDIR),,echo "programs: $(strip $(found_by))")

# Manual pages, the reference, the guide and its programs; nothing of it is built.
install-documents:
	$(call into,$(MANDIR)/man1,644,generated/cli/iqm-insights.1)
	$(call into,$(MANDIR)/man3,644,$(PAGES))
	@$(LINKS) | while read -r name page; do \
		ln -sf $$page.3 "$(DESTDIR)$(MANDIR)/man3/$$name.3" || exit 1; \
	done
	$(call into,$(DOCDIR),644,generated/reference.md)
	$(call into,$(DOCDIR)/examples,644,tests/examples/*.c tests/examples/*.py)
	@$(INSTALL) -d "$(DESTDIR)$(DOCDIR)/guide"
	@for page in runtime/guide/*.md; do \
		file="$(DESTDIR)$(DOCDIR)/guide/$${page##*/}"; \
		sed -f runtime/package/guide.sed "$$page" >"$$file" && chmod 644 "$$file" || exit 1; \
	done

## uninstall: remove what install of this version put there; the same PREFIX and DESTDIR
uninstall:
	@for name in $(LIBRARY_NAMES); do \
		rm -f "$(DESTDIR)$(LIBDIR)/$$name.a" "$(DESTDIR)$(LIBDIR)/$$name.so" \
			"$(DESTDIR)$(LIBDIR)/$$name.so.$(ABI)" "$(DESTDIR)$(PKGCONFIGDIR)/$$name.pc"; \
		rm -rf "$(DESTDIR)$(INCLUDEDIR)/$${name#lib}"; \
	done
	@for name in $$(sed -e 1d -e 's/ .*//' generated/man/links) \
			$(notdir $(basename $(wildcard generated/man/*.3))); do \
		rm -f "$(DESTDIR)$(MANDIR)/man3/$$name.3"; \
	done
	@rm -rf "$(DESTDIR)$(DOCDIR)"
	@rm -f "$(DESTDIR)$(BINDIR)/iqm-insights" "$(DESTDIR)$(MANDIR)/man1/iqm-insights.1" \
		"$(DESTDIR)$(BASHDIR)/iqm-insights" "$(DESTDIR)$(ZSHDIR)/_iqm-insights" \
		"$(DESTDIR)$(FISHDIR)/iqm-insights.fish"
	@rm -rf "$(DESTDIR)$(CMAKEDIR)"
