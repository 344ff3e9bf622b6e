"""Emits tests: one of each sample."""
