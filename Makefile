.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= python3
JOBS ?= 2
PORT ?=
ARGS ?=

# A Python named by the caller must be the one in the environment; the default only makes a missing one.
CHOSEN := $(if $(filter file,$(origin PYTHON)),,$(PYTHON))
ENSURE_VENV := tools/ensure_venv.sh $(VENV)

.PHONY: help run test lint validity bench bench-room pictures lock clean wheel env-run env-test

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env-run ## Start the advisor (PORT=8600 for another port)
	$(PY) -m advisor run $(if $(PORT),--port $(PORT)) $(ARGS)

test: lint ## Run every check and every test (JOBS=2 processes)
	$(PY) -m advisor check
	chrome=$$(tools/ensure_browser.sh) && nginx=$$(tools/ensure_nginx.sh) && \
		CHROME="$$chrome" NGINX="$$nginx" $(PY) -m pytest -n $(JOBS) --dist loadfile $(ARGS)

lint: env-test ## Check style, types and layers
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

validity: env-test ## Measure the model against described organisations
	$(PY) -m tools.validity $(ARGS)

bench: env-test ## Measure speed
	$(PY) -m tools.bench $(ARGS)

bench-room: env-test ## Measure a room under load: 10 to 200 people
	$(PY) -m tools.bench_room

pictures: env-test ## Take the pictures of the README anew
	$(PY) -m tools.pictures

wheel: env-test ## Build the wheel and the source archive into dist/
	$(PY) -m hatchling build --directory dist

# Pins move only with UPGRADE=1; without it, what is pinned stays and only the *.in files are followed.
LOCK := pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-annotate --no-header $(if $(UPGRADE),--upgrade)
UV ?= $(or $(shell command -v uv),.venv-lock/bin/uv)

lock: ## Pin requirements/*.in into *.txt (UPGRADE=1 for newer versions)
	@test -x "$$(command -v $(UV))" || { $(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv; }
	$(UV) $(LOCK) requirements/run.in --output-file requirements/run.txt
	$(UV) $(LOCK) requirements/test.in --output-file requirements/test.txt

clean: ## Remove everything the other targets made
	rm -rf $(VENV) .venv-lock build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find advisor tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

env-run:
	@if [ -e $(VENV)/installed-test.txt ]; then $(ENSURE_VENV) requirements/test.txt $(CHOSEN); \
	else $(ENSURE_VENV) requirements/run.txt $(CHOSEN); fi

env-test:
	@$(ENSURE_VENV) requirements/test.txt $(CHOSEN)
