# `make run` opens the desk and `make test` checks everything; both first set up what is missing.

SHELL  := /bin/sh
VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready
DIST   := dist
CODE   := core app tests build_spec
LIBS   := build_spec/system_libraries.txt
PAGES  := verify pad customers history pairs training calibration models settings
THEMES := light dark
SHOTS  := resources/screenshots
ARGS   :=
export ARGS

# The first Python on the path that is new enough and can make a virtual environment.
find_python = $(shell for python in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

.PHONY: help setup system run test lint format bench screenshots bundle bundle-test deb clean

help:
	@echo 'make run          set up, then open the desk (ARGS="..." is passed on)'
	@echo 'make test         set up, then lint, types, layers and tests'
	@echo 'make lint         lint, types and layers only'
	@echo 'make format       put the code in order'
	@echo 'make bench        measure speed and memory into tests/benchmarks/results'
	@echo 'make screenshots  draw every page, light and dark, into $(SHOTS)'
	@echo 'make bundle       build the program that needs no Python, into $(DIST)'
	@echo 'make bundle-test  build it and try it out'
	@echo 'make deb          build it and make its package for Debian and Ubuntu'
	@echo 'make clean        remove the virtual environment and the caches'

# On Debian and its children: what the list names and the machine lacks. Names that an installed package
# provides count as installed; `uniq -u` keeps what is wanted (once) and not there (twice).
system:
	@command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || exit 0; \
	there() { dpkg-query -W -f='$${db:Status-Status}, $${Package}, $${Provides}\n' \
		| grep '^installed,' | tr ',' '\n' | sed 's/(.*//; s/ //g'; }; \
	wanted() { sed 's/ *#.*//; /^$$/d' $(LIBS); test -n '$(find_python)' || echo python3 python3-venv | tr ' ' '\n'; }; \
	missing=$$({ wanted; there; there; } | sort | uniq -u | tr '\n' ' '); \
	test -n "$$missing" || exit 0; \
	if [ "$$(id -u)" = 0 ]; then \
		echo "Installing system libraries: $$missing"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends $$missing >/dev/null \
			|| echo 'Not all of them could be installed; going on without.'; \
	else \
		echo "Qt may need these libraries: sudo apt-get install $$missing"; \
	fi

setup: $(READY)

$(READY): pyproject.toml | system
	@if ! $(PY) -m pip --version >/dev/null 2>&1; then \
		test -n '$(find_python)' || { echo 'Specimen needs Python 3.11 or newer.'; exit 1; }; \
		echo "Making a virtual environment with $(find_python)"; \
		rm -rf $(VENV) && $(find_python) -m venv $(VENV); \
	fi
	@echo 'Installing Python packages; the first time takes minutes'
	@$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(READY)
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		case " $$ARGS " in \
		*" --screenshot"*|*" --help "*) export QT_QPA_PLATFORM=offscreen ;; \
		*) \
			echo 'Everything is set up, but there is no screen here to open the desk on.'; \
			echo 'On a virtual screen:        xvfb-run -a make run'; \
			echo 'As a picture, then leave:   make run ARGS="--screenshot desk.png"'; \
			exit 1 ;; \
		esac; \
	fi; \
	exec $(PY) -m app $(ARGS)

lint: $(READY)
	$(PY) -m ruff check $(CODE)
	$(PY) -m ruff format --check $(CODE)
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

test: lint
	$(PY) -m pytest -n auto --dist loadfile $(ARGS)

format: $(READY)
	$(PY) -m ruff check --fix $(CODE)
	$(PY) -m ruff format $(CODE)

bench: $(READY)
	$(PY) -m tests.benchmarks $(ARGS)

screenshots: $(READY)
	@mkdir -p $(SHOTS)
	@for page in $(PAGES); do for theme in $(THEMES); do \
		QT_QPA_PLATFORM=offscreen $(PY) -m app \
			--screenshot $(SHOTS)/$$page-$$theme.png --page $$page --theme $$theme || exit 1; \
		echo "$(SHOTS)/$$page-$$theme.png"; \
	done; done

bundle: $(READY)
	$(PY) -m build_spec.bundle --dist $(DIST) $(ARGS)

# Without a screen of its own: the tests that need a window bring one, and the others draw offscreen.
bundle-test: bundle
	SPECIMEN_BUNDLE=$(DIST)/specimen QT_QPA_PLATFORM=offscreen $(PY) -m pytest tests/bundle tests/build_spec

deb: bundle
	$(PY) -m build_spec.deb --dist $(DIST)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
