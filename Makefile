# Needs make and Python 3.11 to 3.14 with pip; uv is used where it is there.
# Package indexes are whatever pip and uv are configured for on this machine.

PYTHON ?= python3
UV ?= uv
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal
# make test PYTEST_ARGS="-k tape" runs a part.
PYTEST_ARGS ?=

.PHONY: help demo test lint format deep wheel environment constraints clean

help:
	@echo "make demo         compare all operating models on the reference company, calm and surge"
	@echo "make test         lint, format, types, import direction, tests"
	@echo "make lint         the same without the tests"
	@echo "make format       format the code, and mend what ruff can mend"
	@echo "make deep         all tests, the long ones too, with many more examples"
	@echo "make wheel        build the wheel into dist/"
	@echo "make constraints  pin all dependencies anew (needs uv; UPGRADE=--upgrade for new versions)"
	@echo "make clean        remove what was built, but not $(VENV)"

demo: $(VENV)/.installed
	$(BIN)/mom-sim compare scenarios/reference_company.yaml --surge 1.35

test: lint
	$(PYTEST) $(PYTEST_ARGS)

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

deep: $(VENV)/.installed
	MOM_SIM_PROFILE=deep $(PYTEST) -m "" $(PYTEST_ARGS)

wheel: $(VENV)/.installed
	$(BIN)/python -m pip wheel --no-index --no-deps --no-build-isolation --wheel-dir dist .

environment: $(VENV)/.installed

# The project itself: cheap, so a change of settings in pyproject.toml costs seconds.
$(VENV)/.installed: $(VENV)/.pinned pyproject.toml
	$(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# Everything else, made from nothing whenever a pin changes, so that nothing is left over.
# The environment gets its pip from the pins; the one that installs it is the user's.
$(VENV)/.pinned: constraints.txt
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; fits = (3, 11) <= v <= (3, 14); \
	fits or print("$(PYTHON) is Python %d.%d, but the pins are for 3.11 to 3.14:" % v, \
	"name another one: make PYTHON=/path/to/python3.13 ...", file=sys.stderr); sys.exit(not fits)'
	$(PYTHON) -m venv --clear --without-pip $(VENV)
	@if command -v $(UV) >/dev/null 2>&1 && \
	$(UV) pip install --quiet --compile-bytecode --python $(BIN)/python --only-binary :all: --require-hashes \
	--requirement constraints.txt; \
	then echo "$(VENV): installed by uv"; \
	else echo "$(VENV): installing with pip, which takes a few minutes" && \
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --only-binary :all: --require-hashes \
	--requirement constraints.txt; \
	fi
	@touch $@

# One set of versions for all platforms and for every Python named above, with the build backend.
constraints:
	@command -v $(UV) >/dev/null 2>&1 || { \
	echo "make constraints needs uv: install it, or name it: make constraints UV=/path/to/uv" >&2; \
	exit 1; }
	$(PYTHON) -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' | \
	$(UV) pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --fork-strategy fewest \
	--all-extras --only-binary :all: --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make constraints" \
	--output-file constraints.txt pyproject.toml -
	@grep -v '://' constraints.txt > constraints.txt.new && mv constraints.txt.new constraints.txt

clean:
	rm -rf dist build .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find mom_sim tests -name __pycache__ -type d -prune -exec rm -rf {} +
