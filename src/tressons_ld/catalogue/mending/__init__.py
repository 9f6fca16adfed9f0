"""Mends and rows written into the tables where they stand; mends are undone by one command."""
