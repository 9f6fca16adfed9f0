"""Where the IRIs of each kind of thing begin, under the base."""

RESOURCE = "ressource/"
ORGANISATION = "organisation/"
PERSON = "personne/"
PLACE = "territoire/"
SERIES = "serie/"
