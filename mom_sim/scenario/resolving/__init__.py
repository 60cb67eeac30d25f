"""Typed human form -> ``resolved``, part by part. Nothing is judged here, and nothing invented."""
