"""Nothing of its own is stored here: the tables of the vocabulary are in :mod:`bashu.portal.data.models`."""
