"""Scenarios and operating models made by dice, part by part; see `tests.strategies`."""
