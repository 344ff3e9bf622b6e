"""Tests of the generator. Run: /usr/bin/python3 -m unittest discover -s tests/generator -t ."""
