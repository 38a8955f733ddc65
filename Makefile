# One entry for everything. Needs Python 3.11 or later, and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-oldest lint format bench clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY)  ## make .venv with everything in it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Routeshift needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)  ## scan, migrate, serve, compare and verify the example shop
	@$(BIN)/python examples/demo.py

test: $(READY)  ## run every test
	$(BIN)/python -m pytest -n auto

test-oldest: pyproject.toml  ## run the tests on the oldest FastAPI that is supported
	$(PYTHON) -m venv .venv-oldest
	.venv-oldest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' \
	  --constraint tests/oldest.txt
	.venv-oldest/bin/python -m pytest -n auto -W default::DeprecationWarning --ignore=tests/corpus

lint: $(READY)  ## ruff and mypy, strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## put the sources into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## measure speed, as ratios in one run
	$(BIN)/python -m benchmarks

clean:  ## remove what make has made
	rm -rf .venv .venv-oldest .cache .pytest_cache .mypy_cache .ruff_cache
