# `make demo` and `make test` do all their own set-up; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help demo tour run bench test gallery crash soak check words fmt lint types imports schema schema-check lock clean

PYTHON ?= python3
PORT ?= 8400
BOT_PORT ?= 8401
# More than cores: the tests of whole processes mostly wait.
TEST_PROCESSES ?= 4
# The fault campaign of `make soak`.
ORDERS ?= 1000
SEED ?= 8
VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors only, so that pip's warnings do not bury our own lines.
PIP_FLAGS := -qq --disable-pip-version-check --require-hashes

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The lock names everything, so that pip need not look for what it depends on; and most of what is
# installed is never imported, so that it need not be compiled.
INSTALL := $(BIN)/python -m pip install $(PIP_FLAGS) --no-deps --no-compile

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("SyncTec needs Python 3.11 or newer; set PYTHON=python3.12, say" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Installing what SyncTec needs (once) ..."
	@$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/.tests: requirements-dev.lock | $(BIN)/python
	@echo "Installing what the tests need (once) ..."
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

# Both at once: pip is busier with the index than with the disk.
$(VENV)/.dev: requirements.lock requirements-dev.lock | $(BIN)/python
	@$(MAKE) --no-print-directory --jobs=2 $(VENV)/.run $(VENV)/.tests
	@touch $@

demo: $(VENV)/.run ## the whole product on this machine, no account needed
	@$(BIN)/python -m scripts.demo --port $(PORT) --bot-port $(BOT_PORT)

tour: $(VENV)/.run ## one order's day played in the terminal, every step checked
	@$(BIN)/python -m scripts.tour

run: $(VENV)/.run ## the bot against the real Slack and Shopify
	@$(BIN)/python app.py run

test: $(VENV)/.dev ## every test, on its own PostgreSQL, in a real browser
	@$(BIN)/python -m scripts.chromium
	@# In the order of the folders: files of few and long tests come first, not last.
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder

gallery: $(VENV)/.dev ## every message and view as a picture, into docs/gallery
	@$(BIN)/python -m scripts.chromium
	@mkdir -p docs/gallery
	@SYNCTEC_GALLERY=$(CURDIR)/docs/gallery $(BIN)/python -m pytest -q tests/browser/test_gallery.py

crash: $(VENV)/.dev ## SIGKILL at every step boundary; prints a report, takes long
	@$(BIN)/python -m tests.crash

soak: $(VENV)/.dev ## property tests, state machine, drain and fault campaign at their full size; takes long
	@SYNCTEC_SOAK=1 $(BIN)/python -m pytest -n $(TEST_PROCESSES) tests/unit/domain tests/unit/stock \
		tests/integration/machine tests/integration/way_back tests/integration/test_intake_fuzz.py
	@# One by one, on a machine that does nothing else.
	@SYNCTEC_SOAK=1 $(BIN)/python -m pytest tests/campaign/test_drain.py
	@$(BIN)/python -m tests.campaign --orders $(ORDERS) --seed $(SEED)

bench: $(VENV)/.dev ## measure at size what the product promises; written to benchmarks/README.md
	@$(BIN)/python -m benchmarks.match
	@$(BIN)/python -m benchmarks.stock
	@$(BIN)/python -m benchmarks.resync

check: $(VENV)/.dev lint types imports ## format, lint, types, imports, house rules, words
	@$(BIN)/python -m scripts.house_rules
	@$(BIN)/python -m scripts.words --check

words: $(VENV)/.dev ## write the template of sentences, and bring the catalogues up to it
	@$(BIN)/python -m scripts.words

fmt: $(VENV)/.dev ## put the code into its format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy -n auto app.py bot handlers core sandbox scripts benchmarks tests

imports: $(VENV)/.dev
	@$(BIN)/lint-imports

schema: $(VENV)/.dev ## fetch Shopify's schema, prune it, generate the models
	@$(BIN)/python scripts/schema.py

schema-check: $(VENV)/.dev ## the same, and fail where the committed files differ
	@$(BIN)/python scripts/schema.py --check

lock: $(VENV)/.dev ## pin every dependency anew, with hashes
	@$(BIN)/python -m scripts.lock

clean: ## remove the environment and the demo's data (never var/synctec, a real bot's data)
	rm -rf $(VENV) var/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
