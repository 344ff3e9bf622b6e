"""Holds the rooms of the C sources to the order that runtime/README.md draws.

Run, after `make`: /usr/bin/python3 -m unittest discover -s tests/layers -t .
"""
