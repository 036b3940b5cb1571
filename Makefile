# make demo     a page from the sample, from nothing
# make test     everything that has to hold
# make help     the rest

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := samples/quickstart
APT := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
APT_OFFICE := libreoffice-calc
APT_BROWSER := chromium chromium-driver

.PHONY: help demo test setup setup-dev check generated messages golden bench mutants wheel clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/.installed  ## build the sample and print its four measures
	@$(BIN)/valuepitch build $(SAMPLE)/prospect.yaml --product $(SAMPLE)/product.yaml -o out/quickstart.pdf

setup: $(VENV)/.installed  ## apt packages, .venv and the program; LibreOffice and Chromium, which check workbooks and the preview
	@tools/apt.sh $(APT_OFFICE) $(APT_BROWSER)

setup-dev: $(VENV)/.installed-dev  ## the same with everything that tests need

$(VENV)/.installed: pyproject.toml requirements.lock tools/apt.sh
	@tools/apt.sh $(APT)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@tools/apt.sh $(APT_OFFICE) $(APT_BROWSER)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@

test: setup-dev check  ## lint, types, floors, generated files, all tests
	$(BIN)/python -m pytest -n auto

check: setup-dev  ## lint, types, floors, staleness of generated files (fast)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/messages.py --check
	$(BIN)/python tools/generated.py --check

generated: setup-dev messages  ## schemas, command and context reference
	$(BIN)/python tools/generated.py

messages: setup-dev  ## message catalogues: extract, merge, compile
	$(BIN)/python tools/messages.py

golden: setup-dev  ## write the golden texts and pictures anew; look at the difference before you commit
	$(BIN)/python -m pytest -n auto tests/page tests/golden --update-golden
	$(BIN)/python tools/generated.py

bench: setup-dev  ## speed and memory, as ratios against peers in the same run
	$(BIN)/python benchmarks/run.py

mutants: setup-dev  ## change lines of the kernel one by one: does a test notice? (about half an hour)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev,mutants]'
	$(BIN)/mutmut run
	$(BIN)/python tools/mutants.py

wheel: setup-dev  ## the wheel, into dist/
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist

clean:  ## remove what was built
	rm -rf $(VENV) out dist mutants
