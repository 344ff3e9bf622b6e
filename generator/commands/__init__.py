"""What `python3 -m generator` can do: one file a command."""
