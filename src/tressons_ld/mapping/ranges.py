"""What the values of a field are, in the words of the mapping table."""

TEXT = "text"
CATALOGUE_TEXT = "text in the language of the catalogue"
RESOURCE_TEXT = "text in the language of the resource"
FRENCH = "text in French"
OTHER_LANGUAGE = "text in that language"
ENGLISH = "text in English"
BILINGUAL = "text in French and English"
DATE = "xsd:gYear, gYearMonth or date"
ADDRESS = "IRI"
PAGE = "foaf:Document"
NO_FILE = "no address of a file is known"
ORGANISATION = "foaf:Organization"
SCHEMA_ORGANISATION = "schema:Organization"

ITSELF = "in its own document"
"""When a statement describes the file that holds the others (VoID, section 4.6)."""

NAMES_A_THING = "the address names the thing itself, in Wikidata, GeoNames or Insee"
"""When another name is of the same thing, and not of a page or of a concept."""

COUNTRY = "dct:Location of the EU table of countries"
IS_A_COUNTRY = "« same_as » of the place names a country of the table"

OWN_SITE = "no other thing has it as its homepage"
COMMON_SITE = "another thing, the catalogue too, has it as its homepage"
