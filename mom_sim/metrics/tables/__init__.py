"""Tables by team, person, gate, cause and place of waiting; `BREAKDOWNS` lists them."""
