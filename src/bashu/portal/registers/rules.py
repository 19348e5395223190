"""Everything here is public; a file is held against what the public may see and nothing else."""
