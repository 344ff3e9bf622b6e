"""A server that behaves like IQM's Insights API, for tests and demos. See README.md."""
