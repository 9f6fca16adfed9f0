"""A publication sent to a SPARQL store: one graph per record, and only what changed.

``dialects.py`` says where each kind of store is asked and written to, ``store_connection.py`` sends
with the credentials of ``credentials.py``, ``push_register.py`` is what the store itself holds of
earlier pushes, ``push_plan.py`` compares it with the publication, ``push.py`` sends and
``verification.py`` reads back what arrived. ``bulk_files.py`` writes files for a store's own
loader.
"""
