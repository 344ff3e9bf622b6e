"""Reads OpenAPI documents of others: `document.read(path)`."""
