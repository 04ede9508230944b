# Công Vụ: `make run` starts everything, `make test` proves it. The other words: setup, check, fix, bench, licences.
PYTHON ?= python3
BIN := .venv/bin
export PYTHONUTF8 := 1
unexport VIRTUAL_ENV
COMPILE := uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header
LEFT_OUT := $(if $(filter 1,$(SKIP_BROWSER)),-m "not browser",)

.PHONY: setup pages run tools check fix test test-servers test-all bench licences lock
setup:
	@$(PYTHON) scripts/setup.py

pages: setup
	@$(BIN)/python scripts/build_pages.py

run: pages
	@exec $(BIN)/congvu run

tools:
	@$(PYTHON) scripts/tools.py

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/pytest -q tests/house

fix: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

test: tools check pages test-servers
	$(BIN)/pytest -n 2 --dist loadgroup --ignore=tests/house $(LEFT_OUT)

test-servers: setup
	@$(BIN)/python scripts/test_servers.py

test-all: export CONGVU_TEST_ALL := 1
test-all: test

bench: pages
	@$(BIN)/python scripts/bench

licences: pages
	@$(BIN)/python scripts/licences.py

lock:
	$(COMPILE) pyproject.toml --group dev -o requirements/all.lock
	$(COMPILE) pyproject.toml -c requirements/all.lock -o requirements/run.lock
	echo uv | $(COMPILE) - -o requirements/uv.txt
