# Two commands do everything from a fresh clone: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := install --no-deps --require-hashes
ASSETS := $(shell find assets -name node_modules -prune -o -type f -print)

.PHONY: help install install-dev demo test coverage lint docs bench lock clean

help:  ## what each target does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

# A stamp holds the locks that the environment was made from: a second start installs nothing and needs no network.
$(VENV)/.tools: requirements-tools.lock
	$(PYTHON) -c 'import sys; sys.exit("Bashu needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) $(INSTALL) -r requirements-tools.lock
	@touch $@

$(VENV)/.base: $(VENV)/.tools requirements.lock pyproject.toml hatch_build.py $(ASSETS)
	@echo "Installing the pinned packages into $(VENV) (first start only) ..."
	$(PIP) $(INSTALL) -r requirements.lock
	@$(BIN)/python hatch_build.py --has-node || $(PIP) $(INSTALL) -r requirements-node.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.base requirements-dev.lock
	@echo "Installing the test tools into $(VENV) ..."
	$(PIP) $(INSTALL) -r requirements-dev.lock
	@touch $@

install: $(VENV)/.base  ## make .venv with everything the product needs

install-dev: $(VENV)/.dev  ## the same with the test, lint and docs tools

demo: install  ## the corridor from a signed page to a plan; results in demo-output/
	$(BIN)/bashu demo $(BASHU_DEMO_ARGUMENTS)

test: install-dev  ## all tests and doctests
	$(BIN)/python -m pytest

coverage: install-dev  ## the same, with the lines that no test reaches (takes half as long again)
	$(BIN)/python -m pytest --cov=bashu --cov-report=term-missing:skip-covered

lint: install-dev  ## style, types, import contracts, translations of the documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: install-dev  ## the documentation as a site in site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: install-dev  ## measure against named peers; prints the ratios
	$(BIN)/python -m benchmarks

lock: requirements-tools.in pyproject.toml  ## resolve the locks again (needs uv and a package index)
	uv pip compile requirements-tools.in --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --allow-unsafe --quiet -o requirements-tools.lock
	uv pip compile requirements-node.in --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements-node.lock
	uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock
	uv pip compile pyproject.toml --group dev --constraint requirements.lock --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements-dev.lock

clean:  ## remove everything that was made
	rm -rf $(VENV) demo-output site build dist .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
