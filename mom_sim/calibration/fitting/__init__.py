"""Event log -> scenario: who works when on what, how long it takes, and what is waited for."""
