"""Which model wins over two inputs, and where the answer flips."""
