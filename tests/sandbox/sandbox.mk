# The sandbox for a person who tries a program with it.
PORT ?= 8700

.PHONY: sandbox

# The same secrets each time: what was exported once stays right.
## sandbox: a sandbox until Ctrl-C, at PORT=8700: what to export, and a page that shows what happens
sandbox:
	@PYTHON=$(PYTHON) tests/deps.sh demo
	@echo "# A sandbox, which Ctrl-C ends. Paste these lines where your program runs:"
	@exec $(PYTHON) -m tests.sandbox --env --seed 1 --port $(PORT)
