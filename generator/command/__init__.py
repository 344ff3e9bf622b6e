"""Emits the command: its tables in C, and completion of shells."""
