"""Questions in SPARQL, the store or the endpoint that they are put to, and the answers."""
