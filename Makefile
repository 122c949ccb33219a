# Shorthand for tasks.py, which also works where there is no make:
#   make run     the dashboard, on demonstration data if nothing is built yet
#   make test    every test, with coverage
#   make check   linters and types, then every test
#   make build   read data/raw and publish a new store
#   make bench   measure speed against the budgets, beside hello world
#   make setup   only install what the dashboard needs
# Pass more through ARGS:  make run ARGS="--port 8600 --no-browser"

PYTHON ?= python3

.PHONY: run test check build bench setup
run test check build bench setup:
	@$(PYTHON) tasks.py $@ $(ARGS)
