"""Fuzz targets, and a test of what runs them."""
