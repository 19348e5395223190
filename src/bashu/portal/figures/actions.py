"""Nothing is changed here: these pages only read."""
