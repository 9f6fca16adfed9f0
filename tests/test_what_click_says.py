"""What click says of a command line is said in French too."""

import ast
import re
from pathlib import Path

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tressons_ld.cli.localised import DOMAIN, LOCALE

FRENCH = LOCALE / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"

# Said to programmers, or by what no command of the tool has: prompts, editors, dates, tuples,
# completion, deprecation.
ELSEWHERE = re.compile(
    r"Aborted|deprecat|env var|default: |\(dynamic\)|iterable|defined twice|Boolean option|"
    r"Could not determine|No options defined|exactly one parameter|Try '|Error: |Invalid start|"
    r"Choice\(|UUID|valid boolean|match the format|values are required|%\(prog\)s|"
    r"Positional arguments"
)
MODULES = ("core.py", "decorators.py", "exceptions.py", "formatting.py", "parser.py", "types.py")


def said_by_click() -> set[str]:
    """Return the first argument of each call of gettext in the modules that read a command line."""
    said = set()
    for name in MODULES:
        tree = ast.parse((Path(click.__file__).with_name(name)).read_text("utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(ast.Name("_" | "ngettext"), [ast.Constant(str(words)), *_]) if (
                    not ELSEWHERE.search(words)
                ):
                    said.add(words)
    return said


def test_each_sentence_is_translated() -> None:
    with FRENCH.open("rb") as file:
        translated = {
            message.id[0] if isinstance(message.id, tuple) else message.id
            for message in read_po(file)
        }
    unasked = {"Do you want to continue?", "Confirm the action without prompting."}
    assert said_by_click() - translated - unasked == {"Show the version and exit."}


def test_the_compiled_file_is_that_of_the_sentences(tmp_path: Path) -> None:
    with FRENCH.open("rb") as file:
        catalogue = read_po(file)
    with (tmp_path / "compiled").open("wb") as file:
        write_mo(file, catalogue)
    assert (tmp_path / "compiled").read_bytes() == FRENCH.with_suffix(".mo").read_bytes()
