# `make` alone says what there is. `run` and `test` are the two to know.
PORT ?= 8000
DATA ?= data
T ?=
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench lock messages clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: ## .venv with rangwan and the development tools, from the locks (quick when nothing changed)
	@tools/setup.sh

run: setup ## the demo award at http://127.0.0.1:8000 (PORT=8000 DATA=data)
	@$(BIN)/rangwan demo --port $(PORT) --data $(DATA)

test: setup ## all tests, on SQLite, PostgreSQL and in Chromium (T=tests/kernel for some of them, at once)
ifneq ($(T),)
	@$(BIN)/pytest $(T)
else
	@tools/system_packages.sh
	@tools/test.sh
endif

check: setup ## style, types, who imports whom, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python tools/messages.py --check

format: setup ## put the style right where a tool can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## requests per second and CPU per page, beside the budgets
	@$(BIN)/python -m bench

lock: setup ## requirements.lock and requirements-dev.lock from pyproject.toml
	@tools/lock.sh

messages: setup ## compile the Thai catalogues and say what they lack
	@$(BIN)/python tools/messages.py
	@$(BIN)/python tools/messages.py --check

clean: ## remove what was made, but not the demo's data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find rangwan tests tools bench -name __pycache__ -prune -exec rm -rf {} +
	find rangwan -name '*.mo' -delete
