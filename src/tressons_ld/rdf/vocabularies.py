"""The vocabularies that the graph uses, closed, and the prefixes it is written with.

``DCAT.Dataset`` is the term ``<http://www.w3.org/ns/dcat#Dataset>``. A name that the list of a
vocabulary does not hold raises AttributeError: a misspelt term never reaches a graph. All
properties of DCAT and of DCMI terms are here, for a new column; of the others what is used.

schema.org is ``http://schema.org/`` everywhere, what the published context expands to.
"""

from collections.abc import Iterator

from tressons_ld.rdf.terms import XSD_NAMESPACE, Iri


class Vocabulary:
    """A namespace with the terms that may be used from it, as attributes.

    >>> DCAT.Dataset
    '<http://www.w3.org/ns/dcat#Dataset>'
    >>> DCAT.Datasett
    Traceback (most recent call last):
    ...
    AttributeError: http://www.w3.org/ns/dcat# has no term Datasett
    """

    def __init__(self, namespace: str, terms: str) -> None:
        self.namespace = namespace
        self._terms = {name: Iri(f"<{namespace}{name}>") for name in terms.split()}
        # As attributes of its own, for terms are asked for a million times.
        self.__dict__.update(self._terms)

    def __getattr__(self, name: str) -> Iri:
        """Refuse a name that is no attribute.

        Raises:
            AttributeError: the vocabulary has no such term.
        """
        raise AttributeError(f"{self.__dict__.get('namespace')} has no term {name}")

    def __getitem__(self, name: str) -> Iri:
        """Return the term called ``name``.

        Raises:
            KeyError: the vocabulary has no such term.
        """
        return self._terms[name]

    def __iter__(self) -> Iterator[Iri]:
        """Yield the terms."""
        return iter(self._terms.values())

    def __contains__(self, name: object) -> bool:
        return name in self._terms


