# Everything is set up in .venv, by itself, and again when pyproject.toml changes. Nothing outside this
# folder is touched. Paths are relative to it, so that it may stand anywhere, under any name.

.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help publish serve check test pytest test-slow lint format docs ontology workbench wheel bench clean FORCE

# `make PYTHON=/path/to/python3.12 publish` sets up with that one and no other.
ifeq ($(origin PYTHON),undefined)
pythons := python3 python3.14 python3.13 python3.12 python3.11
else
pythons := $(PYTHON)
endif

python := .venv/bin/python
pip := $(python) -m pip --quiet --disable-pip-version-check
# Python says which file or process is read in the encoding of the locale: pyproject.toml forbids it.
# Each process is given tests that follow each other, so that what several share is made in one. Many
# wait for other processes and time limits: there are more of them than processors.
pytest := PYTHONWARNDEFAULTENCODING=1 tests/in_memory.sh $(python) -m pytest --dist worksteal \
  -n $$($(python) -c "import os; print(3 * os.cpu_count() // 2)")

# Installs this folder, its code read where it lies. Before 3.13 Python reads the path to it in the
# encoding of the locale, and starts no more where it cannot: so the path begins at the file that names
# it, and is ASCII whatever this folder is called.
install = $(pip) install --editable $(1) && \
  echo ../../../../src | tee .venv/lib/python3*/site-packages/_editable_impl_tressons_ld.pth >/dev/null

# Where Python is told to keep no compiled code, each of the thousand processes that the tests start
# would compile all of the tool's: a third of a second each.
unexport PYTHONDONTWRITEBYTECODE

# The three steps of the set-up, each a file made last: an interrupted step is done again.
made := .venv/.made
runtime := .venv/.runtime
dev := .venv/.dev
# PySpark, for `make test-slow` alone: it is large.
spark := .venv/.spark
# The npm packages of `make test-slow`, where there are any.
js := $(if $(wildcard tests/js/package.json),tests/js/node_modules/.made)
# The editor of `make workbench`, which `make test-slow` needs too.
editor := $(if $(wildcard workbench/package.json),workbench/dist/NOTICES.txt)

