"""Reads the spec, checks it, and writes the C bindings. Run as `python3 -m generator COMMAND`."""
