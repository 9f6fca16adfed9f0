"""The controlled lists that the portal's metrics look values up in.

Facts of 2025 copies of the EU Vocabularies (Publications Office, CC BY 4.0) and of the two format
vocabularies of the MQA (piveau-vocabularies). A licence newer than them is taken for unknown.
"""

import re

from tressons_ld.rdf.vocabularies import EU_AUTHORITIES, MEDIA_TYPES

MEDIA_TYPE_STARTS = (MEDIA_TYPES, MEDIA_TYPES.replace("https:", "http:"))

ACCESS_RIGHTS = frozenset({"PUBLIC", "RESTRICTED", "NON_PUBLIC"})
"""Codes of the EU table of access rights that DCAT-AP allows."""

_CODES_OF_NON_PROPRIETARY = (
    "BMP CSV DBF GEOJSON GZIP HTML ICS JPEG2000 JSON JSON_LD KML KMZ NETCDF ODS PNG RDF_N_QUADS "
    "RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS RTF TAR TIFF TSV TXT WMS_SRVC XML ZIP"
)
NON_PROPRIETARY = frozenset(_CODES_OF_NON_PROPRIETARY.split())
"""Codes of the EU file-type table that the MQA counts as non-proprietary."""

_CODES_OF_MACHINE_READABLE = (
    "CSV GEOJSON ICS JSON JSON_LD KML KMZ NETCDF ODS RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG "
    "RDF_TURTLE RDF_XML RSS SHP XLS XLSX XML"
)
MACHINE_READABLE = frozenset(_CODES_OF_MACHINE_READABLE.split())
"""Codes of the EU file-type table that the MQA counts as machine readable."""

_CODES_OF_LICENCE_CODES = (
    "0BSD AGPL_3_0 APACHE_1_1 APACHE_2_0 APL_1_0 APSL_2_0 ARTISTIC_1_0 ARTISTIC_2_0 "
    "BSD_2_CLAUSE BSD_3_CLAUSE BSD_3_CLAUSE_LBNL BSD_PLUS_PATENT BSL_1_0 CATOSL_1_1 CC0 CC_BY "
    "CC_BYNC CC_BYNCND CC_BYNCND_1_0 CC_BYNCND_2_0 CC_BYNCND_2_5 CC_BYNCND_3_0 CC_BYNCND_4_0 "
    "CC_BYNCSA CC_BYNCSA_1_0 CC_BYNCSA_2_0 CC_BYNCSA_2_5 CC_BYNCSA_3_0 CC_BYNCSA_4_0 "
    "CC_BYNC_1_0 CC_BYNC_2_0 CC_BYNC_2_5 CC_BYNC_3_0 CC_BYNC_4_0 CC_BYND CC_BYND_1_0 "
    "CC_BYND_2_0 CC_BYND_2_5 CC_BYND_3_0 CC_BYND_4_0 CC_BYSA CC_BYSA_1_0 CC_BYSA_2_0 "
    "CC_BYSA_2_5 CC_BYSA_3_0 CC_BYSA_3_0_NL CC_BYSA_4_0 CC_BY_1_0 CC_BY_2_0 CC_BY_2_5 CC_BY_3_0 "
    "CC_BY_3_0_AT CC_BY_3_0_NL CC_BY_4_0 CC_PDM_1_0 CDDL_1_0 CECILL_2_1 CLARIN_ACA_1_0 "
    "CNRI_PYTHON COM_REUSE CPAL_1_0 CPL_1_0 DLDE_BYNC_1_0 DLDE_BY_1_0 DLDE_BY_2_0 DLDE_ZERO_2_0 "
    "ECL_1_0 ECL_2_0 ECOS_2_0 EFL_1_0 EFL_2 ENTESSA EPL_1_0 EPL_2_0 ETALAB_2_0 EUPL_1_0 "
    "EUPL_1_1 EUPL_1_2 EUROGEO_2022 EU_DATAGRID FAIR FRAMEWORX_1_0 GNU_FDL GNU_FDL_1_1 "
    "GNU_FDL_1_2 GNU_FDL_1_3 GPL_2_0 GPL_3_0 HPND HROD IODL_1_0 IODL_2_0 IPA IPL_1_0 ISA_OML "
    "ISA_OML_1_1 ISC LGPL_2_1 LGPL_3_0 LILIQ_P_1_1 LILIQ_RPLUS_1_1 LILIQ_R_1_1 LPL_1_0 LPL_1_02 "
    "LPPL_1_3C MIROS MIT MOTOSOTO MPL_1_0 MPL_1_1 MPL_2_0 MS_PL MS_RL MULTICS NASA_1_3 NAUMEN "
    "NCSA NGPL NLOD_1_0 NLOD_2_0 NOKIA NPOSL_3_0 NTP OCLC_2_0 ODC_BL ODC_BY ODC_PDDL OFL_1_1 "
    "OGL_1_0 OGL_2_0 OGL_3_0 OGL_NC OGL_ROU_1_0 OGTSL OPL_2_1 OP_DATPRO OSL_1_0 OSL_2_1 OSL_3_0 "
    "PHP_3_0 POSTGRE_SQL PSEUL PYTHON_2_0 QPL_1_0 RPL_1_1 RPL_1_5 RPSL_1_0 RSCPL SIMPL_2_0 "
    "SLEEPYCAT SPL_1_0 UCL_1_0 UPL_1_0 VSL_1_0 W3C WATCOM_1_0 WXWINDOWS XNET ZLIB ZPL_2_0"
)
_LICENCE_CODES = frozenset(_CODES_OF_LICENCE_CODES.split())

