"""What the spec and a published OpenAPI document disagree about."""
