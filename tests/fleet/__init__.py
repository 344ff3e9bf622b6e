"""Many hosts that buy for one workspace. See README.md."""
