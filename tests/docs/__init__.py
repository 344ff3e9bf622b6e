"""Holds the HTML of `make docs`, and the examples of all operations, to the project."""
