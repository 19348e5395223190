"""A file is checked on the page, where its faults can be read; programs use ``bashu import --dry-run --json``."""
