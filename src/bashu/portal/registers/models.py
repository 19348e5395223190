"""Nothing of its own is stored here: a file that is checked is read once and thrown away."""
