"""Nothing is asked here: each kind of long work has a form of its own."""
