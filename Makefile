# Every target does its own set-up; a second set-up costs under two seconds.
PYTHON := .venv/bin/python
SEEDS ?= 0:1000
N ?= 10
DISPLAYED := $(DISPLAY)$(WAYLAND_DISPLAY)
OFFSCREEN := $(if $(DISPLAYED),,QT_QPA_PLATFORM=offscreen)

.PHONY: setup run test check sim kills variants bench screens package

setup:
	@python3 tools/setup.py

run: setup
	@$(PYTHON) tools/run.py

test: setup
	@$(OFFSCREEN) $(PYTHON) -m pytest -n 2 --dist worksteal

check: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

sim: setup
	@$(PYTHON) -m tests.simulation --seeds $(SEEDS)

kills: setup
	@$(PYTHON) -m tests.kills -n $(N)

variants: setup
	@$(PYTHON) -m tests.simulation.variants

bench: setup
	@$(OFFSCREEN) $(PYTHON) -m tests.bench

screens: setup
	@$(OFFSCREEN) $(PYTHON) -m tests.album

package: setup
	@$(PYTHON) -m PyInstaller --noconfirm --distpath build/dist --workpath build/pyinstaller build.spec
