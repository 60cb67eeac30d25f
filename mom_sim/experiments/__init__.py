"""Experiments: questions that take more than one run."""
