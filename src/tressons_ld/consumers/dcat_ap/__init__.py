"""Portals of DCAT-AP: their feed, the rehearsal of their harvest, the European score."""
