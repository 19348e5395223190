"""Published statistics with their scope."""
