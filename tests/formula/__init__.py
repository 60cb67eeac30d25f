"""Tests against theory; `python -m tests.formula` runs cases of queueing theory from a file."""
