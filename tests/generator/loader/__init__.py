"""Tests of generator/loader/."""
