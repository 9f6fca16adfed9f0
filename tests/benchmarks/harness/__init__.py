"""Measures tressons-ld beside its peers, and writes what was found."""
