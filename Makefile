# Two commands matter: `make run` and `make test`. Nothing here needs root but what the tests drive: three browsers, age, nginx.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run upgrade fonts test test-all check audit sbom wheel fuzz attack bench bench-peers proof proof-full format lock words browser commands translating pictures sheet clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile

run: $(VENV)/.installed ## install, migrate, open the example campaign, serve until Ctrl-C
	@exec $(BIN)/campaign run

upgrade: ## after a newer version took this one's place: install, back up, migrate; stop campaign before
	@rm -f $(VENV)/.installed
	@$(MAKE) --no-print-directory $(VENV)/.installed
	@[ ! -e $(VENV)/.fonts-installed ] || $(MAKE) --no-print-directory $(VENV)/.fonts-installed
	@$(BIN)/campaign upgrade

fonts: $(VENV)/.fonts-installed ## install fonts for names in further scripts in letters; docs/letters.md says which

# Each file's tests go to one process, in the order of tests/choosing.py. Three keep two processors at work; each collects all tests.
SHARED := --numprocesses 3 --dist loadfile --no-loadscope-reorder --durations 25

test: $(VENV)/.tests-installed chromium firefox age nginx w3m check ## install what tests need, then run all but the longest
	$(BIN)/python -m pytest -m "not full" $(SHARED)

test-all: $(VENV)/.tests-installed chromium firefox age nginx w3m check ## the same, and the full product of many cases
	$(BIN)/python -m pytest $(SHARED)

check: $(VENV)/.tests-installed $(VENV)/.guards-installed ## linters, types, the direction of imports, security, the rules that never bend
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/ruff format --check --line-length 100 static/verify.py
	$(BIN)/mypy
	$(BIN)/lint-imports
# On standard error it names each line where a `nosec` silences nothing, as in the middle of a dictionary.
	$(GUARDS)/bandit --quiet --configfile pyproject.toml --recursive campaign migrations browser static 2>/dev/null
	$(GUARDS)/semgrep scan $(SEMGREP) --quiet --error --config tests/rules/never_bend campaign templates browser static migrations

# Without --experimental it is a program in Python that takes ten seconds to begin. It asks nobody anything.
SEMGREP := --experimental --metrics off --disable-version-check

audit: $(VENV)/.tests-installed $(VENV)/.guards-installed ## ask whether anything that is installed here is known to be weak
	$(BIN)/python -m tests.rules.auditing

sbom: $(VENV)/.tests-installed $(VENV)/.guards-installed ## dist/campaign-….cdx.json: what is in it, as CycloneDX
	$(BIN)/python -m tests.rules.bill

wheel: $(VENV)/.tests-installed ## dist/campaign-….whl, the same bytes wherever it is built
	$(BIN)/python -m tests.rules.wheel dist

fuzz: $(VENV)/.tests-installed ## SECONDS=600 SEED=1: what nobody would type, to all that reads files and texts and to a running program
	$(BIN)/python -m tests.proof.fuzzing $(SECONDS) $(SEED)

attack: $(VENV)/.tests-installed scanners ## SECONDS=600: wapiti, sqlmap and slowhttptest against a program of its own
	$(BIN)/python -m tests.proof.attack $(SECONDS)

# BENCH="--signatures 1000 1000000 --databases sqlite" for others; what is built for it is kept in .bench/.
bench: $(VENV)/.tests-installed chromium ## figures with their floors, measured in one run
	$(BIN)/python -m tests.bench $(BENCH)

# PEERS="http://127.0.0.1:8001/petition http://127.0.0.1:8002/", LOAD="--requests 2000": CONTRIBUTING, "Figures".
bench-peers: $(VENV)/.tests-installed ## the same load on other sites: PEERS="ADDRESS …"
	@for peer in $(PEERS); do $(BIN)/python -m tests.bench.load "$$peer" $(LOAD) || exit 1; done

proof: $(VENV)/.tests-installed cc ## an hour or two: break the program in every way at hand; the figures go into docs/proof.md
	$(BIN)/python -m tests.proof --side-by-side --states proof-states.json --write docs/proof.md

proof-full: $(VENV)/.tests-installed cc ## the same ten times and more, over nights: run again, it goes on where it was
	$(BIN)/python -m tests.proof --scale full --side-by-side --states proof-states.json --write docs/proof.md

format: $(VENV)/.tests-installed ## bring the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/ruff format --line-length 100 static/verify.py

words: $(VENV)/.tests-installed ## gather the words of pages and mails, and compile their translations
	$(BIN)/python -m tests.words.catalogs

browser: $(VENV)/.tests-installed ## build the browser's programs, browser/, into static/; what it makes is committed
	$(BIN)/python browser/country_names.py > browser/country_names.json
	$(BIN)/python browser/record_words.py > browser/record_words.json
	cd browser && PATH="$(abspath $(BIN)):$$PATH" npm ci --silent && PATH="$(abspath $(BIN)):$$PATH" npm run --silent build
	$(BIN)/python browser/land.py > campaign/lib/data/land.txt
	$(BIN)/python browser/common_passwords.py > campaign/lib/data/common_passwords.bin

