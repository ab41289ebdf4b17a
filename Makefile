# carepath: GNU make >= 4.0, one non-recursive Makefile. Everything built goes under $(B).
# `make help` lists the targets. Sources are found by folder: a new file needs no line here.
# A line `target: ... ## text` is what `make help` prints.
VERSION_H := include/carepath/base.h
vget = $(shell sed -n 's/^.define CPW_VERSION_$(1)  *//p' $(VERSION_H))
MAJOR := $(call vget,MAJOR)
VERSION := $(MAJOR).$(call vget,MINOR).$(call vget,PATCH)
SOVERSION := $(shell sed -n 's/^.define CPW_ABI  *//p' $(VERSION_H))

prefix ?= /usr/local
exec_prefix ?= $(prefix)
includedir ?= $(prefix)/include
libdir ?= $(exec_prefix)/lib
bindir ?= $(exec_prefix)/bin
datarootdir ?= $(prefix)/share
mandir ?= $(datarootdir)/man
docdir ?= $(datarootdir)/doc/carepath
pythondir ?= $(datarootdir)/carepath/python
pkgconfigdir ?= $(libdir)/pkgconfig
INSTALL ?= install
INSTALL_DATA ?= $(INSTALL) -m 644
INSTALL_PROGRAM ?= $(INSTALL) -m 755
B ?= build

# ---- tools: looked up when a recipe needs them, so that `make deps check` may install them ------
comma := ,
first_of = $(firstword $(foreach c,$(1),$(if $(shell command -v $(c) 2>/dev/null),$(c))) $(firstword $(1)))
ifeq ($(origin CC),default)
  CC := $(call first_of,cc gcc clang)
endif
ifeq ($(origin CXX),default)
  CXX = $(call first_of,c++ g++ clang++)
endif
GCC ?= gcc
CLANG ?= clang
CLANG_FORMAT ?= clang-format
CLANG_TIDY ?= clang-tidy
CPPCHECK ?= cppcheck
VALGRIND ?= valgrind
PYTHON ?= python3
PKG_CONFIG ?= pkg-config
CASES ?= ../shared/reference
KINDS ?=
FUZZ_SECONDS ?= 10
COVERAGE_FLOOR ?= 95
export PYTHONDONTWRITEBYTECODE := 1

# ---- flags: the caller's CFLAGS are appended last and win ------------------------------------
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wvla -Wundef -Wdouble-promotion -Wfloat-conversion \
  -Wformat=2 -Wcast-qual -Wwrite-strings -Wnull-dereference $(if $(WERROR),-Werror)
CPW_CFLAGS := -std=c11 -ffile-prefix-map=$(CURDIR)=. -fPIC -fvisibility=hidden -ffp-contract=off \
  -pthread $(WARNINGS)
CPW_CPPFLAGS := -Iinclude -D_POSIX_C_SOURCE=200809L
CPW_LDFLAGS :=
LDLIBS_CORE := -lm -pthread
ifneq ($(SAN),)
  CPW_CFLAGS += -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
  CPW_LDFLAGS += -fsanitize=$(SAN)
endif
ifneq ($(FUZZ),)
  CPW_CFLAGS += -fsanitize=fuzzer-no-link
endif
ifneq ($(COVERAGE),)
  CPW_CFLAGS += --coverage -fprofile-abs-path
  CPW_LDFLAGS += --coverage
endif
lazy = $(eval $(1) := $(2))$($(1))
CHECK_CFLAGS = $(call lazy,CHECK_CFLAGS,$(shell $(PKG_CONFIG) --cflags check 2>/dev/null))
CHECK_LIBS = $(call lazy,CHECK_LIBS,$(shell $(PKG_CONFIG) --libs check 2>/dev/null || echo -lcheck))

# Commands are shown in short; `make V=1` shows them in full.
Q := $(if $(V),,@)
show = $(if $(V),@:,@printf '  %-4s %s\n' $(1) $(2))

