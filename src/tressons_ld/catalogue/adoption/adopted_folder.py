"""A table that was adopted -> all files of the catalogue folder, the table itself among them."""

from pathlib import Path

from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.folder_texts import folder_texts
from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.messages import sentence

SETTINGS_FILE = "data/catalogue.toml"

ACCOUNT = sentence("adoption.account-path")
"""Where the whole account lies, every column by its name."""


def starter_files(language: str, paths: str | None = None) -> dict[str, Path | str]:
    """Return the files of the starter in a language: path in the folder -> file to copy, or text.

    Args:
        language: of the starter.
        paths: language of the words of paths; as ``language`` unless given.
    """
    here = f"{language}/"
    # What stands in the folder of no language is of every catalogue.
    files: dict[str, Path | str] = {
        name.removeprefix(here): path
        for name, path in tool_files("starter").items()
        if name.startswith(here) or "/" not in name
    }
    if paths not in (None, language):
        settings = files[SETTINGS_FILE]
        text = settings if isinstance(settings, str) else settings.read_text("utf-8")
        files[SETTINGS_FILE] = text.replace(f'paths = "{language}"', f'paths = "{paths}"')
    return files


def adopted_files(
    adopted: AdoptedTable, source: Path, language: str, paths: str | None = None
) -> dict[str, Path | str]:
    """Return the files of the folder: path -> the file to copy, or the text to write.

    Args:
        adopted: the table.
        source: the file that it was read from, which the folder keeps as it is.
        language: of the one who reads the notes and the account, fr or en.
        paths: language of the words of paths; as ``language`` unless given.
    """
    files = {
        name: file for name, file in starter_files(language).items() if not name.startswith("data/")
    }
    files |= folder_texts(adopted, source.name.partition(".")[0], language, paths or language)
    files[f"data/source/{source.name}"] = source
    files[ACCOUNT.in_language(language)] = Account(adopted, language, whole=True).text()
    return files
