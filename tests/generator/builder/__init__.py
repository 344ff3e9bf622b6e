"""Tests of generator/builder/."""
