"""What surges do to operating models, and where they break."""
