"""Adoption: a table that people have -> a catalogue folder that publishes.

``source_files`` reads a file into headings and rows; ``matched_columns`` says which column each of
them gives; ``adopted_rows`` reads the cells and proposes ids; ``minted`` proposes the agents,
kinds, concepts, series and places that they name; ``folder_texts`` writes the folder, ``account``
what was understood, guessed, left empty and not carried.
"""
