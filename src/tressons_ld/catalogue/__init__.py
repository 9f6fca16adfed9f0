"""The catalogue folder: its model, its tables read into values, the import of a document."""
