# What distributions and users build with: warnings are errors, and all check suites pass.
COMPILERS = gcc clang
FLAGS = hardened lto as-needed O3 Os
FLAGS_hardened = CFLAGS="-O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -Werror" \
	LDFLAGS="-Wl,-z,relro,-z,now -Wl,-z,noexecstack"
FLAGS_lto = $(FLAGS_lto_$(COMPILER))
FLAGS_lto_gcc = CFLAGS="-O2 -g -flto=auto -Werror" LDFLAGS="-O2 -flto=auto -Werror" AR=gcc-ar
FLAGS_lto_clang = CFLAGS="-O2 -g -flto -Werror" LDFLAGS="-O2 -flto -fuse-ld=lld" AR=llvm-ar
FLAGS_as-needed = CFLAGS="-O2 -g -Werror" LDFLAGS="-Wl,--as-needed"
FLAGS_O3 = CFLAGS="-O3 -g -Werror"
FLAGS_Os = CFLAGS="-Os -g -Werror"
BUILDS = $(foreach compiler,$(COMPILERS),$(FLAGS:%=$(compiler)-%))
GROUPS_LONG += check-builds

.PHONY: check-builds $(BUILDS:%=check-build-%)

## check-builds: hardened, LTO, --as-needed, -O3 and -Os, with gcc and clang: no warning, and all check suites
check-builds:
	@PYTHON=$(PYTHON) tests/deps.sh builds
	@+$(groups) 1 $(BUILDS:%=check-build-%)

$(BUILDS:%=check-build-%): COMPILER = $(firstword $(subst -, ,$(@:check-build-%=%)))
$(BUILDS:%=check-build-%): MAKE_ONE = $(MAKE) --no-print-directory -j$(CORES) \
	BUILD=$(@:check-build-%=$(BUILD)/builds/%) CC=$(COMPILER) \
	$(FLAGS_$(@:check-build-$(COMPILER)-%=%))
$(BUILDS:%=check-build-%):
	@$(MAKE_ONE) all
	@$(MAKE_ONE) check-c
