"""CKAN (ckanext-dcat): the rehearsal of its harvest."""
