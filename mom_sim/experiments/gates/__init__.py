"""What gates cost and stop."""
