# histgraph: everything a newcomer needs is `make demo` and `make test`.
# Needs: make, and Python 3.11 or newer (another interpreter: make demo PYTHON=python3.12).

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STORE  ?= demo-out/store
PORT   ?= 8765
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast lint format bench quality serve setup sample lock wheel clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "histgraph needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# What a user runs: the core with the web app. One stamp a lock file, so nothing is installed twice.
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing histgraph and its locked dependencies (once; a minute or two) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# What a developer runs: every extra, the tests, the linters.
$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing histgraph, every extra and the tools of the tests (once; two or three minutes) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.installed

setup: $(VENV)/.installed-dev ## Make the environment with every extra and the tools of the tests

demo: $(VENV)/.installed ## The sample corpus through the whole pipeline: contradictions, a query, the network
	$(BIN)/histgraph --store $(STORE) demo --out demo-out

test: $(VENV)/.installed-dev ## Every test, two at a time, without network
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

test-fast: $(VENV)/.installed-dev ## The tests that take less than ten seconds each, without a browser
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal -m "not slow and not browser"

lint: $(VENV)/.installed-dev ## Style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## Let ruff lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## Speed beside spaCy's own, latency of the saved queries, cost of comparing
	$(BIN)/python benchmarks/speed.py
	@for script in queries compare; do \
	  if [ -f benchmarks/$$script.py ]; then $(BIN)/python benchmarks/$$script.py || exit 1; fi; done

quality: $(VENV)/.installed-dev ## Scores against the gold, with their floors
	$(BIN)/python benchmarks/quality.py

serve: $(VENV)/.installed ## The web app on the demo's store (make demo first)
	$(BIN)/histgraph --store $(STORE) serve --port $(PORT)

sample: $(VENV)/.installed ## Build the committed graph of the sample corpus anew (graph/built)
	$(BIN)/histgraph --store memory: demo --out graph/built

lock: $(VENV)/.installed-dev ## Resolve the dependencies anew (needs uv and the network)
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-annotate --no-header --quiet --upgrade \
	  --all-extras --group dev -o requirements-dev.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --no-annotate --no-header --quiet \
	  --extra serve --extra remote --group build -c requirements-dev.lock -o requirements.lock

wheel: $(VENV)/.installed-dev ## The package for others, in dist/
	$(BIN)/python -m build --no-isolation

clean: ## Remove what the demo, the builds and the tests left behind
	rm -rf demo-out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
