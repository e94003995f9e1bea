# Everything is set up by the targets themselves, in environments of their own:
#   .venv       the checkout, editable, with all that the tests need (test, lint, docs)
#   .venv-demo  thalweg as a user installs it, with nothing else (demo)
# so that the demo also shows that the package is whole without the tests' dependencies.
#   .venv-release  uv alone, which makes the environments of release-check

PYTHON ?= python3
DEV := .venv
DEMO := .venv-demo
RELEASE := .venv-release
export PIP_DISABLE_PIP_VERSION_CHECK := 1

SOURCES := $(shell find src -type f -not -name '*.pyc')
# What the documentation is made of, beside these.
PAGES := $(shell find docs examples tools/site_build -type f -not -name '*.pyc') \
    tools/mkdocs_hooks.py mkdocs.yml CHANGELOG.md CONTRIBUTING.md

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-integrations lint build bench benchmarks docs contact-sheet page presets test-page test-docs
.PHONY: release-check clean

help:
	@echo 'make demo   fit a line to a real data set and draw it, into demo/'
	@echo 'make test   format, lint, types, import rules, wheel and sdist, tests'
	@echo 'make test-integrations  the real libraries: Dask, Lightning, VTK, JupyterLab in Chromium'
	@echo 'make lint   the first four of these'
	@echo 'make build  wheel and sdist, into dist/'
	@echo 'make bench  measure speed and memory'
	@echo 'make benchmarks  the same, one by one, into benchmarks/results/, which docs/benchmarks.md is made from'
	@echo 'make docs   build the documentation into site/, with every picture on it'
	@echo 'make test-docs  the built documentation in a real Chromium: access, search, links'
	@echo 'make contact-sheet  draw all pictures onto two sheets, into contact-sheet/'
	@echo 'make page   build the live page from web/ into src/thalweg/static/ (needs Node.js)'
	@echo 'make presets  compute the presets of pages without Python again, into src/thalweg/static/'
	@echo 'make test-page  types, lint, tests of the page, in Node.js and in a real Chromium'
	@echo 'make release-check  wheel and sdist, installed and used with the newest and the lowest dependencies'
	@echo 'make clean  remove everything that these targets made'
	@echo
	@echo 'PYTHON=python3.12 make test  uses another interpreter (3.11 or later).'

# A made environment that lacks pip (Debian keeps ensurepip apart) would look finished: it is removed.
define make_environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'thalweg needs Python 3.11 or later, and "$(PYTHON)" is not that: make PYTHON=/path/to/python3.11' >&2; \
	    exit 1; }
	@$(PYTHON) -m venv $(1) || { \
	    rm -rf $(1); \
	    echo 'The environment $(1) could not be made. On Debian and Ubuntu: sudo apt install python3-venv' >&2; \
	    exit 1; }
endef

$(DEV)/created:
	$(call make_environment,$(DEV))
	@touch $@

$(DEV)/installed: $(DEV)/created pyproject.toml
	@echo 'Installing thalweg and its test tools into $(DEV) (minutes, the first time)'
	@$(DEV)/bin/python -m pip install --quiet --editable '.[test]'
	@touch $@

$(DEMO)/created:
	$(call make_environment,$(DEMO))
	@touch $@

$(DEMO)/installed: $(DEMO)/created pyproject.toml $(SOURCES)
	@echo 'Installing thalweg into $(DEMO)'
	@$(DEMO)/bin/python -m pip install --quiet .
	@touch $@

demo: $(DEMO)/installed
	@mkdir -p demo
	$(DEMO)/bin/thalweg fit examples/data/nebulae.csv \
	    --model 'H*`distance (Mpc)` + b' --target 'velocity (km/s)' \
	    --no-standardize --optimizer sgd:lr=0.2 --optimizer sgd:lr=0.2,momentum=0.8 --optimizer adam:lr=40 \
	    -o demo/demo.svg -o demo/demo.png
	@echo
	@ls -l demo/demo.svg demo/demo.png

lint: $(DEV)/installed
	$(DEV)/bin/ruff format --check .
	$(DEV)/bin/ruff check .
	$(DEV)/bin/pyright --pythonpath $(DEV)/bin/python
	$(DEV)/bin/lint-imports --no-logo

# Without isolation: the backend is there already, and nothing is fetched.
build: $(DEV)/installed
	@rm -rf dist
	$(DEV)/bin/python -m build --no-isolation --outdir dist .

