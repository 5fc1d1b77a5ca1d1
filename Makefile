# One door for people: `make` lists the targets. All of them work in a fresh clone with Python 3.11+ and make.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/local.txt
TEST_STAMP := $(VENV)/development.txt
TEMPLATES := $(wildcard tracker/templates timeline/templates)
ARGS ?=
JOBS ?= 2

.DEFAULT_GOAL := help

.PHONY: help
help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  PORT=8000 HOST=127.0.0.1 make run     address of the site"
	@echo "  make test ARGS=\"-k publishing\"        arguments for pytest, in one process"
	@echo "  make test JOBS=4                      the suite in four processes, each with servers of its own (2)"
	@echo "  DATABASE_URL=… REDIS_URL=… make run   use these servers and start none"

.PHONY: run
run: $(RUN_STAMP) ## Run the whole site in this terminal until Ctrl-C
	@exec $(BIN)/python -m tracker.launcher.run --leashed

.PHONY: test
test: $(TEST_STAMP) ## Run the whole suite on real servers of its own
	@exec $(BIN)/python -m pytest $(if $(ARGS)$(DATABASE_URL)$(REDIS_URL),,--numprocesses=$(JOBS) --dist=loadfile) $(ARGS)

.PHONY: fuzz
fuzz: $(TEST_STAMP) ## Ask all addresses and feed all readers what nobody should, for minutes, differently each time
	@FUZZ_EXAMPLES=$(or $(EXAMPLES),40) FUZZ_EDGES=1000 FUZZ_SEED=$(or $(SEED),$(shell date +%s)) \
	  $(BIN)/python -m pytest tests/timeline/api/test_fuzzing.py tests/timeline/test_hostile_readers.py \
	  tests/timeline/ingest/test_any_damage.py

.PHONY: install
install: $(TEST_STAMP) ## Make the virtual environment with everything, exactly as locked

.PHONY: lint
lint: $(TEST_STAMP) ## Check style, types, templates, migrations and production settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet $(TEMPLATES)
	$(BIN)/python manage.py makemigrations --check --dry-run
	@echo "$(BIN)/python manage.py check --deploy (with production settings)"
	@TRACKER_MODE=production SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	  SITE_URL=https://tracker.example ALLOWED_HOSTS=tracker.example \
	  DATABASE_URL=postgresql://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0 \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

.PHONY: format
format: $(TEST_STAMP) ## Rewrite code in the house style
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

.PHONY: bench
bench: $(TEST_STAMP) ## Measure speed and quality against their bars (FULL=1: a million events)
	@$(BIN)/python manage.py bench $(if $(FULL),--full)

.PHONY: survive
survive: $(TEST_STAMP) ## Do to a site under load what happens to sites, and write docs/survival.md (ARGS=Valkey: only that)
	@$(BIN)/python -m tests.survival $(ARGS)

.PHONY: grow
grow: $(TEST_STAMP) ## Measure records of 1,000 to 10 million events and 1 to 4 web processes, and write docs/growing.md (EVENTS=1000)
	@$(BIN)/python manage.py grow $(if $(EVENTS),--events=$(EVENTS))

.PHONY: guide
guide: $(TEST_STAMP) ## Take the pictures of the editor's guide from a site of its own, and write docs/guide
	@$(BIN)/python -m pytest -q tests/browser/guide_pictures.py

.PHONY: lock
lock: $(TEST_STAMP) ## Lock the dependencies of pyproject.toml (UPGRADE=1: to the newest)
	@UPGRADE=$(UPGRADE) PATH="$(CURDIR)/$(BIN):$$PATH" sh requirements/lock.sh

.PHONY: audit
audit: $(TEST_STAMP) ## Ask a public service for known weaknesses of the locked packages
	@$(BIN)/python requirements/audit.py

.PHONY: licences
licences: $(TEST_STAMP) ## Write down the licences of what the site stands on (docs/licences.md)
	@$(BIN)/python requirements/bill.py licences

.PHONY: sbom
sbom: $(TEST_STAMP) ## Write a bill of materials (CycloneDX) to .local/sbom.json
	@mkdir -p -m 711 .local && $(BIN)/python requirements/bill.py sbom .local/sbom.json && echo .local/sbom.json

# The environment keeps a copy of the lock it was installed from; only a changed lock installs again.
$(VENV)/%.txt: requirements/%.txt requirements/install.sh
	@PYTHON="$(PYTHON)" sh requirements/install.sh $(VENV) $<
