"""Reading a catalogue folder: its tables and settings -> values, each cell with its place.

Findings are gathered, never raised: only a file that cannot be read at all is an error.
"""
