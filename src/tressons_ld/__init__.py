"""Catalogues kept in a spreadsheet, published as checked linked open data."""