# ---- sources by folder -----------------------------------------------------------------------
PUB_HDR := include/carepath.h $(sort $(wildcard include/carepath/*.h))
LIB_SRC := $(sort $(wildcard lib/*.c lib/*/*.c))
CLI_SRC := $(sort $(wildcard examples/cli/*.c))
EXAMPLE_SRC := $(sort $(wildcard examples/*.c))
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
TEST_SRC := $(sort $(wildcard tests/*/check_*.c))
PROPERTY_SRC := $(sort $(wildcard tests/property/*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
ABI_SRC := tests/abi/print_layout.c
ALL_SRC := $(LIB_SRC) $(CLI_SRC) $(EXAMPLE_SRC) $(SUPPORT_SRC) $(TEST_SRC) $(PROPERTY_SRC) \
  $(BENCH_SRC) $(FUZZ_SRC) $(ABI_SRC)
objects = $(patsubst %.c,$(B)/%.o,$(1))
programs = $(patsubst %.c,$(B)/%,$(1))

LIB_OBJ := $(call objects,$(LIB_SRC))
CLI_OBJ := $(call objects,$(CLI_SRC))
EXAMPLE_BIN := $(call programs,$(EXAMPLE_SRC))
SUPPORT_OBJ := $(call objects,$(SUPPORT_SRC))
TEST_MODULES := $(sort $(notdir $(patsubst %/,%,$(dir $(TEST_SRC)))))
TEST_BIN := $(TEST_MODULES:%=$(B)/tests/check_%)
VALGRIND_MODULES ?= $(TEST_MODULES)
PROPERTY_BIN := $(call programs,$(filter tests/property/property_%,$(PROPERTY_SRC)))
PROPERTY_MORE := $(call objects,$(filter-out tests/property/property_%,$(PROPERTY_SRC)))
BENCH_BIN := $(call programs,$(filter tests/bench/bench_%,$(BENCH_SRC)))
BENCH_MORE := $(call objects,$(filter-out tests/bench/bench_%,$(BENCH_SRC)))
FUZZ_BIN := $(call programs,$(FUZZ_SRC))
ALL_OBJ := $(call objects,$(ALL_SRC))

SO := libcarepath.so
SONAME := $(SO).$(SOVERSION)
REAL := $(SO).$(VERSION)
STATIC := $(B)/libcarepath.a
SHARED := $(B)/$(REAL)
CLI := $(B)/bin/carepath
MAN := $(B)/man/carepath.1

# A recipe that works on a list begins with this: an empty list is a failure, not a silent success.
need = $(if $(strip $($(1))),,$(error nothing to do: no $(2)))

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: FORCE all lib examples cli docs man objects demo deps check check-clang check-python \
  check-tools check-cli check-examples examples-update check-property check-oom fuzz fuzz-run check-valgrind \
  check-asan check-msan check-tsan coverage lint lint-format lint-tidy lint-cppcheck \
  lint-scripts lint-warnings digests headers symbols symbols-update abi-check abi-update \
  reference bench generate check-generated check-docs install uninstall installcheck dist \
  distcheck repro clean help format

##@ Building
all: lib cli examples ## the library, the command line and the examples (under a minute)
lib: $(STATIC) $(SHARED) ## build/libcarepath.a and build/libcarepath.so (seconds)
cli: $(CLI) ## build/bin/carepath (seconds)
examples: $(EXAMPLE_BIN) ## build/examples/* (seconds)
objects: $(ALL_OBJ)

# Objects are made again when the compiler or its flags change. Installing never does that: what
# was built is installed, whatever the environment of `sudo make install` says.
ifeq ($(filter install uninstall,$(MAKECMDGOALS)),)
  STAMP := $(B)/flags
endif
quote = '$(subst ','\'',$(1))'
$(B)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(call quote,$(CC) $(CPW_CPPFLAGS) $(CPPFLAGS) $(CPW_CFLAGS) $(CFLAGS) $(LDFLAGS)) >$@.now; \
	if cmp -s $@.now $@; then rm -f $@.now; else mv -f $@.now $@; fi

$(B)/%.o: %.c $(STAMP)
	@mkdir -p $(@D)
	$(call show,CC,$<)
	$(Q)$(CC) $(CPW_CPPFLAGS) $(CPPFLAGS) $(CPW_CFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
$(B)/lib/%.o: lib/%.c $(STAMP)
	@mkdir -p $(@D)
	$(call show,CC,$<)
	$(Q)$(CC) $(CPW_CPPFLAGS) -Ilib $(CPPFLAGS) $(CPW_CFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@
$(B)/tests/%.o: tests/%.c $(STAMP)
	@mkdir -p $(@D)
	$(call show,CC,$<)
	$(Q)$(CC) $(CPW_CPPFLAGS) -Ilib -Itests $(CHECK_CFLAGS) $(CPPFLAGS) $(CPW_CFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

LINK = $(CC) $(CPW_CFLAGS) $(CFLAGS) $(CPW_LDFLAGS) $(LDFLAGS)
$(STATIC): $(LIB_OBJ)
	@rm -f $@
	$(call show,AR,$@)
	$(Q)$(AR) rcsD $@ $^
$(SHARED): $(LIB_OBJ) lib/carepath.map
	$(call show,LINK,$@)
	$(Q)$(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=lib/carepath.map \
	  $(if $(SAN),,-Wl$(comma)--no-undefined) -o $@ $(LIB_OBJ) $(LDLIBS_CORE)
	@ln -sf $(REAL) $(B)/$(SONAME)
	@ln -sf $(SONAME) $(B)/$(SO)
$(CLI): $(CLI_OBJ) $(STATIC)
	$(call need,CLI_SRC,examples/cli/*.c)
	@mkdir -p $(@D)
	$(call show,LINK,$@)
	$(Q)$(LINK) -o $@ $(CLI_OBJ) $(STATIC) $(LDLIBS_CORE)
$(EXAMPLE_BIN) $(B)/tests/abi/print_layout: $(B)/%: $(B)/%.o $(STATIC)
	$(call show,LINK,$@)
	$(Q)$(LINK) -o $@ $< $(STATIC) $(LDLIBS_CORE)

man: $(MAN) ## build/man/carepath.1, as the command itself prints it (a second)
$(MAN): $(CLI)
	@mkdir -p $(@D)
	@$(CLI) help --man >$@
docs: ## build/docs/html: the reference from the headers; needs doxygen (half a minute)
	@command -v doxygen >/dev/null || { echo "make docs needs doxygen (apt-get install doxygen)"; exit 1; }
	@mkdir -p $(B)/docs
	(cat docs/reference/Doxyfile; echo PROJECT_NUMBER=$(VERSION); echo OUTPUT_DIRECTORY=$(B)/docs; \
	  echo USE_MDFILE_AS_MAINPAGE=$(CURDIR)/README.md) | doxygen -
	@echo "$(B)/docs/html/index.html"

##@ Trying
demo: $(CLI) ## builds with a C compiler and make alone, then real waiting lists to build/demo (seconds)
	@mkdir -p $(B)/demo
	@CAREPATH=$(CLI) sh examples/demo.sh $(B)/demo

##@ Testing
deps: ## installs what the tests need by the system's package manager and says so (1-3 minutes, or nothing)
	@sh tests/tools/deps.sh $(B)
# in `make deps check` nothing that deps may install is used before it has run, even with -j
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(ALL_OBJ) $(TEST_BIN): | deps
endif

# One program a module, linked to the static archive (internals are reachable) and with malloc
# wrapped, so that every allocation can be made to fail without a hook in the product.
WRAP := -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc
define test_program
$(B)/tests/check_$(1): $(call objects,$(filter tests/$(1)/check_%,$(TEST_SRC))) $(SUPPORT_OBJ) $(STATIC)
	$$(call show,LINK,$$@)
	$$(Q)$$(LINK) $$(WRAP) -o $$@ $$(filter %.o,$$^) $$(STATIC) $$(LDLIBS_CORE) $$(CHECK_LIBS)
endef
$(foreach m,$(TEST_MODULES),$(eval $(call test_program,$(m))))
$(PROPERTY_BIN): $(B)/%: $(B)/%.o $(PROPERTY_MORE) $(STATIC)
	$(call show,LINK,$@)
	$(Q)$(LINK) -o $@ $< $(PROPERTY_MORE) $(STATIC) $(LDLIBS_CORE)
$(BENCH_BIN): $(B)/%: $(B)/%.o $(BENCH_MORE) $(STATIC)
	$(call show,LINK,$@)
	$(Q)$(LINK) -o $@ $< $(BENCH_MORE) $(STATIC) $(LDLIBS_CORE)

# a test that hangs is ended, a slow machine is not: Check's default is 4 s
export CK_DEFAULT_TIMEOUT ?= 60
export CK_TIMEOUT_MULTIPLIER ?= 5
check: $(TEST_BIN) ## the C tests of every module (about a minute)
	$(call need,TEST_BIN,tests/*/check_*.c)
	@sh tests/support/run.sh $(TEST_BIN)
check-%-module: $(B)/tests/check_%
	@sh tests/support/run.sh $<
check-clang: ## the C tests built by clang -O3, warnings as errors, small samples (digests are equal) (a minute)
	@CAREPATH_QUICK=1 $(MAKE) --no-print-directory B=$(B)/clang-O3 CC=$(CLANG) CFLAGS="-O3 -g" WERROR=1 check
check-python: $(SHARED) check-tools ## the Python package, without NumPy and with it (seconds)
	@CAREPATH_LIBRARY=$(CURDIR)/$(SHARED) PYTHONPATH=lib/python sh tests/tools/python.sh $(PYTHON) /usr/bin/python3 \
	  -- tests/python
check-tools: ## the tools of this tree: header parser, generator, reference runner (seconds)
	@$(PYTHON) tests/tools/test_tools.py
check-cli: $(CLI) ## the command line: commands, exit codes, messages (seconds)
	@CAREPATH=$(CURDIR)/$(CLI) sh tests/cli/run.sh
check-examples: $(EXAMPLE_BIN) $(SHARED) ## examples in C and Python against tests/examples/*.expected (seconds)
	$(call need,EXAMPLE_SRC,examples/*.c)
	@CAREPATH_LIBRARY=$(CURDIR)/$(SHARED) PYTHONPATH=lib/python PYTHON=$(PYTHON) \
	  sh tests/tools/examples.sh $(B)/examples
examples-update: $(EXAMPLE_BIN) $(SHARED) ## writes tests/examples/*.expected from what the examples print now
	@CAREPATH_LIBRARY=$(CURDIR)/$(SHARED) PYTHONPATH=lib/python PYTHON=$(PYTHON) \
	  sh tests/tools/examples.sh $(B)/examples --update
check-property: $(PROPERTY_BIN) ## random cases against invariants; COUNT=n SEED=s to repeat one (a minute)
	$(call need,PROPERTY_BIN,tests/property/property_*.c)
	@ARGUMENTS="$(COUNT) $(SEED)" sh tests/tools/property.sh $(PROPERTY_BIN)
# -O1: half the compiling of -O2, and less is optimised away before the sanitiser sees it. Sanitised code
# gives gcc warnings of its own: no -Werror.
SANITISED := CFLAGS="-O1 -g" WERROR=
ASAN_BUILD = B=$(B)/asan SAN=address,undefined $(SANITISED)
check-oom: ## every allocation fails once, under the address sanitiser; the TCases called oom (a minute)
	$(call need,TEST_BIN,tests/*/check_*.c)
	@$(MAKE) --no-print-directory $(ASAN_BUILD) run-oom
run-oom: export CAREPATH_QUICK = 1
run-oom: export CPWT_EVERY_ALLOCATION = 1
run-oom: $(TEST_BIN)
	@sh tests/tools/oom.sh $(TEST_BIN)
.PHONY: run-oom run-asan run-asan-tests run-asan-cli run-msan run-tsan
SANITISER_OPTIONS = ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:allocator_may_return_null=1 \
  UBSAN_OPTIONS=print_stacktrace=1 TSAN_OPTIONS=second_deadlock_stack=1:allocator_may_return_null=1
check-asan: ## C tests and command line under address and undefined-behaviour sanitisers (2 minutes)
	@$(MAKE) --no-print-directory $(ASAN_BUILD) run-asan
run-asan: run-asan-tests run-asan-cli # two targets: with -j2 the command line's single lane costs nothing more
run-asan-tests: $(TEST_BIN)
	$(call need,TEST_BIN,tests/*/check_*.c)
	@$(SANITISER_OPTIONS) CAREPATH_QUICK=1 sh tests/support/run.sh $(TEST_BIN)
run-asan-cli: $(CLI)
	@$(SANITISER_OPTIONS) CAREPATH_QUICK=1 CAREPATH=$(CURDIR)/$(CLI) sh tests/cli/run.sh
check-msan: ## property programs under clang's memory sanitiser (Check itself cannot) (a minute)
	@$(MAKE) --no-print-directory B=$(B)/msan CC=$(CLANG) SAN=memory $(SANITISED) run-msan
run-msan: $(PROPERTY_BIN)
	$(call need,PROPERTY_BIN,tests/property/property_*.c)
	@CAREPATH_QUICK=1 sh tests/tools/property.sh $(PROPERTY_BIN)
check-tsan: ## C tests of the modules that start threads, under the thread sanitiser (a minute)
	@$(MAKE) --no-print-directory B=$(B)/tsan SAN=thread $(SANITISED) run-tsan
THREADED = $(sort $(notdir $(patsubst %/,%,$(dir $(shell grep -l cpwi_parallel lib/*/*.c)))))
TSAN_BIN = $(filter $(THREADED:%=$(B)/tests/check_%),$(TEST_BIN))
run-tsan: $(TSAN_BIN)
	$(call need,TSAN_BIN,module in lib/*/*.c that starts threads)
	@$(SANITISER_OPTIONS) CK_FORK=no CAREPATH_QUICK=1 sh tests/tools/under.sh $(B)/under-tsan \
	  "$$(sh tests/tools/fixed_addresses.sh)" $(TSAN_BIN)
check-valgrind: $(VALGRIND_MODULES:%=$(B)/tests/check_%) ## C tests under valgrind, small samples (10 minutes; VALGRIND_MODULES="base table": fewer)
	$(call need,VALGRIND_MODULES,tests/*/check_*.c)
	@CK_FORK=no CAREPATH_QUICK=1 sh tests/tools/under.sh $(B)/under-valgrind \
	  "$(VALGRIND) -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite" $(VALGRIND_MODULES:%=$(B)/tests/check_%)
