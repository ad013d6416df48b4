# Two commands do everything on a machine with Python 3.11+ and make:
#   make evaluate   judge the plans of this repository on the figures in it
#   make test       lint, types and tests
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
PLANS := plans/fredericia-2023.yaml plans/frederikssund-2022.yaml

.PHONY: evaluate test format prove bench clean

evaluate: $(READY)
	$(BIN)/beskplan evaluate $(PLANS) --fail-on never

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The long proofs: many more generated cases than the tests take.
prove: $(READY)
	$(BIN)/pytest -n 2 --hypothesis-profile=prove

# Start-up, evaluation and a nation's figures as ratios against plain scripts, measured in one
# run. The first run makes the figures (1.4 GB in bench/figures).
bench: $(READY)
	$(BIN)/python bench/startup.py
	$(BIN)/python -m bench.scale

clean:
	rm -rf $(VENV)

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "beskplan needs Python 3.11 or later; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@# pip compiles what it installs, but not a package that it only links to
	@$(BIN)/python -m compileall -q src
	@touch $@
