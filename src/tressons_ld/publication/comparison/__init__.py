"""Two publications compared: as changes of entries and cells, and as an RDF Patch.

``dump.py`` reads ``catalogue.nq``, ``index.py`` finds the graphs that differ, ``cells.py`` says in
which cells, ``telling.py`` writes it. The order of rows, and of the values of a cell, is no
difference: RDF states none.
"""
