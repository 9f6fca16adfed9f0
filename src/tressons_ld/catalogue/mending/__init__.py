"""The mends of findings, written into the cells where they stand; undone by one command."""
