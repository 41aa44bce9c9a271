# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= python3.11
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready
# Debian packages: Python's venv; GL without a GPU; PortAudio; for the tests a screen, a mouse,
# a browser, a sound server that needs no card, and what unpacks an OpenXR runtime.
SYSTEM := python3.11-venv libegl1 libgl1 libgl1-mesa-dri libportaudio2
SYSTEM_TEST := xvfb xdotool chromium pulseaudio pulseaudio-utils libasound2-plugins mmdebstrap

export UV_PYTHON_DOWNLOADS := never

.PHONY: run test check bench system system-test clean

run: $(READY)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/shuimo; else $(BIN)/shuimo play xiangshan/paike --headless --out out; fi

test: system-test $(READY) check
	$(BIN)/pytest --durations=15

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/shuimo bench

$(READY): pyproject.toml
	@$(MAKE) --no-print-directory system
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/uv --version 2>/dev/null | grep -q " $(UV_VERSION)" || $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	$(BIN)/uv sync --inexact --quiet
	@touch $@

system:
	@sh .ci/system $(SYSTEM)

system-test:
	@sh .ci/system $(SYSTEM) $(SYSTEM_TEST)

clean:
	rm -rf out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