fuzz: ## libFuzzer over every reader of outside data; FUZZ_SECONDS=10 each (a minute)
	$(call need,FUZZ_SRC,tests/fuzz/fuzz_*.c)
	@$(MAKE) --no-print-directory B=$(B)/fuzz CC=$(CLANG) SAN=address,undefined FUZZ=1 $(SANITISED) fuzz-run
fuzz-run: $(FUZZ_BIN:%=%.run)
	@echo "fuzz: $(words $(FUZZ_BIN)) programs, $(FUZZ_SECONDS) s each, no finding"
$(FUZZ_BIN): $(B)/%: $(B)/%.o $(STATIC)
	$(call show,LINK,$@)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $< $(STATIC) $(LDLIBS_CORE)
$(FUZZ_BIN:%=%.run): %.run: % FORCE
	@sh tests/tools/fuzz.sh $< $(FUZZ_SECONDS) tests/fuzz/corpus/$(patsubst fuzz_%,%,$(notdir $<))
COVERAGE_BUILD = B=$(B)/coverage CC=$(GCC) COVERAGE=1 CFLAGS="-O0 -g" WERROR=
coverage: ## share of the lines of lib/ that the C tests run; fails under 95 % (a minute)
	@find $(B)/coverage -name '*.gcda' -delete 2>/dev/null || :
	@CAREPATH_QUICK=1 $(MAKE) --no-print-directory $(COVERAGE_BUILD) check >$(B)/coverage.log 2>&1 || \
	  { cat $(B)/coverage.log; exit 1; }
	@$(PYTHON) tests/tools/coverage.py $(B)/coverage --floor $(COVERAGE_FLOOR)
