# Wzajemnie: `make help` lists everything. Works with GNU make, sh and Python 3.11 or newer.

PORT ?= 8000
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

VENV := .venv
BIN := $(VENV)/bin
# A virtual environment knows the folder it was made in: a moved copy has to make its own.
HERE := $(shell pwd | cksum | cut -d ' ' -f 1)
READY := $(VENV)/ready-$(HERE)
READY_DEV := $(VENV)/ready-dev-$(HERE)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test check build bench torture

help: ## show this list / pokaż tę listę
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) ## build, then show the site with working forms (PORT=8000) / pokaż stronę z formularzami
	@$(BIN)/wzajemnie run --port $(PORT)

build: $(READY) ## write the public site to site/ / zbuduj stronę do folderu site/
	@$(BIN)/wzajemnie build

test: $(READY_DEV) ## run the tests / uruchom testy
	@$(BIN)/python -m pytest

check: $(READY_DEV) ## lint, types and tests / sprawdź styl, typy i testy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest

bench: $(READY_DEV) ## measure, and write docs/developers/benchmarks.md / zmierz szybkość
	@$(BIN)/python -m tests.bench.pages
	@$(BIN)/python -m tests.bench.clubs
	@$(BIN)/python -m tests.bench.submissions
	@$(BIN)/python -m tests.bench.lighthouse

torture: $(READY_DEV) ## kill, load, fill and cut the stores, send bad requests, as root / dręcz magazyny i formularze
	@$(BIN)/python -m tests.torture

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { \
		echo "Potrzebny jest Python 3.11 lub nowszy. Debian, Ubuntu: sudo apt install python3 python3-venv"; \
		echo "Python 3.11 or newer is needed. Debian, Ubuntu: sudo apt install python3 python3-venv"; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Brakuje modułu venv. Debian, Ubuntu: sudo apt install python3-venv"; \
		echo "The module venv is missing. Debian, Ubuntu: sudo apt install python3-venv"; \
		exit 1; }
	@test -e $@ && $(BIN)/python -c "" 2>/dev/null || { echo "Przygotowuję środowisko w $(VENV) (minuta, potem już nie)…"; \
		$(PYTHON) -m venv --clear $(VENV); }
	@$(INSTALL) -e '.[print,sheets,sql,search,polish]' || $(INSTALL) -e '.[search]' || $(INSTALL) -e .
	@touch $@

$(READY_DEV): $(READY)
	@$(INSTALL) -e '.[dev,print,sheets,sql,search,polish]'
	@touch $@
