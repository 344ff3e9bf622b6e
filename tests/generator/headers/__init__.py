"""Tests of generator/headers/."""
