"""What the public headers say of what they declare."""
