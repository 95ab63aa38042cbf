# make demo       see it: the findings in the terminal, then JupyterLab with the panel open
# make test       lint, type checks and all tests; sets up what it needs
# make generated  remake the files that are made from other files
# make pictures   take the README's screenshots again
# make bench      speed, as ratios to Ruff alone
#
# Everything is installed into .venv; what has not changed is not made again.

PYTHON ?= python3
BIN := .venv/bin
MADE := .cache/made
DEMO := .cache/demo
DEMO_SETTINGS := .cache/demo-settings
WHEEL_OF = $(shell find jupyter_handoff -path jupyter_handoff/labextension -prune -o -type f -not -name '*.pyc' -print) pyproject.toml README.md LICENSE
FRONT_OF = $(shell find labextension/src labextension/style labextension/schema -type f) \
	labextension/package.json labextension/tsconfig.json

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test lint unit browser generated pictures bench clean

demo: $(MADE)/installed $(MADE)/demo-needs
	rm -rf $(DEMO) && mkdir -p $(DEMO) && cp -r binder/demo/. $(DEMO)
	$(BIN)/jupyter handoff lint --stage handoff binder/demo/churn.ipynb || test $$? -eq 1
	mkdir -p $(DEMO_SETTINGS)/jupyter-handoff
	echo '{"openAtStart": true}' > $(DEMO_SETTINGS)/jupyter-handoff/plugin.jupyterlab-settings
	JUPYTERLAB_SETTINGS_DIR=$(CURDIR)/$(DEMO_SETTINGS) \
		$(BIN)/jupyter lab --ip=127.0.0.1 $(if $(filter 0,$(shell id -u)),--allow-root) \
		--ServerApp.root_dir=$(DEMO) --LabApp.default_url=/lab/tree/churn.ipynb

test: lint unit browser

lint: $(MADE)/installed
	$(BIN)/ruff check jupyter_handoff tests
	$(BIN)/ruff format --check jupyter_handoff tests
	$(BIN)/mypy
	npm --prefix labextension run lint

unit: $(MADE)/installed
	npm --prefix labextension test
	$(BIN)/python -m pytest -q -n auto --dist loadfile --ignore=tests/ui

browser: $(MADE)/installed $(MADE)/chromium
	$(BIN)/python -m pytest -q tests/ui

generated: $(MADE)/installed
	$(BIN)/python -m tests.generated

pictures: $(MADE)/installed $(MADE)/chromium
	$(BIN)/python -m pytest -q tests/ui/test_pictures.py
	mkdir -p tests/ui/pictures
	cp .cache/screenshots/fix.png tests/ui/pictures/panel.png
	cp .cache/screenshots/magic.png tests/ui/pictures/cell.png

bench: $(MADE)/installed
	$(BIN)/python -m tests.bench

clean:
	rm -rf .venv .cache dist labextension/node_modules labextension/lib jupyter_handoff/labextension

# The virtual environment with what development and JupyterLab need.
$(MADE)/environment: pyproject.toml
	@mkdir -p $(MADE)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

$(MADE)/packages: labextension/package-lock.json
	@mkdir -p $(MADE)
	cd labextension && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(MADE)/front: $(MADE)/environment $(MADE)/packages $(FRONT_OF)
	rm -rf jupyter_handoff/labextension
	cd labextension && PATH="$(CURDIR)/$(BIN):$$PATH" npm run --silent build:prod
	@touch $@

$(MADE)/installed: $(MADE)/front $(WHEEL_OF)
	rm -rf dist
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	$(BIN)/python -m pip install --quiet "$$(ls dist/*.whl)[lab]"
	$(BIN)/python -m pip install --quiet --force-reinstall --no-deps dist/*.whl
	@touch $@

# The demo notebook imports these.
$(MADE)/demo-needs: $(MADE)/environment binder/requirements.txt
	$(BIN)/python -m pip install --quiet pandas scikit-learn
	@touch $@

$(MADE)/chromium: $(MADE)/environment
	@command -v chromium >/dev/null || { \
		if [ "$$(id -u)" = 0 ]; then \
			apt-get update -qq && \
			apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; \
		else \
			echo 'The browser tests need Chromium. Install it, then run make test again:'; \
			echo '    sudo apt-get install chromium fonts-dejavu-core'; \
			exit 1; \
		fi; }
	@touch $@
