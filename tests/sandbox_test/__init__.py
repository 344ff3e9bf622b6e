"""Tests of the sandbox: python3 -m unittest discover -s tests/sandbox_test -t ."""
