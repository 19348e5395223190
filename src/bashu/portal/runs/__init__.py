"""Long work: asked for, done in the line by a process of its own, watched, taken back."""