# The page that goes into them is the one that its sources give.
release-check: web/node_modules/installed $(RELEASE)/installed build
	cd web && npm run build -- --check
	$(RELEASE)/bin/python tools/release_check.py dist

$(RELEASE)/installed:
	$(call make_environment,$(RELEASE))
	@echo 'Installing uv into $(RELEASE)'
	@$(RELEASE)/bin/python -m pip install --quiet 'uv>=0.5'
	@touch $@

test: lint build
	$(DEV)/bin/python -m pytest -n auto --dist loadgroup --cov --cov-report=term \
	    --ignore=tests/integrations $(PYTEST_ARGS)

# Libraries that are large and that most users do without: they come on top of what the other tests need.
$(DEV)/integrations: $(DEV)/installed
	@echo 'Installing Dask, Lightning, VTK and JupyterLab into $(DEV)'
	@$(DEV)/bin/python -m pip install --quiet --editable '.[integrations]'
	@touch $@

test-integrations: $(DEV)/integrations web/node_modules/installed web/chromium
	$(DEV)/bin/python -m pytest -n0 tests/integrations $(PYTEST_ARGS)
	CHROMIUM="$$(node web/chromium-path.mjs)" PYTHON='$(CURDIR)/$(DEV)/bin/python' node --test web/integrations/

# What ours is compared with.
$(DEV)/bench: $(DEV)/installed
	@$(DEV)/bin/python -m pip install --quiet --editable '.[bench]'
	@touch $@

bench: $(DEV)/bench
	$(DEV)/bin/python benchmarks/run.py

# One process each, so that none meets what another has left in memory. One that fails does not keep the others back.
benchmarks: $(DEV)/bench web/node_modules/installed web/chromium
	@export CHROMIUM="$$(node web/chromium-path.mjs)"; failed=; for name in $$($(DEV)/bin/python benchmarks/run.py --list); do \
	    echo "$$name"; \
	    $(DEV)/bin/python benchmarks/run.py "$$name" --results benchmarks/results || failed="$$failed $$name"; \
	done; \
	test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

# What the site is built with.
$(DEV)/docs: $(DEV)/installed
	@echo 'Installing MkDocs into $(DEV)'
	@$(DEV)/bin/python -m pip install --quiet --editable '.[docs]'
	@touch $@

site/index.html: $(DEV)/docs $(SOURCES) $(PAGES)
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=tools $(DEV)/bin/mkdocs build --strict --quiet

docs: site/index.html
	@echo
	@echo 'site/index.html is where to begin'

contact-sheet: $(DEV)/installed
	$(DEV)/bin/python tools/contact_sheet.py

# The page's tools, as web/package-lock.json pins them; esbuild's own step puts its program in place.
web/node_modules/installed: web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo 'The page is built with Node.js 20 or later, and npm is not there.' >&2; exit 1; }
	cd web && npm ci --no-audit --no-fund
	@touch $@

page: web/node_modules/installed
	cd web && npm run build

presets: $(DEV)/installed
	$(DEV)/bin/python tools/presets.py

# A Chromium that is there, or CHROMIUM=/path/to/it; else Debian's package as root; else Playwright's own, in its cache.
web/chromium: web/node_modules/installed
	@cd web && { node chromium-path.mjs >/dev/null 2>&1 \
	    || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	        && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	    || npx playwright-core install chromium; }

.PHONY: web/chromium
test-page: web/node_modules/installed web/chromium $(DEV)/installed
	cd web && npm run types && npm run lint && npm run build -- --check
	$(DEV)/bin/python web/tests/fixtures.py web/tests/fixtures
	$(DEV)/bin/python web/browser/pages.py web/tests/pages
	cd web && npm run test
	cd web && CHROMIUM="$$(node chromium-path.mjs)" PAGES='$(CURDIR)/web/tests/pages' \
	    PYTHON='$(CURDIR)/$(DEV)/bin/python' npm run browser

test-docs: site/index.html web/node_modules/installed web/chromium
	cd web && CHROMIUM="$$(node chromium-path.mjs)" npm run site

clean:
	rm -rf web/node_modules web/tests/fixtures web/tests/pages
	rm -rf $(DEV) $(DEMO) $(RELEASE) demo contact-sheet dist site build htmlcov .coverage .coverage.* \
	    .hypothesis .import_linter_cache .pytest_cache .ruff_cache
	find src tests benchmarks examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
