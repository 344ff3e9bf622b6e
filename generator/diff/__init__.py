"""What differs between two specs, and for whom it breaks."""
