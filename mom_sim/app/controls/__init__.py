"""Sliders, switches and choices: what a leader may move, and what it changes in a scenario."""
