"""Tags of the chain pages."""
