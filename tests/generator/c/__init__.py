"""Tests of generator/c/."""
