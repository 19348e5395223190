"""The portal: the corridor on a screen; one Django app per noun, every app with the same files."""
