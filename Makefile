# Công Vụ: `make run` starts everything, `make test` proves it. The other words: setup, check, fix, bench.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup lock check fix test
setup:
	@test -x $(BIN)/python || uv venv -q -p 3.11 .venv
	@uv pip sync -q -p $(BIN)/python --require-hashes requirements/all.lock
	@uv pip install -q -p $(BIN)/python --no-deps --no-build-isolation -e .

lock:
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements/all.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -c requirements/all.lock -o requirements/run.lock

check:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

fix:
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test:
	$(BIN)/pytest
