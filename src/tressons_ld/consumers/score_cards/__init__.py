"""The score card: how portals will judge each entry, and which cell would win what is lost.

Three judges: the Metadata Quality Assessment (MQA) of data.europa.eu, the nine quality criteria of
data.gouv.fr, the five stars of open data. Pure functions over the triples of an entry. Nothing is
fetched: what only the network can tell is « not measured », and is never won in silence.
"""
