"""Tests of generator/diff/."""
