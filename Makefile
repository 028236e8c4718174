# One command a habit. `make help` lists them.
.DEFAULT_GOAL := help
STACK ?= churn-local
STATE ?= file
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
LOCAL := MLOPS_STATE=$(STATE) $(PY) -m local

.PHONY: help up preview down env setup setup-python start stop reset status cloud snapshot restore snapshots test unit e2e soak lint format bench docs docs-check local-types lock clean

help: ## list the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'
	@echo '  STACK=<product>-local chooses the stack of up, preview and down (churn-local).'
	@echo '  STATE=s3 keeps the state in a bucket of the local cloud (file: in .local/state).'
	@echo '  FAULTS=plan.yaml lets calls of the local cloud fail during up (docs/local/faults.md).'

up: $(VENV)/.run ## set everything up and bring the reference stack up on the local cloud
	@$(LOCAL) up --stack $(STACK)$(if $(FAULTS), --faults $(FAULTS))

preview: $(VENV)/.run ## show what `up` would change, with the policies asked
	@$(LOCAL) preview --stack $(STACK)

down: $(VENV)/.run ## destroy the stack; stop the local cloud if it is then empty
	@$(LOCAL) down --stack $(STACK)

env: $(VENV)/.run ## eval "$(make -s env)" leads plain pulumi and aws to the local cloud
	@$(LOCAL) env

setup start stop reset status cloud snapshots: $(VENV)/.run
	@$(LOCAL) $@
setup: ## set everything up and start the local cloud, create nothing
setup-python: $(VENV)/.run ## make the Python environment only (for stacks on an account)
start: ## start the local cloud
stop: ## stop the local cloud; what it holds stays
reset: ## stop the local cloud and forget what it holds
status: ## say whether the local cloud runs, and where
cloud: ## print the address of the page that shows what the local cloud holds and was asked
snapshots: ## list the snapshots

snapshot: $(VENV)/.run ## keep the local cloud and the stacks' state as they are: make snapshot NAME=before
	@$(LOCAL) snapshot '$(NAME)'

restore: $(VENV)/.run ## put both back to a snapshot: make restore NAME=before
	@$(LOCAL) restore '$(NAME)'

test: $(VENV)/.dev $(VENV)/.clients $(VENV)/.jobs ## run every test
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

unit: $(VENV)/.dev $(VENV)/.clients $(VENV)/.jobs ## run the tests that need no engine
	@$(PY) -m pytest --ignore=tests/e2e $(ARGS)

soak: $(VENV)/.dev ## many runs of `up` under random faults and kills: make soak RUNS=200 SEED=7
	@SOAK_RUNS=$(or $(RUNS),200) SOAK_SEED=$(SEED) $(PY) -m pytest tests/e2e/test_soak.py -q -s

lint: $(VENV)/.dev ## check style, types and generated files
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/basedpyright --level error

format: $(VENV)/.dev ## put the code into the one format
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format .

bench: $(VENV)/.dev ## measure, print the table, write .local/bench.json
	@$(PY) -m bench

docs: $(VENV)/.dev ## write the generated pages anew
	@for kind in product platform; do $(PY) -m mlops_stacks.schema $$kind > stacks/$$kind.schema.json; done
	@$(PY) -W ignore -m pulumi_mlops.reference > docs/reference/components.md
	@$(PY) tests/policies/examples.py > docs/reference/rules.md
	@$(PY) -m mlops_policy.peers > docs/reference/peers.md
	@$(PY) -m local.providers.aws.reference --page > docs/reference/local-types.md

local-types: $(VENV)/.run ## print what the local AWS provider takes, one JSON object a type
	@$(PY) -m local.providers.aws.reference

lock: $(VENV)/.run ## resolve the locks anew: names, versions and hashes only
	@requirements/compile

# The environment. `.run` holds what `up` needs, `.dev` everything; uv's cache is shared by all checkouts.
$(VENV)/.uv: requirements/uv.txt
	@echo 'Making the Python environment (once; seconds when cached).' >&2
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("Python 3.11 or newer is needed, this is %d.%d: make PYTHON=python3.12" % v[:2])'
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $< >&2
	@touch $@

$(VENV)/.run $(VENV)/.dev: $(VENV)/.%: $(VENV)/.uv requirements/%.txt pyproject.toml
	@$(UV) pip install --quiet --python $(PY) --require-hashes -r requirements/$*.txt >&2
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable . >&2
	@touch $@

# Other people's tools for tests/clients, in an environment of their own: they agree with ours on no boto3.
$(VENV)/.clients: requirements/clients.txt $(VENV)/.uv
	@$(UV) venv --quiet --allow-existing --python $(PY) $(VENV)/clients
	@$(UV) pip install --quiet --python $(VENV)/clients/bin/python --require-hashes -r $< >&2
	@touch $@

# The environment of the reference product's image, in which tests run its jobs.
$(VENV)/.jobs: stacks/churn/requirements.txt $(VENV)/.uv
	@$(UV) venv --quiet --allow-existing --python $(PY) $(VENV)/jobs
	@$(UV) pip install --quiet --python $(VENV)/jobs/bin/python --require-hashes -r $< >&2
	@touch $@

clean: ## remove what was made in this checkout, the local cloud's data included
	@test ! -x $(PY) || $(LOCAL) stop
	@rm -rf .local $(VENV)
