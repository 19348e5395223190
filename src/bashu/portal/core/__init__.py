"""The home page, the search box, methods, sources and what every page shares."""