RDF = Vocabulary(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type Statement subject predicate object value first rest nil langString",
)
RDFS = Vocabulary(
    "http://www.w3.org/2000/01/rdf-schema#",
    "label comment seeAlso isDefinedBy subClassOf subPropertyOf domain range Class Resource",
)
OWL = Vocabulary(
    "http://www.w3.org/2002/07/owl#",
    "sameAs Ontology Class ObjectProperty DatatypeProperty versionIRI versionInfo deprecated",
)
XSD = Vocabulary(
    XSD_NAMESPACE,
    "gYear gYearMonth date dateTime integer nonNegativeInteger decimal boolean hexBinary string"
    " duration anyURI",
)
# DCAT 3, https://www.w3.org/TR/vocab-dcat-3/
DCAT = Vocabulary(
    "http://www.w3.org/ns/dcat#",
    "Catalog CatalogRecord Dataset Distribution Resource accessService accessURL bbox"
    " byteSize catalog centroid compressFormat contactPoint dataset distribution downloadURL"
    " endDate endpointDescription endpointURL first hadRole hasCurrentVersion hasVersion"
    " inSeries isVersionOf keyword landingPage last mediaType packageFormat prev"
    " previousVersion qualifiedRelation record resource servesDataset service"
    " spatialResolutionInMeters startDate temporalResolution theme themeTaxonomy version",
)
# DCMI Metadata Terms, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
DCT = Vocabulary(
    "http://purl.org/dc/terms/",
    "AgentClass FileFormat LicenseDocument LinguisticSystem Location MediaType"
    " MediaTypeOrExtent PeriodOfTime RightsStatement SizeOrDuration Standard Frequency"
    " abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative"
    " audience available bibliographicCitation conformsTo contributor coverage created creator"
    " date dateAccepted dateCopyrighted dateSubmitted description educationLevel extent format"
    " hasFormat hasPart hasVersion identifier instructionalMethod isFormatOf isPartOf"
    " isReferencedBy isReplacedBy isRequiredBy isVersionOf issued language license mediator"
    " medium modified provenance publisher references relation replaces requires rights"
    " rightsHolder source spatial subject tableOfContents temporal title type valid",
)
DCMITYPE = Vocabulary(
    "http://purl.org/dc/dcmitype/",
    "Collection Dataset Event Image InteractiveResource MovingImage PhysicalObject Service Software"
    " Sound StillImage Text",
)
FOAF = Vocabulary(
    "http://xmlns.com/foaf/0.1/",
    "Agent Document Organization Person Project homepage isPrimaryTopicOf mbox name page"
    " primaryTopic topic",
)
ORG = Vocabulary("http://www.w3.org/ns/org#", "Organization memberOf subOrganizationOf")
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#",
    "Activity Agent Entity wasAssociatedWith wasDerivedFrom wasGeneratedBy",
)
PROF = Vocabulary(
    "http://www.w3.org/ns/dx/prof/",
    "Profile ResourceDescriptor hasArtifact hasResource hasRole hasToken isProfileOf",
)
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#",
    "Collection Concept ConceptScheme altLabel broadMatch broader closeMatch definition exactMatch"
    " example historyNote member"
    " hasTopConcept hiddenLabel inScheme narrowMatch narrower notation note prefLabel related"
    " relatedMatch scopeNote topConceptOf",
)
SPDX = Vocabulary(
    "http://spdx.org/rdf/terms#",
    "Checksum ChecksumAlgorithm algorithm checksum checksumAlgorithm_sha512 checksumValue",
)
VCARD = Vocabulary(
    "http://www.w3.org/2006/vcard/ns#", "Individual Kind Organization fn hasEmail hasURL"
)
VOID = Vocabulary(
    "http://rdfs.org/ns/void#",
    "Dataset Linkset class classPartition classes dataDump distinctObjects distinctSubjects"
    " entities exampleResource feature inDataset linkPredicate objectsTarget properties property"
    " propertyPartition rootResource subjectsTarget subset triples"
    " uriSpace vocabulary",
)
# Ends of a description's life, ADMS 2.0
ADMS_STATUS = Vocabulary(
    "http://purl.org/adms/status/", "Completed Deprecated UnderDevelopment Withdrawn"
)
ADMS = Vocabulary(
    "http://www.w3.org/ns/adms#", "Identifier identifier sample schemaAgency status versionNotes"
)
LOCN = Vocabulary("http://www.w3.org/ns/locn#", "Geometry geometry")
DCATAP = Vocabulary("http://data.europa.eu/r5r/", "availability applicableLegislation")
GEO = Vocabulary("http://www.opengis.net/ont/geosparql#", "asWKT sfIntersects wktLiteral")
SH = Vocabulary(
    "http://www.w3.org/ns/shacl#",
    "SPARQLAskExecutable SPARQLConstructExecutable SPARQLExecutable SPARQLSelectExecutable ask"
    " construct select"
    " ValidationReport ValidationResult Violation Warning Info and closed conforms disjoint equals"
    " alternativePath defaultValue description flags focusNode inversePath lessThan"
    " lessThanOrEquals message name node not oneOrMorePath or order path pattern property"
    " NodeShape PropertyShape qualifiedValueShape result resultMessage resultPath resultSeverity"
    " severity zeroOrMorePath zeroOrOnePath"
    " sourceConstraintComponent sourceShape targetClass targetNode targetObjectsOf targetSubjectsOf"
    " value xone",
)
# schema.org 30.0, https://schema.org/docs/releases.html
SCHEMA = Vocabulary(
    "http://schema.org/",
    "AdministrativeArea Article Audience Book CollectionPage Collection Course CreativeWork"
    " CreativeWorkSeries DataCatalog DataDownload Dataset DefinedTerm DefinedTermSet"
    " DigitalDocument EducationEvent Event Grant LearningResource Map MediaObject"
    " MonetaryGrant Organization Person Place Project PropertyValue Report"
    " ScholarlyArticle SoftwareApplication Thesis VideoObject AudioObject ImageObject WebPage"
    " WebSite"
    " about additionalType affiliation alternateName audience audienceType author"
    " citation copyrightNotice duration exampleOfWork educationalLevel numberOfPages"
    " timeRequired"
    " translationOfWork usageInfo"
    " containedInPlace contentSize contentUrl creator creditText dateCreated datePublished"
    " dateModified description distribution encoding encodingFormat funder funding genre"
    " hasDefinedTerm hasPart identifier inDefinedTermSet inLanguage isBasedOn isPartOf isbn issn"
    " keywords"
    " learningResourceType"
    " legalName license mainEntityOfPage member memberOf name organizer parentOrganization"
    " propertyID provider publisher recordedAt recordedIn sameAs sourceOrganization"
    " spatialCoverage sponsor startDate endDate superEvent subjectOf temporalCoverage termCode"
    " url value contactPoint email sdLicense sdPublisher sha256 foundingDate dissolutionDate"
    " fundedItem abstract version includedInDataCatalog dataset target",
)
TOOL = "https://w3id.org/tressons-ld/"
"""What the names of the tool's own terms, profile and shapes begin with, for every catalogue."""

ONTOLOGY = Iri(f"<{TOOL}ontologie>")
"""The tool's own terms, as a whole (``ontology/tressons.ttl``)."""

