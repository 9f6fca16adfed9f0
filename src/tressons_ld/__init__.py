"""Catalogues kept in a spreadsheet, published as checked linked open data."""

__version__ = "0.1.0"
