# Every target sets up first: `instalar.py` does nothing when all stands. Paths are relative, so that the
# project may lie in a folder with spaces and accents.

PYTHON ?= python3
BIN := .venv/bin
LANGUAGE ?= es
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadscope --nbval
SUITE := tests tipanalysis $(wildcard notebooks/solved)

.DEFAULT_GOAL := setup
.PHONY: setup report test start kit check lint format clean

setup: ## make .venv, install the pinned packages, check the installation
	@$(PYTHON) instalar.py

report: setup ## the annual profile of the training register, in informes/
	@$(BIN)/tipanalysis report perfil_anual --data datasets/registro_sucio.xlsx --source eri \
		--periodo 2018-2022 --lang $(LANGUAGE) --country CRI --out informes

test: lint ## style, types, every test, doctest and solved notebook
	@$(PYTEST) $(SUITE)

start: setup ## JupyterLab in Spanish, on the index of the course
	@$(PYTHON) instalar.py --iniciar

kit: setup ## the folder for a workshop, in kit/: pages, paper, slides, notebooks, the program, packages for Windows
	@$(BIN)/tipanalysis --language $(LANGUAGE) lesson kit --out kit

check: report lint ## everything CI runs, with coverage
	@$(PYTEST) --cov --cov-report=term $(SUITE)

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: setup ## put the code in the house's form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean: ## remove what setup and tests made; reports stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build tipanalysis.egg-info
	find tipanalysis tests -name __pycache__ -type d -prune -exec rm -rf {} +
