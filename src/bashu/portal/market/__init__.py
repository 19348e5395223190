"""Finding a supplier, the needs, the plan for the whole market."""
