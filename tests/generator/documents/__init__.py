"""Tests of generator/documents/."""
