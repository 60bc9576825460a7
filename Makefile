# A thin front over the CMake presets. The README's two commands are `make` and `make test`.
#
#   make          installs what is missing from Debian, builds, makes the book, prints its path
#   make test     the same for what the tests need, then runs them all
#   make bench    measures against other programs
#   make fuzz     runs each fuzzer for SECONDS (60)
#   make install  installs the program (DESTDIR and PREFIX are honoured)

BUILD = build
PROGRAM = $(BUILD)/release/octavo
BOOK = $(BUILD)/a-secure-base.epub
PREFIX = /usr/local
SECONDS = 60

.PHONY: all packages test test-packages bench fuzz install clean

all: packages $(BUILD)/release/build.ninja
	@cmake --build --preset release -- --quiet
	@$(PROGRAM) build book -o $(BOOK)

packages:
	@tests/packages.sh build

test-packages:
	@tests/packages.sh build test

$(BUILD)/%/build.ninja: CMakePresets.json
	@mkdir -p $(BUILD)
	@cmake --preset $* > $(BUILD)/$*.log 2>&1 || { cat $(BUILD)/$*.log; exit 1; }

test: all test-packages $(BUILD)/asan/build.ninja $(BUILD)/fuzz/build.ninja
	@cmake --build --preset asan -- --quiet
	@cmake --build --preset fuzz -- --quiet
	@ctest --preset all

bench: all test-packages
	@tests/bench/run.sh $(PROGRAM)
	@tests/bench/judge.sh $(PROGRAM)
	@tests/bench/again.sh $(PROGRAM)

fuzz: test-packages $(BUILD)/fuzz/build.ninja
	@cmake --build --preset fuzz -- --quiet
	@tests/fuzz/run.sh $(BUILD)/fuzz/tests $(SECONDS)

install: all
	@cmake --install $(BUILD)/release --prefix $(PREFIX)

clean:
	rm -rf $(BUILD)
