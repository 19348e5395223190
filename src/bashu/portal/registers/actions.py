"""Nothing is changed here: a file is checked against the public data and not imported."""
