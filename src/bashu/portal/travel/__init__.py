"""Minutes between places, then and now."""
