"""Emits documents: the man page and the reference."""
