"""What the pipelines are called in the results."""

OURS = "tressons-ld"
MORPH = "morph-kgc"
MAPLIB = "maplib"
OXIGRAPH = "pyoxigraph"
RDFLIB = "rdflib + pyshacl"
PUBLISHED = "publication with feeds"
REHEARSED = "rehearsal as data.gouv.fr"
