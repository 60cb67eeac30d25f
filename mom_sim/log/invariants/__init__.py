"""What every log keeps: one record per invariant, filed by what it is about."""
