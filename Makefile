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
# A file of tests stays in one process, which builds what its tests share once. Torture runs alone:
# it forks, kills and measures.
SPREAD := -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL := $(PIP) -c constraints.txt
# Users get the very files that were released, by hash, and compile nothing.
LOCKED := $(PIP) --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help install run test unit check check-content build bench torture locks

help: ## show this list / pokaż tę listę
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(READY) ## only what the program needs, on a server / przygotuj program i nic więcej

run: $(READY) ## build, then show the site with working forms (PORT=8000) / pokaż stronę z formularzami
	@$(BIN)/wzajemnie run --port $(PORT)

build: $(READY) ## write the public site to site/ / zbuduj stronę do folderu site/
	@$(BIN)/wzajemnie build

# Tests start many processes: what Python has compiled is kept, also where somebody has turned that off,
# and beside no source.
test unit check-content: export PYTHONDONTWRITEBYTECODE :=
test unit check-content: export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/bytecode

test: $(READY_DEV) ## run the tests / uruchom testy
	@$(BIN)/python -m pytest $(SPREAD) --ignore=tests/torture
	@$(BIN)/python -m pytest tests/torture

unit: $(READY_DEV) ## run the quick tests alone / uruchom same szybkie testy
	@$(BIN)/python -m pytest $(SPREAD) -m unit

check-content: $(READY_DEV) ## compare the content with the facts that it has to say / porównaj treść z faktami
	@$(BIN)/wzajemnie check
	@$(BIN)/python -m pytest $(SPREAD) -m content

check: $(READY_DEV) ## lint, types and tests / sprawdź styl, typy i testy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory test

bench: $(READY_DEV) ## measure, and write docs/developers/benchmarks.md / zmierz szybkość
	@$(BIN)/python -m tests.bench.pages
	@$(BIN)/python -m tests.bench.clubs
	@$(BIN)/python -m tests.bench.submissions
	@$(BIN)/python -m tests.bench.group_commit
	@$(BIN)/python -m tests.bench.desk
	@$(BIN)/python -m tests.bench.lighthouse

locks: $(READY_DEV) ## pin by hash what users install, and list it (needs uv) / przypnij biblioteki
	@$(BIN)/python -m tests.locks

torture: $(READY_DEV) ## kill, load, fill and cut the stores, send bad requests, as root / dręcz magazyny i formularze
	@$(BIN)/python -m tests.torture
	@$(BIN)/python -m tests.torture.desk_killing

$(READY): pyproject.toml constraints.txt $(wildcard locks/*.txt)
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
	@for set in all usual search least; do \
		$(LOCKED) -r locks/$$set.txt && exit 0; done; exit 1
	@$(PIP) --no-deps --no-index --no-build-isolation -e .
	@touch $@

$(READY_DEV): $(READY)
	@$(INSTALL) -e '.[dev,desk,print,sheets,sql,search,polish]'
	@touch $@