PROFILE = Iri(f"<{TOOL}profil>")
"""The application profile that every record conforms to (``ontology/profile.ttl``)."""

SHAPES = Iri(f"<{TOOL}formes>")
"""The tool's own shapes, as a whole (``shapes/parts.ttl``)."""

# Kinds of documents, as libraries read them: https://www.dublincore.org/specifications/bibo/
BIBO = Vocabulary(
    "http://purl.org/ontology/bibo/",
    "Article AudioDocument AudioVisualDocument Book Collection Document DocumentPart Event Excerpt"
    " Film Image Interview Issue Journal Magazine Manual Manuscript Map MultiVolumeBook Newspaper"
    " Note Patent Performance Periodical PersonalCommunicationDocument Proceedings"
    " ReferenceSource Report Series Slideshow Standard Thesis Webpage Website Workshop",
)
# The tool's own terms: ontology/tressons.ttl
TLD = Vocabulary(
    f"{ONTOLOGY[1:-1]}#",
    "section addition divergence certainty column remedy",
)

VOCABULARIES = {
    "adms": ADMS,
    "bibo": BIBO,
    "dcat": DCAT,
    "dcatap": DCATAP,
    "dcmitype": DCMITYPE,
    "dct": DCT,
    "foaf": FOAF,
    # Not «geo», which is a scheme of IRIs: JSON-LD would read geo:48.85,2.35 as a shortened name.
    "geosparql": GEO,
    "locn": LOCN,
    "org": ORG,
    "owl": OWL,
    "prof": PROF,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "spdx": SPDX,
    "tld": TLD,
    "vcard": VCARD,
    "void": VOID,
    "xsd": XSD,
}
PREFIXES = {prefix: vocabulary.namespace for prefix, vocabulary in VOCABULARIES.items()}


def term_of(name: str) -> Iri:
    """Return the term of a prefixed name, ``bibo:Report``.

    Raises:
        KeyError: there is no such prefix, or the vocabulary has no such term.
    """
    prefix, _, local = name.partition(":")
    return VOCABULARIES[prefix][local]


# SPARQL 1.1 Service Description, https://www.w3.org/TR/sparql11-service-description/: what the
# endpoint says of itself. No file of the catalogue names it.
SD = Vocabulary(
    "http://www.w3.org/ns/sparql-service-description#",
    "Dataset Graph NamedGraph SPARQL11Query Service UnionDefaultGraph defaultDataset defaultGraph"
    " endpoint feature graph name namedGraph resultFormat supportedLanguage",
)

# Hydra, https://www.hydra-cg.com/spec/latest/core/: how harvesters turn the pages of a feed. No
# file of the catalogue itself names it, so it has no prefix among theirs.
HYDRA = Vocabulary(
    "http://www.w3.org/ns/hydra/core#", "PagedCollection PartialCollectionView next nextPage"
)

PREFIXES_OF_CONSUMERS = {
    "hydra": HYDRA.namespace,
    "time": "http://www.w3.org/2006/time#",
    "scv": "http://purl.org/NET/scovo#",
    "geodcat": "http://data.europa.eu/930/",
}
"""Vocabularies whose terms consumers look for, and no file of the catalogue has."""

EU_AUTHORITIES = "http://publications.europa.eu/resource/authority/"
"""What the IRIs of the EU authority tables begin with: this, the table, a bar, the code."""

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
"""What the IRIs of IANA media types begin with."""

NUTS = "http://data.europa.eu/nuts/code/"
"""What the IRIs of NUTS areas begin with."""

THINGS_OF_OTHERS = (
    "http://www.wikidata.org/entity/",
    "https://sws.geonames.org/",
    "http://id.insee.fr/geo/",
)
"""What IRIs begin with that name a person, an organisation or a place itself, and not a page."""

DATASETS_OF_OTHERS = {
    "eurovoc": "http://eurovoc.europa.eu/",
    "coar": "http://purl.org/coar/resource_type/",
    "nuts": NUTS,
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "insee": "http://id.insee.fr/",
}
"""Where the links of shared things lead (VoID linksets): a name, and how the IRIs begin."""

TERMS_OF_OTHERS = (EU_AUTHORITIES, NUTS, "http://eurovoc.europa.eu/")
"""What IRIs begin with that name a term of a table, and not a page."""

PROFILE_VERSION = Iri(f"{PROFILE[:-1]}/0.1.0>")
"""The version of the profile, that of the shapes which a publication was checked with."""

FINDINGS = f"{TOOL}constats#"
"""What was found when a cell was read, in reports: this and the code of the finding."""