# The environments of `make bench`: the other tools do not all live with each other.
bench := $(patsubst tests/benchmarks/requirements/%.txt,.bench/%/.made,\
  $(wildcard tests/benchmarks/requirements/*.txt))

# Those of the other tools that the project does not have itself, for `make test-slow`.
peers := .bench/maplib/.made .bench/morph-kgc/.made

# The software that harvests the feed, for `make test-slow`: each in an environment of its own.
consumers := $(patsubst tests/consumers/requirements/%.txt,.consumers/%/.made,\
  $(wildcard tests/consumers/requirements/*.txt))

# `make publish ARGS='--date 2026-01-31'` hands options to the command.
ARGS ?=

help: ## list what can be made (this list)
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 19

publish: $(runtime) ## check the catalogue and publish it into public/
	@.venv/bin/tressons-ld publish $(ARGS)

serve: $(dev) ## serve what is published, with a SPARQL endpoint, on http://127.0.0.1:8080/
	@.venv/bin/tressons-ld serve $(ARGS)

check: $(runtime) ## list every finding in the catalogue, publish nothing
	@.venv/bin/tressons-ld check $(ARGS)

test: lint ## all the checks and tests that need Python packages only
	$(pytest) $(ARGS)

pytest: $(dev) ## these tests without the checks of style and types
	$(pytest) $(ARGS)

# The tests of properties, of which `make test` tries few examples, are run again with all.
test-slow: $(dev) $(spark) $(js) $(editor) $(consumers) $(peers) ## the tests that need Debian packages, npm, other programs or minutes
	ALL_EXAMPLES=1 $(pytest) -m "slow or hypothesis" $(ARGS)

lint: $(dev) ## style and types, without the tests
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy
	.venv/bin/lint-imports --no-cache --no-logo

format: $(dev) ## put the code into its format
	$(python) -m ruff check --select I --fix
	$(python) -m ruff format

docs: $(dev) ## bring the tables of the mapping and of the columns up to date, and click's French
	$(python) -m tressons_ld.mapping.documentation > docs/mapping.md
	$(python) -m tressons_ld.catalogue.guide data/README.md src/tressons_ld/starter/fr/LISEZMOI.md src/tressons_ld/starter/en/README.md
	.venv/bin/pybabel --quiet compile --domain=tressons-ld --directory=src/tressons_ld/cli/locale

ontology: $(runtime) ## write the tool's terms, profile and shapes into w3id/, ready for w3id.org
	$(python) -m tressons_ld.site.tool_terms w3id $(ARGS)

workbench: $(editor) ## build out of npm packages the editor of queries, and the engine that runs them in a browser

wheel: $(dev) ## build dist/tressons_ld-….whl, which pipx and uvx install anywhere
	@$(python) -m hatchling build --target wheel

bench: $(bench) ## measure speed and memory beside other tools, into tests/benchmarks/RESULTS.md
	@cd tests/benchmarks && ../in_memory.sh ../../.bench/rdflib/bin/python -m harness $(ARGS)

clean: ## remove all that was made here, .venv and public/ too
	rm -rf .venv .bench .consumers public .public.store w3id dist tests/js/node_modules workbench/node_modules workbench/dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -exec rm -rf {} +

# A .venv that was moved here with its folder, or whose Python has gone, is made anew.
ifneq ($(file <$(made)),$(CURDIR))
$(made): FORCE
else ifeq ($(realpath $(python)),)
$(made): FORCE
endif

$(made):
	@chosen=; bare=; old=; \
	for candidate in $(pythons); do \
	  version=$$("$$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null) || continue; \
	  if ! "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	    old="$$old $$candidate is $$version;"; \
	  elif ! "$$candidate" -c 'import venv, ensurepip' 2>/dev/null; then \
	    bare=$${bare:-$$candidate}; \
	  else \
	    chosen=$$candidate; break; \
	  fi; \
	done; \
	if [ -z "$$chosen" ] && [ -n "$$bare" ]; then \
	  echo "$$bare cannot make a virtual environment: its modules venv and ensurepip are missing."; \
	  echo "On Debian and Ubuntu, type:   sudo apt install $${bare##*/}-venv"; \
	  echo "and then once more:           make $(MAKECMDGOALS)"; \
	  exit 1; \
	elif [ -z "$$chosen" ]; then \
	  echo "Python 3.11 or newer is needed;$${old:- none found among: $(pythons);} not used."; \
	  echo "On Debian 12, Ubuntu 24.04 and newer, type:   sudo apt install python3 python3-venv"; \
	  echo "Where one is installed elsewhere, name it:    make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; \
	  exit 1; \
	fi >&2; \
	echo "Setting up .venv with Python $$version; the first time takes a minute."; \
	rm -rf .venv && "$$chosen" -m venv .venv
	@pwd -P > $@

# The faster SHACL engine has no wheel for every machine: without it, pyshacl does the same work.
$(runtime): pyproject.toml $(made)
	@$(call install,'.[fast]' --only-binary=shacl) 2>/dev/null || { \
	  $(call install,.) && \
	  echo "The package shacl has no wheel for this machine: pyshacl checks instead, more slowly."; }
	@touch $@

$(dev): pyproject.toml $(runtime)
	@echo "Installing what the tests need."
	@$(call install,'.[dev]')
	@touch $@

$(spark): pyproject.toml $(dev)
	@echo "Installing PySpark, for the tests that are slow."
	@$(call install,'.[spark]')
	@touch $@

.bench/tressons/.made: pyproject.toml
.bench/%/.made: tests/benchmarks/requirements/%.txt $(made)
	@echo "Installing .bench/$*, for the measurements."
	@rm -rf .bench/$* && $(python) -m venv .bench/$*
	@.bench/$*/bin/python -m pip --quiet --disable-pip-version-check install -r $<
	@touch $@

.consumers/%/.made: tests/consumers/requirements/%.txt $(made)
	@echo "Installing .consumers/$*, which harvests what is published."
	@rm -rf .consumers/$* && $(python) -m venv .consumers/$*
	@.consumers/$*/bin/python -m pip --quiet --disable-pip-version-check install -r $<
	@touch $@

tests/js/node_modules/.made: tests/js/package.json
	@command -v npm >/dev/null || { \
	  echo "npm is needed for these tests. On Debian and Ubuntu, type:   sudo apt install npm" >&2; exit 1; }
	@echo "Installing what the tests need from npm."
	@cd tests/js && npm install --no-package-lock --no-audit --no-fund --no-progress --loglevel=error >/dev/null
	@touch $@

workbench/dist/NOTICES.txt: workbench/package-lock.json workbench/build.mjs $(wildcard workbench/bundled/*.js workbench/bundled/*/* workbench/src/*.js)
	@command -v npm >/dev/null || { \
	  echo "npm is needed for the editor. On Debian and Ubuntu, type:   sudo apt install npm" >&2; exit 1; }
	@echo "Bundling the editor of the workbench."
	@cd workbench && npm ci --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error >/dev/null && \
	  npm run --silent build