# The computers that holders of keys have. Windows for Arm runs Python for x86-64.
HOLDERS := x86_64-apple-darwin aarch64-apple-darwin x86_64-pc-windows-msvc x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu
HOLDERS_PYTHONS := 3.11 3.12 3.13 3.14
RESOLVE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q --upgrade

lock: $(VENV)/.tests-installed ## resolve the dependencies anew, with hashes and without index addresses
	$(PIP) install uv
	$(RESOLVE) --extra server --group build -o requirements.txt
	$(RESOLVE) -c requirements.txt -o requirements-holder.txt
	$(RESOLVE) -c requirements.txt --extra server --group build --group test -o requirements-test.txt
	$(subst pyproject.toml,--group fonts,$(RESOLVE)) -o requirements-fonts.txt
	$(subst pyproject.toml,--group guards --no-strip-extras,$(RESOLVE)) -o requirements-guards.txt
	@for computer in $(HOLDERS); do for python in $(HOLDERS_PYTHONS); do \
	  $(BIN)/uv pip install --dry-run -q --require-hashes --only-binary :all: -r requirements-holder.txt --target $(VENV)/holder \
	    --python-platform $$computer --python-version $$python \
	    || { echo "A holder can't install requirements-holder.txt on $$computer with Python $$python."; exit 1; }; \
	  echo "requirements-holder.txt installs on $$computer with Python $$python"; \
	done; done

commands: $(VENV)/.tests-installed ## write docs/commands.md from what the commands say of themselves
	$(BIN)/python -m tests.rules.commands

translating: $(VENV)/.tests-installed chromium ## LANGUAGE=fr: a page with pictures on which somebody without git corrects its words
	$(BIN)/python -m tests.words.translating $(LANGUAGE)

pictures: $(VENV)/.tests-installed ## take the pictures of docs/desk.md anew
	$(BIN)/python -m tests.browser.pictures

sheet: $(VENV)/.tests-installed chromium ## the page and the form in every language at 390 pixels, as one picture
	$(BIN)/python -m tests.browser.sheet

clean: ## remove what can be made again; never the instance folder
	rm -rf $(VENV) .bench browser/node_modules dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit("Campaign needs Python 3.11 or later.") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV) || { echo "Python can't make a virtual environment here. As root: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/.installed: $(VENV)/.made requirements.txt pyproject.toml
	@echo "Installing (once)…"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@$(BIN)/python -m compileall -q campaign  # who runs it may not be allowed to, and would wait at each start
	@touch $@

$(VENV)/.fonts-installed: $(VENV)/.installed requirements-fonts.txt
	@echo "Installing fonts (once)…"
	@$(PIP) install --require-hashes -r requirements-fonts.txt
	@touch $@

$(VENV)/.tests-installed: $(VENV)/.installed $(VENV)/.fonts-installed requirements-test.txt
	@$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@

# What looks at the code has dependencies of its own, which the program doesn't share.
GUARDS := $(VENV)/guards/bin
$(VENV)/.guards-installed: $(VENV)/.made requirements-guards.txt
	@echo "Installing what looks at the code (once)…"
	@$(PYTHON) -m venv $(VENV)/guards
	@$(GUARDS)/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-guards.txt
	@touch $@

.PHONY: chromium firefox age nginx w3m cc scanners
# Its shell draws pages in a quarter of the time; where it isn't, the whole of it does.
chromium:
	@command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium chromium-headless-shell >/dev/null; \
	  elif ! command -v chromium >/dev/null; then echo "The tests drive a real browser. As root: apt install chromium chromium-headless-shell"; exit 1; fi; }

firefox:
	@command -v firefox-esr >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends firefox-esr >/dev/null; \
	  else echo "The tests drive a second real browser. As root: apt install firefox-esr"; exit 1; fi; }

age:
	@command -v age >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends age >/dev/null; \
	  else echo "The tests open sealed lists with the stock age program. As root: apt install age"; exit 1; fi; }

nginx:
	@[ -x /usr/sbin/nginx ] || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends nginx-light >/dev/null; \
	  else echo "The tests put the real nginx in front of the program. As root: apt install nginx-light"; exit 1; fi; }

w3m:
	@command -v w3m >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends w3m >/dev/null; \
	  else echo "The tests sign in a text browser. As root: apt install w3m"; exit 1; fi; }

cc:
	@command -v cc >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends gcc libc6-dev >/dev/null; \
	  else echo "The proof compiles a small library. As root: apt install gcc libc6-dev"; exit 1; fi; }

# They attack a program that `make attack` starts, on this machine alone.
scanners:
	@command -v wapiti >/dev/null && command -v sqlmap >/dev/null && command -v slowhttptest >/dev/null || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends wapiti sqlmap slowhttptest >/dev/null; \
	  else echo "The scanners are Debian's. As root: apt install wapiti sqlmap slowhttptest"; exit 1; fi; }
