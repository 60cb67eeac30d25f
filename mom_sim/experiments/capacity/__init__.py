"""The cheapest staffing that keeps promises."""
