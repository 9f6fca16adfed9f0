"""What the regular expressions of the tool may hold, for every Python that it runs on."""

import re

import pytest

from tressons_ld.files.tool_files import PACKAGE

# «(?:a|b)*+»: before 3.11.5, Python went on in it from where an alternative had failed
# (CPython gh-106052); «(?>(?:a|b)*)» says the same.
GROUP_REPEATED_POSSESSIVELY = re.compile(r"(?<!\()\)(?:[*+?]|\{[0-9, ]*\})\+")
MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("text", ["(?:a|b)*+", "(ab)++", "(?:a|%[0-9]{{2}})?+", "(a){1,3}+"])
def test_a_group_that_is_repeated_possessively_is_seen(text: str) -> None:
    assert GROUP_REPEATED_POSSESSIVELY.search(text)


def test_no_group_is_repeated_possessively() -> None:
    assert MODULES
    assert not [
        f"{module.name}: {line.strip()}"
        for module in MODULES
        for line in module.read_text("utf-8").splitlines()
        if GROUP_REPEATED_POSSESSIVELY.search(line)
    ]
