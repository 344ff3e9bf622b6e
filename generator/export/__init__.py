"""Emits OpenAPI documents: what each dialect sends, and what every response may be."""
