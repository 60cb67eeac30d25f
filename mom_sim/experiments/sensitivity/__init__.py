"""Which input decides a figure, or which model is best."""
