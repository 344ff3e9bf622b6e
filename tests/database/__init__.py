"""A real PostgreSQL, started in a directory of its own. See README.md."""
