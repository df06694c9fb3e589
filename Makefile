# make run   sets up .venv when needed, creates the sample project and opens the window on it
# make test  the tests
# make lint  ruff, mypy, the layers
# Another environment: make VENV=.other test. Another Python: make PYTHON=/path/to/python3.12 run.

VENV ?= .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# The first of these that starts, is 3.11 to 3.13 and can make environments; looked for only when one is made.
PYTHONS := python3.13 python3.12 python3.11 python3 python
USABLE := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PIP := $(PY) -m pip --disable-pip-version-check --quiet

export PIP_NO_INPUT = 1

.PHONY: help run test lint clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -4

run: $(VENV)/.installed-run
	$(BIN)/construal demo $(ARGS)

# Files share the processors; what computes with torch leaves it at one each, for its threads wait for each other.
test: export QT_QPA_PLATFORM ?= offscreen
test: export OMP_NUM_THREADS ?= 1
test: $(VENV)/.installed-test
	$(PY) -m pytest -q -n auto --dist loadfile $(ARGS)

lint: $(VENV)/.installed-test
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(BIN)/lint-imports --no-logo

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(VENV)/.made:
	@set -e; python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
	  for candidate in $(PYTHONS); do \
	    if "$$candidate" -c '$(USABLE)' >/dev/null 2>&1; then python="$$candidate"; break; fi; \
	  done; \
	fi; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.11 to 3.13 with its venv module was found; install one, or name it: make PYTHON=/path/to/python run" >&2; \
	  exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$python" --version); the first time takes a few minutes."; \
	"$$python" -m venv $(VENV)
	@# the pip that came with the Python may know no [dependency-groups]
	@$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.installed-run: $(VENV)/.made pyproject.toml
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed-run
	@$(PIP) install --editable . --group test --group lint
	@touch $@
