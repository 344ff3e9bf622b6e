"""Tests of generator/openapi/."""
