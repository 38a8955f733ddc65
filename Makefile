# One entry for everything. Needs Python 3.11 or later, and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
# The newest that the tests are known to pass on, where the machine has it: on PATH, or by pyenv.
NEWEST_PYTHON ?= $(shell for python in python3.13 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.13*/bin/python; do \
  "$$python" -c '' 2>/dev/null && { echo "$$python"; exit; }; done; echo $(PYTHON))
PIP := -m pip install --quiet --disable-pip-version-check
# Into further environments: uv takes seconds where pip takes a minute, and knows no settings of it.
into = $(BIN)/uv pip install --quiet --python $(1) $(2) || $(1)/bin/python $(PIP) $(2)
# The project itself, with the build tool that the lock names, for one of pip's own would be new.
OURSELVES := --no-deps --no-build-isolation --editable .
PYTEST := -m pytest -n auto --dist worksteal
UV := uv==0.13.9

# Many processes import the same modules: without their bytecode the tests take half as long again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo check test test-long test-corpus test-oldest test-newest lint format bench pictures docs build try-wheel lock clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(READY)  ## make .venv with everything in it, in the locked versions

$(READY): pyproject.toml locks/locked.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Routeshift needs Python 3.11 or later: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python $(PIP) --require-hashes --requirement locks/locked.txt
	$(BIN)/python $(PIP) $(OURSELVES)
	@touch $@

demo: $(READY)  ## scan, migrate, serve, compare and verify the example shop
	@$(BIN)/python examples/demo.py

check: lint  ## lint, and the quick tests, which start no process: in half a minute
	$(BIN)/python $(PYTEST) --in-process --ignore=tests/corpus

test: $(READY)  ## run the tests, without real packages and long generated runs
	$(BIN)/python $(PYTEST) -m "not long" --ignore=tests/corpus

test-long: $(READY)  ## run many generated cases
	ROUTESHIFT_EFFORT=2 $(BIN)/python $(PYTEST) -m "long or generated" --ignore=tests/corpus

test-corpus: $(READY)  ## run the tests on real packages, which are downloaded
	$(BIN)/python $(PYTEST) tests/corpus

test-oldest: $(READY)  ## run the tests on the oldest FastAPI that is supported, and on the newest Python
	$(NEWEST_PYTHON) -m venv --clear .venv-oldest
	$(call into,.venv-oldest,--require-hashes --requirement locks/oldest.txt)
	$(call into,.venv-oldest,$(OURSELVES))
	.venv-oldest/bin/python $(PYTEST) -m "not long" -W default::DeprecationWarning --ignore=tests/corpus

test-newest: $(READY)  ## run the tests on what came out since `make lock`, and the newest of the rest
	$(PYTHON) -m venv --clear .venv-newest
	$(call into,.venv-newest,--upgrade --editable '.[dev]')
	@newer="$$(.venv-newest/bin/python scripts/newer.py locks/locked.txt)" || exit 1; \
	if test -z "$$newer"; then echo "What users get is in the locked versions: make test runs on them."; else \
	  echo "Newer than in the lock: $$newer"; \
	  .venv-newest/bin/python $(PYTEST) -m "not long" --ignore=tests/corpus; fi

lint: $(READY)  ## ruff and mypy, strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## put the sources into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(READY) .venv-pictures  ## draw the README's picture and take those of pages, from real runs
	$(BIN)/python scripts/picture.py
	$(BIN)/python scripts/screens.py
	.venv-pictures/bin/python scripts/smaller.py docs/pages/*.png

.venv-pictures: locks/tools/pictures.txt
	$(PYTHON) -m venv .venv-pictures
	.venv-pictures/bin/python $(PIP) --require-hashes --requirement locks/tools/pictures.txt
	@touch $@

bench: $(READY)  ## measure speed, as ratios in one run
	$(BIN)/python -m benchmarks

docs: .venv-docs  ## build the documentation site, in site/: open site/index.html
	NO_MKDOCS_2_WARNING=1 .venv-docs/bin/mkdocs build --strict --quiet

.venv-docs: locks/tools/docs.txt
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/python $(PIP) --require-hashes --requirement locks/tools/docs.txt
	@touch $@

build: $(READY) .venv-release  ## make and check the source distribution and the wheel, in dist/
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist
	.venv-release/bin/twine check --strict dist/*

try-wheel: build  ## try the wheel in an empty environment of each Python that is here
	$(BIN)/python scripts/try_wheel.py dist/*.whl

.venv-release: locks/tools/release.txt
	$(PYTHON) -m venv .venv-release
	.venv-release/bin/python $(PIP) --require-hashes --requirement locks/tools/release.txt
	@touch $@

lock:  ## renew the locked versions
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python $(PIP) $(UV)
	UV=.venv-lock/bin/uv scripts/lock.sh

clean:  ## remove what make has made
	rm -rf .venv .venv-* .cache dist site .pytest_cache .mypy_cache .ruff_cache
