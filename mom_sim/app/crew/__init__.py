"""Long-lived worker processes, fed by the server's event loop."""