# Addresses that the EU table gives as skos:exactMatch of its licences; "": the MQA's own list.
_EXACT_MATCH = {
    "http://creativecommons.org/publicdomain/mark/1.0/": "CC_PDM_1_0",
    "http://creativecommons.org/publicdomain/zero/1.0/": "CC0",
    "http://data.europa.eu/eli/dec/2011/833/oj": "COM_REUSE",
    "http://data.gov.hr/open-licence-republic-croatia": "HROD",
    "http://data.gov.ro/base/images/logoinst/OGL-ROU-1.0.pdf": "OGL_ROU_1_0",
    "http://data.norge.no/nlod/en/1.0": "NLOD_1_0",
    "http://ec.europa.eu/idabc/en/document/7330.html": "EUPL_1_0",
    "http://opendatacommons.org/licenses/by/1.0/": "ODC_BY",
    "http://opendatacommons.org/licenses/odbl/1.0/": "ODC_BL",
    "http://opendatacommons.org/licenses/pddl/1.0/": "ODC_PDDL",
    "http://www.dati.gov.it/iodl/2.0/": "",
    "http://www.formez.it/iodl/": "IODL_1_0",
    "http://www.gnu.org/licenses/licenses.html": "GNU_FDL_1_3",
    "http://www.nationalarchives.gov.uk/doc/non-commercial-government-licence/"
    "non-commercial-government-licence.htm": "OGL_NC",
    "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/": "OGL_1_0",
    "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/": "OGL_2_0",
    "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": "OGL_3_0",
    "http://www.ordnancesurvey.co.uk/business-and-government/public-sector/mapping-agreements/"
    "inspire-licence.html": "",
    "https://data.norge.no/nlod/en/2.0/": "NLOD_2_0",
    "https://gnu.org/licenses/old-licenses/fdl-1.1": "GNU_FDL_1_1",
    "https://gnu.org/licenses/old-licenses/fdl-1.2": "GNU_FDL_1_2",
    "https://joinup.ec.europa.eu/collection/eupl/eupl-text-11-12": "EUPL_1_2",
    "https://joinup.ec.europa.eu/licence/isa-open-metadata-licence-v11": "ISA_OML_1_1",
    "https://www.clarin.eu/content/licenses-and-clarin-categories": "CLARIN_ACA_1_0",
    "https://www.dati.gov.it/content/italian-open-data-license-v20": "IODL_2_0",
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/": "ETALAB_2_0",
    "https://www.govdata.de/dl-de/by-1-0": "DLDE_BY_1_0",
    "https://www.govdata.de/dl-de/by-2-0": "DLDE_ZERO_2_0",
    "https://www.govdata.de/dl-de/by-nc-1-0": "DLDE_BYNC_1_0",
    "https://www.govdata.de/dl-de/zero-2-0": "",
    "https://www.mapsforeurope.org/licence": "EUROGEO_2022",
    "https://www.ordnancesurvey.co.uk/documents/licensing/inspire-end-user-licence.pdf": "PSEUL",
}
_CREATIVE_COMMONS = re.compile(r"http://creativecommons\.org/licenses/(by(?:-[a-z-]+)?)/([0-9.]+)/")
_NATIONAL = {
    "http://creativecommons.org/licenses/by/3.0/nl/legalcode": "CC_BY_3_0_NL",
    "http://creativecommons.org/licenses/by-sa/3.0/nl/legalcode/": "CC_BYSA_3_0_NL",
    "https://creativecommons.org/licenses/by/3.0/at/legalcode": "CC_BY_3_0_AT",
}
_OPEN_SOURCE = "https://opensource.org/licenses/"

