"""What the worker processes do: from a question as plain data to an answer as plain data."""
