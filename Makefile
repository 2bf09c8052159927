# Python of this machine; everything else comes from .venv, which the first command makes.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench pictures clean

run: ## menyiapkan mesin dan menjalankan eventmgr di http://127.0.0.1:8000 (HOST, PORT, EVENTMGR_DATA)
	@$(PYTHON) scripts/bootstrap.py run

demo: ## sama seperti run, dengan data contoh dalam folder sendiri (instance-demo/)
	@EVENTMGR_DATA=instance-demo $(PYTHON) scripts/bootstrap.py run

test: ## menjalankan seluruh pengujian (memasang Chromium dan PostgreSQL bila belum ada)
	@$(PYTHON) scripts/bootstrap.py test
	@# compiled modules are kept: the tests start the program some seventy times
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n auto $(ARGS)

check: ## memeriksa kode: ruff, mypy, urutan impor, bentuk berkas, templat
	@$(PYTHON) scripts/bootstrap.py dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python scripts/lint_shape.py
	$(BIN)/python scripts/lint_templates.py
	$(BIN)/djlint --quiet --lint templates

bench: ## mengukur kecepatan di mesin ini: presensi, impor, kartu, sertifikat, halaman
	@$(PYTHON) scripts/bootstrap.py dev
	@$(BIN)/python -m bench

pictures: ## memotret setiap halaman dan kertas ke build/pictures/
	@$(PYTHON) scripts/bootstrap.py test
	@$(BIN)/python -m scripts.pictures

help: ## menampilkan daftar ini
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

clean: ## menghapus .venv dan hasil sementara; data di instance/ tetap ada
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
