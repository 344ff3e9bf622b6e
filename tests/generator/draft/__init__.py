"""Tests of generator/draft/."""
