# Everything a newcomer, a developer or CI types. Each target brings what it needs; nothing has to be installed by hand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
# Two tests at a time, each process taking over what the other has not begun; or all with veraPDF in one of them.
BOTH := -n 2 --dist worksteal
GROUPED := -n 2 --dist loadgroup

.DEFAULT_GOAL := help
.PHONY: help demo page test quick slow soak laws check bench lock golden system clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

demo: $(VENV)/.use ## Make the example's report and say where it lies
	@$(BIN)/tenken demo $(DEMO) --force
	@echo
	@echo "$(CURDIR)/$(DEMO)/kitahama-2026.pdf"

page: $(VENV)/.use ## Make the whole tool as one HTML file, in dist/; needs npm
	@$(BIN)/python tools/page dist/tenken.html

test: $(VENV)/.dev ## Run the tests, all but the slow ones
	$(BIN)/pytest $(BOTH) -m "not slow" --durations=10 $(ARGS)

quick: $(VENV)/.dev ## Run the tests that need no browser and lay out no PDF
	$(BIN)/pytest $(BOTH) --quick $(ARGS)

slow: $(VENV)/.dev ## Run the tests that take long, or need LibreOffice or veraPDF; says what is not here
	@tools/test-office
	$(BIN)/pytest $(GROUPED) -m slow -rs --durations=10 $(ARGS) || [ $$? -eq 5 ]

soak: $(VENV)/.dev ## Try the laws on other cases than those of the tests, and on many more of them
	$(BIN)/pytest $(BOTH) -m "hypothesis or soak" --hypothesis-profile=soak --durations=10 $(ARGS)

laws: soak

check: $(VENV)/.dev ## Lint, format, types, import contracts, checklists
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tenken checklist lint

bench: $(VENV)/.dev ## Print the promised figures as ratios
	$(BIN)/python -m tests.benchmarks

golden: $(VENV)/.dev ## Write the expected files of tests/cases anew; read the difference before you commit it
	$(BIN)/pytest --snapshot-update --gallery tests

lock: $(VENV)/.dev ## Write the requirements files anew from pyproject.toml
	tools/lock $(BIN)

system: ## Install what pip cannot: Pango, HarfBuzz and a Japanese font
	@tools/system-libraries $(PYTHON)

clean: ## Remove everything that was made
	rm -rf $(VENV) $(DEMO) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@tools/system-libraries $(PYTHON)
	$(PYTHON) -m venv $(VENV)

$(VENV)/.use: $(VENV)/bin/python requirements.txt pyproject.toml tools/system-libraries
	@tools/system-libraries $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.use requirements-dev.txt tools/test-browser
	@tools/test-browser
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@
