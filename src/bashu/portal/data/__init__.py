"""The tables of the vocabulary in the database, their snapshots, and the engines built from them."""
