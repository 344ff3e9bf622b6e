"""Makes a draft of a spec from an OpenAPI document."""
