"""From the model to RDF: pure functions, declared field by field."""
