# A release for a distribution: whole Debians, which need root and apt-get.
SUITES_DEBIAN ?= bookworm trixie

.PHONY: check-chroot

## check-chroot: Debian packages built twice, checked by lintian, used and purged in SUITES_DEBIAN="bookworm trixie"
check-chroot:
	@PYTHON=$(PYTHON) tests/deps.sh chroot
	@for suite in $(SUITES_DEBIAN); do tests/install/chroot.sh $$suite $(BUILD)/chroot || exit 1; done
