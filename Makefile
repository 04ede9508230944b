# Công Vụ: `make run` starts everything, `make test` proves it. The other words: setup, check, fix, bench.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1
unexport VIRTUAL_ENV

.PHONY: setup pages lock check fix test test-all run bench licences
setup:
	@$(PYTHON) scripts/setup.py

pages: setup
	@$(BIN)/python scripts/build_pages.py

run: pages
	@exec $(BIN)/congvu run

lock:
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements/all.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -c requirements/all.lock -o requirements/run.lock

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -q tests/house

fix: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: check pages
	$(BIN)/pytest