# the arguments of make for a build by its name: $(B)/default is the one in $(B) itself, $(B)/coverage that
# of `make coverage`, any other says compiler and level
build_of = $(if $(filter %/default,$(1)),B=$(B),$(if $(filter %/coverage,$(1)),$(COVERAGE_BUILD),B=$(1) \
  CC=$(if $(findstring /gcc-,$(1)),$(GCC),$(CLANG)) CFLAGS="-$(lastword $(subst -, ,$(1))) -g"$(if $(findstring O3,$(1)), WERROR=1)))
COMPILERS := $(B)/gcc-O0 $(B)/gcc-O3 $(B)/clang-O0 $(B)/clang-O3
digests: $(COMPILERS:%=%.digests) ## the same bits from gcc and clang, -O0 and -O3, 1 and 2 threads (2 minutes)
	@sh tests/tools/digests.sh $(COMPILERS:%=%.digests)
$(COMPILERS:%=%.digests): FORCE
	$(call need,PROPERTY_BIN,tests/property/property_*.c)
	@$(MAKE) --no-print-directory $(call build_of,$(@:.digests=)) run-digests >$@.log 2>&1 || { cat $@.log; exit 1; }
	@grep '^digest ' $@.log >$@
.PHONY: run-digests
run-digests: $(PROPERTY_BIN) $(CLI)
	@for p in $(PROPERTY_BIN); do $$p --digest || { echo "$$p --digest failed"; exit 1; }; done
	@for t in 1 2; do sh tests/cli/digest.sh $(CLI) $$t || exit 1; done

