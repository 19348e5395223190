"""Everything here is public; protected cells are hidden by the viewpoint of the engines."""
