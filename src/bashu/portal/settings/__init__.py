"""Settings: base holds what is true everywhere, embedded is one command on one machine, production a server."""
