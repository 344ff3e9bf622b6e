"""Reads the files of a spec: text to plain data with marks, checked against the language."""
