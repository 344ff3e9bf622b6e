"""Tests of generator/tests/."""