# The open licences of that table that are used for documents and data, after the Open Definition
# 2.1 (https://opendefinition.org/od/2.1/en/): neither for non-commercial use only nor without
# derivatives.
_OPEN = re.compile(
    r"CC0|CC_PDM_1_0|CC_BY(SA)?(_.*)?|ETALAB_2_0|ODC_(BL|BY|PDDL)|OGL_(\d_\d|ROU_1_0)|IODL_\d_\d"
    r"|NLOD_\d_\d|DLDE_(BY|ZERO)_\d_\d|COM_REUSE|HROD|GNU_FDL(_.*)?|EUROGEO_2022|ISA_OML(_1_1)?"
)


def licence_code(address: str) -> str | None:
    """Return the code of a licence in the EU table, ``""`` for one of the MQA's own list, or None.

    The licence is known to the MQA unless it is None: the address is letter for letter that of the
    table or of its exact match.

    >>> licence_code("http://creativecommons.org/licenses/by/4.0/")
    'CC_BY_4_0'
    >>> licence_code("https://creativecommons.org/licenses/by/4.0/") is None
    True
    """
    if address.startswith(f"{EU_AUTHORITIES}licence/"):
        code = address.removeprefix(f"{EU_AUTHORITIES}licence/")
        return code if code in _LICENCE_CODES else None
    if address.startswith(_OPEN_SOURCE):
        code = re.sub(r"[-.]", "_", address.removeprefix(_OPEN_SOURCE).upper())
        return code if code in _LICENCE_CODES else None
    if match := _CREATIVE_COMMONS.fullmatch(address):
        kind, version = match[1].upper().replace("-", ""), match[2].replace(".", "_")
        code = f"CC_{kind}_{version}"
        return code if code in _LICENCE_CODES else None
    return {**_NATIONAL, **_EXACT_MATCH}.get(address)


def known_form(address: str) -> str | None:
    """Return the address of the same licence that the EU table knows, where this one is not it.

    Only the scheme, « www. » and the slash at the end may differ: another version is another
    licence.

    >>> known_form("https://creativecommons.org/licenses/by/4.0")
    'http://publications.europa.eu/resource/authority/licence/CC_BY_4_0'
    """
    bare = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
    for scheme in ("http://", "https://", "http://www.", "https://www."):
        for end in ("/", ""):
            if code := licence_code(f"{scheme}{bare}{end}"):
                return f"{EU_AUTHORITIES}licence/{code}"
    return None


def is_open_licence(address: str) -> bool:
    """Return whether the licence, whichever way its address is written, is an open one."""
    known = known_form(address) or ""
    return _OPEN.fullmatch(known.removeprefix(f"{EU_AUTHORITIES}licence/")) is not None
