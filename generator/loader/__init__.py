"""Reads the files of a spec: text to plain data with marks, held against the language."""
