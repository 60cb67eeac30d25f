"""Other simulators, written as their users write them."""
