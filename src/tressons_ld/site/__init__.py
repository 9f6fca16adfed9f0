"""The pages for people: frozen plain views of the model, laid out by templates.

Each page lies at the path of its IRI, beside the ``.ttl`` and the ``.jsonld`` of the same thing, in
a tree for each language of the interface. All of it works from plain files, on any host.
"""
