# Each target does its own set-up: the virtual environment .venv and, by stamp files, what is installed in it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
RUN := $(VENV)/.installed
APP := $(VENV)/.installed-app
DEV := $(VENV)/.installed-dev
BENCH := $(VENV)/.installed-bench
TOOLS := $(VENV)/.installed-tools
PEERS := $(VENV)/peers
DEBIAN := chromium fontconfig fonts-nanum poppler-utils virtuoso-opensource-7-bin
INPUTS := pyproject.toml constraints.txt

.PHONY: help run app test check bench bench-service fuzz agree clean
.DEFAULT_GOAL := help

help:
	@echo "make run     build the graph of the shipped policies in out/ and answer a question"
	@echo "make app     open the explorer of that graph in a browser"
	@echo "make test    run all tests"
	@echo "make check   lint, formatting, types and the layers of imports"
	@echo "make bench   measure how fast policies are read, checked and built (BUILD='--sizes 100,1000,10000')"
	@echo "make bench-service  measure the service beside other engines (SERVICE='--sizes 100,1000,10000')"
	@echo "make fuzz    read mutated policies for ten minutes; what fails is kept in out/fuzz"
	@echo "make agree   give thousands of mutated pieces of policies to both SHACL engines"
	@echo "make clean   remove .venv, out/ and caches"

run: $(RUN)
	@$(BIN)/pigraph build
	@$(BIN)/pigraph question rrn-recipients

app: $(APP)
	@test -e out/current || $(BIN)/pigraph build
	@$(BIN)/pigraph app

test: $(DEV) $(TOOLS)
	@$(BIN)/python -m pytest

check: $(DEV)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(BENCH)
	@$(BIN)/python benchmarks/reading.py
	@$(BIN)/python benchmarks/checking.py
	@$(BIN)/python benchmarks/build.py $(BUILD)

# Against other engines: benchmarks/serving.py says what else to install, and how long it takes.
bench-service: $(DEV) $(PEERS)/.installed
	@PATH="$(CURDIR)/$(PEERS)/bin:$$PATH" $(BIN)/python benchmarks/serving.py $(SERVICE)

fuzz: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m fuzz

agree: $(DEV)
	@PYTHONPATH=tests $(BIN)/python -m checks.agree

clean:
	rm -rf $(VENV) out .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "pigraph needs Python 3.11 or newer: install it and run make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python cannot make virtual environments here: run apt-get install python3-venv as root, then make again." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN): $(INPUTS) | $(BIN)/python
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(BENCH): $(INPUTS) $(DEV)
	@$(PIP) install -c constraints.txt -e '.[dev,bench]'
	@touch $@

# An environment of their own: what they need is not what pigraph needs.
$(PEERS)/.installed: | $(BIN)/python
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install oxigraph==0.5.13 'rdflib-endpoint[cli]==0.6.3'
	@touch $@

$(APP): $(INPUTS) | $(BIN)/python
	@$(PIP) install -c constraints.txt -e '.[app]'
	@touch $@ $(RUN)

$(DEV): $(INPUTS) | $(BIN)/python
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(APP) $(RUN)

# What format twins are made with (a browser that prints Korean pages to PDF, and text of a PDF), and another engine.
$(TOOLS): | $(BIN)/python
	@have() { { command -v chromium || command -v chromium-browser || command -v google-chrome; } && \
		command -v pdftotext && command -v virtuoso-t && command -v isql-vt && fc-list :lang=ko | grep -q .; } >/dev/null 2>&1; \
	install() { [ "$$(id -u)" = 0 ] && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(DEBIAN); } >/dev/null 2>&1; \
	if have || install; then touch $@; \
	else echo "Tests of printed twins and of Virtuoso are skipped: run apt-get install $(DEBIAN) as root." >&2; fi
