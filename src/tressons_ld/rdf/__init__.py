"""What a term is, the vocabularies, and triples written as text in every format."""
