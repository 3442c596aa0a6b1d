# What can be done here. `make` or `make help` lists it. The scripts behind it are in bin/.
#
# Variables: HOST, PORT and WORKERS for serve; ARGS is handed to pytest, as in make test ARGS="-k compare".

.DEFAULT_GOAL := help
.PHONY: help serve test check format lock dump \
	bench bench-quick bench-pages bench-serving bench-faults bench-titles bench-find bench-load bench-adjacency bench-hostile

MANAGE := .venv/bin/python manage.py
export HOST PORT WORKERS ARGS

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

serve: ## Install, load the catalogue if there is none, and serve it on http://127.0.0.1:8000
	@bin/install runtime
	@bin/serve

test: ## Install and run every test, on SQLite and on PostgreSQL (or on DATABASE_URL alone)
	@bin/install test
	@bin/test

check: ## Check format, lint, types, import contracts, templates, migrations, deployment settings and content
	@bin/install test
	@bin/check

format: ## Put code and templates into their canonical form
	@bin/install test
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --quiet --fix .
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

lock: ## Pin the dependencies of pyproject.toml by hash (needs uv)
	@bin/lock

dump: ## Write the catalogue of the database to fixtures/
	@bin/install runtime
	@$(MANAGE) dump_catalogue fixtures

bench: ## Measure everything on this machine; writes benchmarks/results/ and the README's figures
	@bin/install runtime
	@bin/bench

bench-quick: ## The same in small, in less than two minutes, for a first look; writes to var/bench-quick/
	@bin/install runtime
	@bin/bench --quick

bench-pages: ## Time pages anew, known and unchanged in catalogues of 1,000 to 100,000 roles, on both databases
	@bin/install runtime
	@.venv/bin/python benchmarks/pages.py
	@bin/with-postgres .venv/bin/python benchmarks/pages.py

bench-serving: ## Serve the role page beside nginx, gunicorn, Wagtail and Datasette (Debian's nginx and wrk)
	@bin/install runtime
	@.venv/bin/python benchmarks/serving.py

bench-faults: ## A minute of mixed traffic with writers, a load and a killed worker, on both databases
	@bin/install runtime
	@.venv/bin/python benchmarks/faults.py
	@bin/with-postgres .venv/bin/python benchmarks/faults.py

bench-titles: ## Measure how rightly titles are resolved (ONET=FOLDER adds O*NET's); writes benchmarks/results/titles.md
	@bin/install runtime
	@.venv/bin/python benchmarks/titles.py $(if $(ONET),--onet "$(ONET)")

bench-find: ## Time search and resolution among 20,000 generated roles, on SQLite and on PostgreSQL
	@bin/install runtime
	@.venv/bin/python benchmarks/find.py
	@bin/with-postgres .venv/bin/python benchmarks/find.py

bench-load: ## Time generating, dumping and loading beside loaddata, on SQLite and on PostgreSQL
	@bin/install runtime
	@.venv/bin/python benchmarks/load.py
	@bin/with-postgres .venv/bin/python benchmarks/load.py

bench-adjacency: ## Time neighbours and lists among 1,000 to 1,000,000 roles, on SQLite and on PostgreSQL
	@bin/install runtime
	@.venv/bin/python benchmarks/adjacency.py --million
	@bin/with-postgres .venv/bin/python benchmarks/adjacency.py --million

bench-hostile: ## Send 20,000 hostile requests (REQUESTS), on SQLite and on PostgreSQL: none may be answered with 500
	@bin/install runtime
	@.venv/bin/python benchmarks/hostile.py --requests $(or $(REQUESTS),20000)
	@bin/with-postgres .venv/bin/python benchmarks/hostile.py --requests $(or $(REQUESTS),20000)
