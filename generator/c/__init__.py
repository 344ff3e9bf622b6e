"""Emits the C bindings: what templates/c/ knows of C."""
