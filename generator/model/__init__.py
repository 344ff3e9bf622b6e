"""The spec as objects: what everything that is emitted is made from."""
