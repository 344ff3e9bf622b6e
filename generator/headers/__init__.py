"""Reads the public headers: every symbol with its declaration and its comment."""
