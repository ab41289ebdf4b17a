# carepath: GNU make >= 4.0, one non-recursive Makefile. Everything built goes under $(B).
# `make help` lists the targets. Sources are found by folder: a new file needs no line here.
VERSION_H := include/carepath/base.h
vget = $(shell sed -n 's/^.define CPW_VERSION_$(1) //p' $(VERSION_H))
MAJOR := $(call vget,MAJOR)
VERSION := $(MAJOR).$(call vget,MINOR).$(call vget,PATCH)
SOVERSION := $(shell sed -n 's/^.define CPW_ABI //p' $(VERSION_H))

prefix ?= /usr/local
exec_prefix ?= $(prefix)
includedir ?= $(prefix)/include
libdir ?= $(exec_prefix)/lib
bindir ?= $(exec_prefix)/bin
datarootdir ?= $(prefix)/share
mandir ?= $(datarootdir)/man
docdir ?= $(datarootdir)/doc/carepath
pkgconfigdir ?= $(libdir)/pkgconfig
INSTALL ?= install
INSTALL_DATA ?= $(INSTALL) -m 644
INSTALL_PROGRAM ?= $(INSTALL) -m 755
B ?= build
PYTHON ?= python3
CLANG ?= clang
CLANG_FORMAT ?= clang-format
CASES ?= ../shared/reference

# ---- flags: the caller's CFLAGS are appended last and win ------------------------------------
CFLAGS ?= -O2 -g
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wvla -Wundef -Wdouble-promotion -Wfloat-conversion \
  -Wformat=2 -Wcast-qual -Wwrite-strings -Wnull-dereference $(if $(WERROR),-Werror)
CPW_CFLAGS := -std=c11 -ffile-prefix-map=$(CURDIR)=. -fPIC -fvisibility=hidden -ffp-contract=off \
  -pthread $(WARNINGS)
CPW_CPPFLAGS := -Iinclude -Ilib -D_POSIX_C_SOURCE=200809L
LDLIBS_CORE := -lm -pthread
ifneq ($(SAN),)
  CPW_CFLAGS += -fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer
  LDFLAGS += -fsanitize=$(SAN)
endif
ifneq ($(COVERAGE),)
  CPW_CFLAGS += --coverage -fprofile-abs-path
  LDFLAGS += --coverage
endif

# ---- sources by folder -----------------------------------------------------------------------
PUB_HDR := include/carepath.h $(sort $(wildcard include/carepath/*.h))
LIB_SRC := $(sort $(wildcard lib/*.c lib/*/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
CLI_SRC := $(sort $(wildcard examples/cli/*.c))
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)
EXAMPLE_SRC := $(sort $(wildcard examples/*.c))
EXAMPLE_BIN := $(EXAMPLE_SRC:%.c=$(B)/%)
SUPPORT_SRC := $(sort $(wildcard tests/support/*.c))
SUPPORT_OBJ := $(SUPPORT_SRC:%.c=$(B)/%.o)
TEST_MODULES := $(sort $(foreach d,$(wildcard tests/*/check_*.c),$(notdir $(patsubst %/,%,$(dir $(d))))))
TEST_BIN := $(TEST_MODULES:%=$(B)/tests/check_%)
PROPERTY_BIN := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/property/*.c)))
BENCH_BIN := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/bench/*.c)))

SO := libcarepath.so
SONAME := $(SO).$(SOVERSION)
REAL := $(SO).$(VERSION)
STATIC := $(B)/libcarepath.a
SHARED := $(B)/$(REAL)
CLI := $(B)/bin/carepath

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: all lib examples cli check check-property bench headers symbols clean

all: lib cli examples ## the library, the command line and the examples (seconds)
lib: $(STATIC) $(SHARED) ## build/libcarepath.a and .so
cli: $(CLI) ## build/bin/carepath
examples: $(EXAMPLE_BIN) ## build/examples/*

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPW_CPPFLAGS) $(CPPFLAGS) $(CPW_CFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(STATIC): $(LIB_OBJ)
	@rm -f $@
	$(AR) rcsD $@ $^
$(SHARED): $(LIB_OBJ) lib/carepath.map
	$(CC) $(CPW_CFLAGS) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) \
	  -Wl,--version-script=lib/carepath.map $(if $(SAN),,-Wl$(comma)--no-undefined) -o $@ $(LIB_OBJ) $(LDLIBS_CORE)
	ln -sf $(REAL) $(B)/$(SONAME)
	ln -sf $(SONAME) $(B)/$(SO)
comma := ,

$(CLI): $(CLI_OBJ) $(STATIC)
	@mkdir -p $(@D)
	$(CC) $(CPW_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI_OBJ) $(STATIC) $(LDLIBS_CORE)
$(EXAMPLE_BIN): $(B)/%: $(B)/%.o $(STATIC)
	$(CC) $(CPW_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(STATIC) $(LDLIBS_CORE)

# ---- tests: one program a module, linked to the static archive (internals are reachable) and with
# malloc wrapped, so that every allocation can be made to fail without a hook in the product -----
CHECK_CFLAGS = $(shell pkg-config --cflags check)
CHECK_LIBS = $(shell pkg-config --libs check)
WRAP := -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc
$(B)/tests/%.o: CPW_CPPFLAGS += -Ilib -Itests $(CHECK_CFLAGS)
define test_program
$(B)/tests/check_$(1): $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/$(1)/check_*.c))) $(SUPPORT_OBJ) $(STATIC)
	$$(CC) $$(CPW_CFLAGS) $$(CFLAGS) $$(LDFLAGS) $$(WRAP) -o $$@ $$(filter %.o,$$^) $$(STATIC) $$(LDLIBS_CORE) $$(CHECK_LIBS)
endef
$(foreach m,$(TEST_MODULES),$(eval $(call test_program,$(m))))
$(PROPERTY_BIN) $(BENCH_BIN): $(B)/%: $(B)/%.o $(STATIC)
	$(CC) $(CPW_CFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(STATIC) $(LDLIBS_CORE)

check: $(TEST_BIN) ## the C tests of every module (about a minute)
	@sh tests/support/run.sh $(TEST_BIN)
check-%-module: $(B)/tests/check_%
	@sh tests/support/run.sh $<
check-property: $(PROPERTY_BIN) ## random cases against invariants
	@for p in $(PROPERTY_BIN); do echo "$$p"; $$p || exit 1; done
bench: $(BENCH_BIN) ## cost per unit of every module; prints, never judges
	@for p in $(BENCH_BIN); do $$p || exit 1; done

headers: ## every public header compiles alone as C11 and as C++11
	@for h in $(PUB_HDR); do \
	  echo "#include \"$${h#include/}\"" | $(CC) -Iinclude -std=c11 $(filter-out -Wnull-dereference,$(WARNINGS)) -Werror -xc -fsyntax-only - && \
	  echo "#include \"$${h#include/}\"" | $(CXX) -Iinclude -std=c++11 -Wall -Wextra -Wpedantic -Werror -xc++ -fsyntax-only - || exit 1; \
	done; echo "headers: $(words $(PUB_HDR)) compile alone as C11 and C++11"
symbols: $(SHARED) ## exported symbols against tests/abi/symbols.txt
	@nm -D --defined-only $< | awk '$$2 != "A" {print $$3}' | sed 's/@.*//' | LC_ALL=C sort > $(B)/symbols.txt
	@diff -u tests/abi/symbols.txt $(B)/symbols.txt && echo "symbols: $$(wc -l < $(B)/symbols.txt) as listed"

clean: ## remove everything built
	rm -rf $(B)

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(EXAMPLE_BIN:=.d) $(wildcard $(B)/tests/*/*.d)
