# What leaves the tree: sources for a project that vendors them, the archive, Debian's packages.
.PHONY: vendor dist deb release
ALL_CHECKS = regen-check lint check check-long docs dist deb
GATE ?= $(ALL_CHECKS)
# One word for a shell, whatever was given.
quoted_version = '$(subst ','\'',$(VERSION))'

## vendor: copy the generated sources into DEST=folder, or bring them up to date there
vendor:
	@runtime/package/vendor.sh "$(DEST)" $(quoted_version) $(ABI)

## dist: a source archive in build/; it builds without Python
dist:
	@runtime/package/dist.sh $(BUILD) $(quoted_version)

## deb: Debian packages, of source and binary, in build/deb/
deb:
	@runtime/package/deb.sh $(BUILD)/deb $(quoted_version)

## release: whether the tree may go out as VERSION=...: versions, changelog, spec, all checks; GATE="lint docs" runs these alone, and says so
release:
	@MAKE="$(MAKE)" PYTHON=$(PYTHON) LEFT_OUT="$(filter-out $(GATE),$(ALL_CHECKS))" \
		runtime/package/release.sh $(quoted_version) $(GATE)
