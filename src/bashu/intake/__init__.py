"""What comes in: pages, registers, names."""
