# The ways in:  make run · make test · make check · make bench       (make help says more)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN    := .venv/bin
# What to test: make test T=tests/integration/intake
T      ?= tests
BABEL  := $(wildcard feedback_service/translations/*/LC_MESSAGES/messages.po)

.DEFAULT_GOAL := help
.PHONY: help run sim test check lint ruff format-check mypy imports djlint unit bench pins messages model

help:
	@echo "make run     the service and its worker on http://127.0.0.1:8000 (PORT=... for another)"
	@echo "make sim     SMS gateways and telephone on loopback, to try the service by hand (PORT_SIM=... for another port)"
	@echo "make test    everything, between throw-away PostgreSQL and Redis (T=... for a part)"
	@echo "make check   the fast part: ruff, mypy, import-linter, djlint, unit tests"
	@echo "make bench   the benchmarks, each beside its floor"
	@echo "make pins    compiles requirements*.txt from requirements*.in (UPGRADE=1 for newest)"
	@echo "make model   trains the shipped model of routing from the corpus (minutes)"
	@echo "make messages takes new texts into the catalogues"
	@echo "make format  puts the code into shape"

# exec: a TERM for make or its child reaches the supervisor itself, and nothing stands between.
run: .venv/ready-to-run $(BABEL:.po=.mo)
	@exec $(BIN)/python deploy/serve.py --with-parent

sim: .venv/ready-to-run
	@exec $(BIN)/python -m tests.simulators $(PORT_SIM)

# The tools of `lint` are run by the tests too, so that everything is heard of at once.
test: .venv/ready-to-develop $(BABEL:.po=.mo)
	@exec $(BIN)/python -m tests.servers $(BIN)/python -m pytest -n 2 --dist worksteal $(T)

check: lint unit

lint: ruff format-check mypy imports djlint

ruff: .venv/ready-to-develop
	@$(BIN)/ruff check --quiet .

format-check: .venv/ready-to-develop
	@$(BIN)/ruff format --quiet --check . || { echo "make format puts that right"; exit 1; }

mypy: .venv/ready-to-develop
	@$(BIN)/mypy --no-error-summary

imports: .venv/ready-to-develop
	@$(BIN)/lint-imports --no-cache >.venv/imports.log || { cat .venv/imports.log; exit 1; }

djlint: .venv/ready-to-develop
	@$(BIN)/djlint --quiet --lint templates

unit: .venv/ready-to-develop $(BABEL:.po=.mo)
	@$(BIN)/python -m pytest -q -n 2 tests/unit tests/house_rules --ignore=tests/house_rules/test_tools.py

bench: .venv/ready-to-develop $(BABEL:.po=.mo)
	@exec $(BIN)/python -m tests.servers $(BIN)/python -m bench

.PHONY: format
format: .venv/ready-to-develop
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

# --- what the targets above stand on -------------------------------------------------------------------------------

# Plain pip, and nothing whose hash is not in the file. Bytecode is made afterwards, on all processors.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes
COMPILE := $(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true

.venv/ready-to-run: requirements.txt | $(BIN)/python
	@echo "Installing what the service needs"
	@$(PIP) -r requirements.txt
	@$(COMPILE)
	@touch $@

.venv/ready-to-develop: requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need"
	@$(PIP) -r requirements-dev.txt
	@$(COMPILE)
	@touch $@ .venv/ready-to-run

# Debian keeps the means to make a .venv in a package of their own.
define GET_VENV
{ test "$$(id -u)" = 0 || { echo "Python cannot make a .venv yet. Run:  sudo apt-get install -y python3-venv"; exit 1; }; \
  apt-get -o DPkg::Lock::Timeout=600 update -qq </dev/null >/dev/null; \
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq python3-venv </dev/null >/dev/null; }
endef

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed:  sudo apt-get install -y python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; $(PYTHON) is older."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(GET_VENV)
	@$(PYTHON) -m venv .venv

%.mo: %.po | .venv/ready-to-run
	@$(BIN)/pybabel -q compile -i $< -o $@ -l $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

# --- for developers ------------------------------------------------------------------------------------------------

# Settings of this machine's pip and uv stay out of the files: they must say the same everywhere.
UV := env -u PIP_FIND_LINKS -u UV_FIND_LINKS $(BIN)/uv pip compile --quiet --no-config --generate-hashes --python-version 3.11 \
	--default-index https://pypi.org/simple --custom-compile-command "make pins" $(if $(UPGRADE),--upgrade)

pins: | .venv/ready-to-develop
	$(UV) requirements.in -o requirements.txt
	$(UV) requirements-dev.in -o requirements-dev.txt

# The same corpus gives the same file: whoever changes the corpus or the lexicon ships the model with it.
model: .venv/ready-to-run
	@$(BIN)/python -m feedback_service.routing.learned.shipping

# English follows the sources; the Vietnamese file holds what libraries say in English and is written by hand.
messages: | .venv/ready-to-develop
	@$(BIN)/pybabel -q extract -F pyproject.toml -k _l --no-location --sort-output -o .venv/messages.pot .
	@$(BIN)/pybabel -q update -i .venv/messages.pot -d feedback_service/translations -l en --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
