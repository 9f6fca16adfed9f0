"""One publication: the table in shards, rendered, folded and put in its place."""
