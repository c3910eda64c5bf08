# Two commands matter: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
RUN = $(PYTHON) deploy/run.py
MANAGE = PATH="$(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$$PATH" .venv/bin/python manage.py

.DEFAULT_GOAL := help
.PHONY: help demo demo-passwords dev install test test-fast test-postgres lint format messages editions bench screenshots lock clean

help: ## list the commands
	@echo "make demo [PORT=8000] [HOST=127.0.0.1] [DATA_DIR=var]   the site, from a clone to the browser"
	@echo "make test                                               everything a change has to pass"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  %-16s %s\n' "$$name" "$$text"; done

demo: ## install what is needed, load the demo, serve until Ctrl-C
	@exec $(RUN) demo

demo-passwords: ## give the demo accounts new passwords and print them
	@exec $(RUN) demo-passwords

dev: ## serve with autoreload and debug pages, on the same data as the demo
	@exec $(RUN) dev

install: ## bring the Python and npm packages to what the lock files say
	@exec $(RUN) install

test: ## lint, types, contracts, migrations, catalogues, unit, integration and browser tests
	@exec $(RUN) test

test-fast: ## lint and unit tests
	@exec $(RUN) test-fast

test-postgres: ## the tests on a throw-away PostgreSQL
	@exec $(RUN) test-postgres

lint: ## style, types and import contracts
	@exec $(RUN) lint

format: ## put the code into its agreed form
	@exec $(RUN) format

messages: install ## collect the interface strings into locale/*/LC_MESSAGES/*.po
	@$(MANAGE) collect_messages

editions: install ## renew the downloadable short editions whose texts have changed (needs Chromium)
	@$(MANAGE) make_editions

bench: install ## measure the speed; figures go to docs/performance.md by hand
	@PATH="$(CURDIR)/.venv/bin:$(CURDIR)/node_modules/.bin:$$PATH" .venv/bin/python -m bench

screenshots: install ## picture every page type from a running demo (URL=http://localhost:8000)
	@.venv/bin/python -m docs.screenshots

lock: ## write requirements.lock and requirements-dev.lock anew (UPGRADE=1 lifts all versions)
	@exec $(RUN) lock $(if $(UPGRADE),--upgrade)

clean: ## remove what the tools made; the data in var/ stays
	rm -rf build .venv .tools node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
