"""From plain data to the model: resolves names, and checks what a schema cannot say."""
