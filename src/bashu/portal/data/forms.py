"""Nothing is asked here but what every list asks; see :mod:`bashu.portal.forms`."""
