"""What a column of a table is: what may stand in its cells, and how that is read and written."""
