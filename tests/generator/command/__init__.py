"""Tests of generator/command/."""