##@ Checking
lint: lint-format lint-scripts lint-cppcheck lint-tidy lint-warnings ## format, clang-tidy, cppcheck, scripts, warnings as errors (3 minutes)
STYLED = $(sort $(ALL_SRC) $(PUB_HDR) $(wildcard lib/*/*.h lib/*/*.inc examples/cli/*.h tests/*/*.h tests/install/*.c tests/install/*.cc))
lint-format:
	@$(CLANG_FORMAT) --dry-run -Werror $(STYLED) && echo "lint: $(words $(STYLED)) files as clang-format writes them"
format: ## clang-format over all C sources (seconds)
	$(CLANG_FORMAT) -i $(STYLED)
lint-scripts:
	@$(PYTHON) tests/tools/lint_scripts.py
lint-cppcheck:
	@mkdir -p $(B)/cppcheck
	@$(CPPCHECK) --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	  --suppressions-list=tests/tools/cppcheck.txt --std=c11 --cppcheck-build-dir=$(B)/cppcheck -j 2 \
	  -Iinclude -Ilib -D_POSIX_C_SOURCE=200809L $(LIB_SRC) $(CLI_SRC) $(EXAMPLE_SRC) && \
	  echo "lint: cppcheck has nothing to say about $(words $(LIB_SRC) $(CLI_SRC) $(EXAMPLE_SRC)) files"
TIDY := $(patsubst %.c,$(B)/tidy/%.ok,$(LIB_SRC) $(CLI_SRC) $(EXAMPLE_SRC))
lint-tidy: $(TIDY)
	@echo "lint: clang-tidy has nothing to say about $(words $(TIDY)) files"
# TIDY_NODES: how many program states the analyser visits in a function (its own default, for which it takes
# four times as long: 225000), but for the files of TIDY_DEEP
TIDY_NODES ?=
TIDY_DEEP ?=
# lib/base/error.c defines what analyser.h stands in for
analyser = $(if $(filter-out lib/base/error.c,$(filter lib/%,$(1))),-include tests/tools/analyser.h)
$(B)/tidy/%.ok: %.c .clang-tidy tests/tools/analyser.h $(PUB_HDR) $(wildcard lib/*/*.h examples/cli/*.h)
	@mkdir -p $(@D)
	@$(CLANG_TIDY) --quiet --warnings-as-errors='*' $< -- -std=c11 $(CPW_CPPFLAGS) -Ilib $(call analyser,$<) \
	  $(if $(filter-out $(TIDY_DEEP),$(if $(TIDY_NODES),$<)),-Xclang -analyzer-config -Xclang max-nodes=$(TIDY_NODES)) 2>$@.log || \
	  { cat $@.log; exit 1; }
	@touch $@
WARNING_BUILDS := $(B)/gcc-O3 $(B)/clang-O3
lint-warnings: $(WARNING_BUILDS:%=%.warnings)
	@echo "lint: $(words $(ALL_SRC)) files without a warning by $(notdir $(WARNING_BUILDS))"
$(WARNING_BUILDS:%=%.warnings): FORCE
	@mkdir -p $(@D)
	@$(MAKE) --no-print-directory $(call build_of,$(@:.warnings=)) WERROR=1 objects >$@ 2>&1 || { cat $@; exit 1; }
headers: ## every public header compiles alone as C11 and as C++11 (seconds)
	@for h in $(PUB_HDR); do \
	  echo "#include \"$${h#include/}\"" | $(CC) -Iinclude -std=c11 $(filter-out -Wnull-dereference,$(WARNINGS)) -Werror -xc -fsyntax-only - && \
	  echo "#include \"$${h#include/}\"" | $(CXX) -Iinclude -std=c++11 -Wall -Wextra -Wpedantic -Werror -xc++ -fsyntax-only - || exit 1; \
	done; echo "headers: $(words $(PUB_HDR)) compile alone as C11 and C++11"
$(B)/symbols.txt: $(SHARED)
	@nm -D --defined-only $< | awk '$$2 != "A" {print $$3}' | sed 's/@.*//' | LC_ALL=C sort >$@
symbols: $(B)/symbols.txt ## exported symbols against tests/abi/symbols.txt (seconds)
	@diff -u tests/abi/symbols.txt $< || { echo "symbols: if this is meant, run make symbols-update and commit"; exit 1; }
	@echo "symbols: $$(wc -l <$<) as listed"
symbols-update: $(B)/symbols.txt ## writes tests/abi/symbols.txt
	cp $< tests/abi/symbols.txt
$(B)/layout.txt: $(B)/tests/abi/print_layout
	@$< >$@
abi-check: $(B)/layout.txt ## struct layouts, constants and signatures against tests/abi/layout.txt (seconds)
	@$(PYTHON) tests/tools/abi.py check --layout $<
abi-update: $(B)/layout.txt ## records additions to the ABI; refuses a break
	@$(PYTHON) tests/tools/abi.py update --layout $<
check-docs: ## the documentation block of every public name is complete (seconds)
	@$(PYTHON) tests/tools/check_docs.py
	@$(PYTHON) tests/tools/capabilities.py
generate: ## writes abi_table.c, inline.c and _lowlevel.py from the headers (seconds)
	@$(PYTHON) tests/tools/generate.py
GENERATED := lib/base/abi_table.c lib/inline.c lib/python/carepath/_lowlevel.py
check-generated: $(MAN) ## the generated files are what the headers and the command say (seconds)
	@rm -rf $(B)/generated && mkdir -p $(B)/generated
	@$(PYTHON) tests/tools/generate.py --into $(B)/generated >/dev/null
	@for f in $(GENERATED); do diff -u $$f $(B)/generated/$$f || { echo "run make generate and commit"; exit 1; }; done
	@diff -u docs/man/carepath.1 $(MAN) || { echo "run cp $(MAN) docs/man and commit"; exit 1; }
	@echo "check-generated: $(words $(GENERATED)) files as the headers say, the manual as the command says"
reference: $(SHARED) ## cases with known answers: CASES=FOLDER (../shared/reference) KINDS="a b" (a minute)
	@CAREPATH_LIBRARY=$(CURDIR)/$(SHARED) PYTHONPATH=lib/python $(PYTHON) tests/reference/run.py $(CASES) $(if $(KINDS),--kinds $(foreach k,$(KINDS),'$(k)'))
accuracy: $(SHARED) ## back-tests of every recipe on thirteen months of England, as in docs/explanation (seconds)
	@CAREPATH_LIBRARY=$(CURDIR)/$(SHARED) PYTHONPATH=lib/python $(PYTHON) tests/bench/accuracy.py
.PHONY: accuracy
bench: $(BENCH_BIN) ## cost per unit of every module; prints, never judges (a minute)
	$(call need,BENCH_BIN,tests/bench/bench_*.c)
	@for p in $(BENCH_BIN); do $$p || exit 1; done

##@ Installing
DOC_FILES := $(sort $(wildcard README.md LICENSE) $(shell find docs -name '*.md' -o -name '*.svg' -o -name '*.png' 2>/dev/null))
PY_FILES := $(sort $(shell find lib/python/carepath \( -name '*.py' -o -name '*.pyi' -o -name py.typed \) 2>/dev/null))
PY_DIRS := $(sort $(patsubst lib/python/%/,%,$(dir $(PY_FILES))))
INSTALLED := $(PUB_HDR:include/%=$(includedir)/%) \
  $(addprefix $(libdir)/,libcarepath.a $(REAL) $(SONAME) $(SO)) $(pkgconfigdir)/carepath.pc \
  $(bindir)/carepath $(mandir)/man1/carepath.1 $(DOC_FILES:%=$(docdir)/%) \
  $(PY_FILES:lib/python/%=$(pythondir)/%)
# own folders, deepest first
OWN_DIRS := $(includedir)/carepath \
  $(shell printf '%s\n' $(sort $(dir $(DOC_FILES:%=$(docdir)/%)) $(dir $(PY_FILES:lib/python/%=$(pythondir)/%))) $(pythondir) $(datarootdir)/carepath $(docdir)/docs | sed 's|/$$||' | LC_ALL=C sort -ru)
install: lib cli man ## under $(prefix): headers, libraries, pkg-config, command, manual, docs, Python (seconds)
	$(INSTALL) -d $(sort $(dir $(INSTALLED:%=$(DESTDIR)%)))
	@set -e; for f in $(PUB_HDR:include/%=%); do $(INSTALL_DATA) include/$$f $(DESTDIR)$(includedir)/$$f; done
	$(INSTALL_DATA) $(STATIC) $(DESTDIR)$(libdir)
	$(INSTALL_PROGRAM) $(SHARED) $(DESTDIR)$(libdir)
	ln -sf $(REAL) $(DESTDIR)$(libdir)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(libdir)/$(SO)
	@sed -e 's|@prefix@|$(prefix)|' -e 's|@exec_prefix@|$(patsubst $(prefix)%,$${prefix}%,$(exec_prefix))|' \
	  -e 's|@libdir@|$(patsubst $(exec_prefix)/%,$${exec_prefix}/%,$(libdir))|' \
	  -e 's|@includedir@|$(patsubst $(prefix)/%,$${prefix}/%,$(includedir))|' -e 's|@VERSION@|$(VERSION)|' \
	  pkgconfig/carepath.pc.in >$(B)/carepath.pc
	$(INSTALL_DATA) $(B)/carepath.pc $(DESTDIR)$(pkgconfigdir)
	$(INSTALL_PROGRAM) $(CLI) $(DESTDIR)$(bindir)
	$(INSTALL_DATA) $(MAN) $(DESTDIR)$(mandir)/man1
	@set -e; for f in $(DOC_FILES); do $(INSTALL_DATA) $$f $(DESTDIR)$(docdir)/$$f; done
	@set -e; for f in $(PY_FILES:lib/python/%=%); do $(INSTALL_DATA) lib/python/$$f $(DESTDIR)$(pythondir)/$$f; done
	@[ -n "$(DESTDIR)" ] || [ "$$(id -u)" != 0 ] || ! command -v ldconfig >/dev/null || ldconfig
	@echo "Python: PYTHONPATH=$(pythondir)"
uninstall: ## removes exactly what install puts there (seconds)
	rm -f $(INSTALLED:%=$(DESTDIR)%)
	@for d in $(OWN_DIRS:%=$(DESTDIR)%); do rmdir "$$d" 2>/dev/null || :; done
installcheck: all man ## installs into a folder, compiles and runs consumers through pkg-config, uninstalls (seconds)
	@MAKE="$(MAKE)" CC="$(CC)" CXX="$(CXX)" PYTHON="$(PYTHON)" PKG_CONFIG="$(PKG_CONFIG)" sh tests/tools/installcheck.sh $(CURDIR)/$(B)
DIST := carepath-$(VERSION)
dist: ## build/carepath-x.y.z.tar.gz from the last commit (seconds)
	@mkdir -p $(B)
	git archive --format=tar --prefix=$(DIST)/ -o $(B)/$(DIST).tar HEAD
	gzip -nf9 $(B)/$(DIST).tar
distcheck: dist ## unpacks that archive, builds, tests and installs from it (3 minutes)
	@rm -rf $(B)/distcheck && mkdir -p $(B)/distcheck
	tar xzf $(B)/$(DIST).tar.gz -C $(B)/distcheck
	@cd $(B)/distcheck/$(DIST) && find . -type f | sort >../before && \
	  CAREPATH_SHARED=$(abspath ../shared) $(MAKE) B=build demo all check installcheck && \
	  $(MAKE) B=build clean && find . -type f | sort | diff ../before - && \
	  echo "distcheck: $(DIST).tar.gz builds, passes its tests, installs and cleans up"
repro: $(STATIC) $(SHARED) $(CLI) ## a build in another folder gives the same bytes (a minute)
	@MAKE="$(MAKE)" CC="$(CC)" CFLAGS="$(CFLAGS)" CPPFLAGS="$(CPPFLAGS)" LDFLAGS="$(LDFLAGS)" WERROR="$(WERROR)" \
	  sh tests/tools/repro.sh $(CURDIR)/$(B)
clean: ## removes everything built
	rm -rf $(B)
help: ## this list
	@awk -F ':.*## ' '/^##@ / {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z][a-z-]*:.*## / {printf "  %-16s %s\n", $$1, $$2}' Makefile
	@echo; echo "Variables: TEST_MODULES=\"base rtt\" CC CFLAGS LDFLAGS prefix DESTDIR B=build V=1 WERROR=1 SAN=address,undefined PYTHON"

-include $(ALL_OBJ:.o=.d)
