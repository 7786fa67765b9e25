# Everything starts from a clone with python3 (3.11 or later), pip, venv, make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MEMBERS := schemas core tui $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml counties/*/pyproject.toml))
# What every command imports: compiled at set-up, so that the first command starts fast too.
STARTED := attr attrs cattr cattrs click numpy pluggy polars rich
BESIDES_TUI := schemas/tests core/tests plugins counties tests
SAMPLE := counties/fengjie/sample/2023-06
SOAKED := $(addprefix core/tests/casebook/,reliability ledger/test_races.py ledger/test_machine.py \
	ledger/test_bad_terms.py store checking roster privacy)

.PHONY: setup demo tui test soak check format lock bench clean help

help:  ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.installed  ## create .venv with the locked dependencies and all members

$(VENV)/.installed: requirements.lock pyproject.toml $(addsuffix /pyproject.toml,$(MEMBERS))
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --no-build-isolation $(addprefix -e ./,$(MEMBERS))
	cd $$($(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))") && $(CURDIR)/$(BIN)/python -m compileall -q -j 0 $(STARTED)
	$(BIN)/python -m compileall -q -j 0 -x "/tests/" $(MEMBERS)
	touch $@

demo: setup  ## settle the shipped month of Fengjie, explain a claim, make a casebook with cases
	@mkdir -p out
	$(BIN)/jiuzhu settle $(SAMPLE)/claims.csv --people $(SAMPLE)/people.csv --identities $(SAMPLE)/identities.csv --county fengjie --opening $(SAMPLE)/opening.csv --output out/awards.csv --closing out/closing.csv --summary
	$(BIN)/jiuzhu subsidy $(SAMPLE)/enrolments.csv --people $(SAMPLE)/people.csv --identities $(SAMPLE)/identities.csv --county fengjie --output out/subsidies.csv --summary
	$(BIN)/jiuzhu explain $(SAMPLE)/claims.csv --claim FJ202306-1905 --people $(SAMPLE)/people.csv --identities $(SAMPLE)/identities.csv --county fengjie --opening $(SAMPLE)/opening.csv
	rm -f out/demo.casebook
	$(BIN)/python counties/fengjie/sample/make_casebook.py out/demo.casebook
	$(BIN)/jiuzhu case list out/demo.casebook
	$(BIN)/jiuzhu casebook check out/demo.casebook

tui: setup  ## open the terminal interface on the demo casebook
	@mkdir -p out
	test -f out/demo.casebook || $(BIN)/python counties/fengjie/sample/make_casebook.py out/demo.casebook
	$(BIN)/jiuzhu tui --casebook out/demo.casebook

# The terminal's tests mostly draw: they run beside the others, on a core of their own.
test: setup  ## run every test
	@mkdir -p out
	@$(BIN)/python -m pytest tui/tests > out/test-tui.log 2>&1 & beside=$$!; \
	trap "kill $$beside 2> /dev/null" INT TERM; \
	$(BIN)/python -m pytest $(BESIDES_TUI); status=$$?; \
	wait $$beside || status=1; \
	cat out/test-tui.log; exit $$status

soak: setup  ## run the reliability checks in full (docs/reliability.md): about five minutes
	JIUZHU_SOAK=1 $(BIN)/python -m pytest -q $(SOAKED)

check: test  ## run every test, then ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(wildcard schemas/jiuzhu_* core/jiuzhu tui/jiuzhu_* plugins/*/jiuzhu_* counties/*/jiuzhu_* tests/reference)

format:  ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## pin the dependencies anew (needs uv); the lock names no address
	uv export --all-packages --all-groups --no-emit-workspace --format requirements-txt --no-header --no-annotate -o requirements.lock

bench: bench/.venv  ## settle the same claims in other implementations and compare (needs gcc)
	bench/.venv/bin/python -m bench

bench/.venv: bench/setup.sh bench/requirements.txt requirements.lock
	sh bench/setup.sh
	touch $@

clean:  ## remove what was built
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis
