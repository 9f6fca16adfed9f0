"""Documents that are no table: their text, and what it lists beside headings and paragraphs.

``document_text`` reads a file into Markdown; ``lists`` finds the tables, the references and the
links that such a text lists, each row with its line.
"""
