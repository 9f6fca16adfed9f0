"""Which mends of findings may be written without asking: those that have one meaning."""

from urllib.parse import unquote

from tressons_ld.findings.finding import Finding

KEEPS_ITS_LETTERS = frozenset({"table.url-invisible", "table.url-space"})
"""The mend has one meaning where it has every letter and digit of the value: else words go."""

ONE_MEANING = KEEPS_ITS_LETTERS | {
    # What is already read so: dates, codes, licences, sizes, addresses in another spelling.
    "table.value-read",
    # One language under two names.
    "reference.one-language",
    # Each part is known.
    "table.separator",
    "table.siren-unreadable",
    "table.url-character",
    "table.url-dots",
    "table.url-host",
    "table.url-scheme",
}
"""The codes of findings whose mend, where it is the only one, has one meaning.

All others are guesses, even when they offer a single mend: the nearest name or code, a date out of
« vers 2019 » or of a number, a period turned round, the address out of a sentence, a list of
keywords that may be one.
"""


def only_mend(finding: Finding) -> str | None:
    """Return what a finding's value means and nothing else, or None."""
    if finding.code not in ONE_MEANING or len(finding.mends) != 1 or not finding.value:
        return None
    (mend,) = finding.mends
    if finding.code in KEEPS_ITS_LETTERS and _letters(finding.value) != _letters(mend):
        return None
    return mend


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unquote(text))).casefold()
