"""The message files hold every word of every finding and exception, in both languages, by code."""

import ast
import errno
import inspect
import pickle
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import tressons_ld
from tables import each
from tressons_ld.findings import errors, messages
from tressons_ld.findings.errors import IdentityError, OutputError, TressonsError, reason_of
from tressons_ld.findings.finding import Severity, finding
from tressons_ld.findings.language import LANGUAGES, Text
from tressons_ld.findings.messages import message_of, sentence

SOURCE = Path(tressons_ld.__file__).parent
ERRORS: dict[str, type[TressonsError]] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, TressonsError)
}


def entries() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the area, the code and the entry of each message."""
    for file in files(messages).iterdir():
        if file.name.endswith(".toml"):
            for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
                yield file.name.removesuffix(".toml"), code, entry


FINDINGS = {code: entry for _, code, entry in entries() if "severity" in entry}
SENTENCES = {code: entry for _, code, entry in entries() if "fr" in entry}
EXCEPTIONS = {
    code: entry for _, code, entry in entries() if code not in FINDINGS.keys() | SENTENCES.keys()
}


def placeholders(*sentences: str) -> set[str]:
    return {
        name
        for sentence in sentences
        for _, name, _, _ in string.Formatter().parse(sentence)
        if name is not None
    }


@cache
def calls() -> list[ast.Call]:
    """All calls of a plain name in the source."""
    return [
        node
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Yield the class, the code and the details of each exception that is made in the source."""
    for call in calls():
        assert isinstance(call.func, ast.Name)
        if call.func.id in ERRORS:
            (code,) = call.args
            assert isinstance(code, ast.Constant), ast.unparse(call)
            yield call.func.id, code.value, {str(each.arg) for each in call.keywords}


@cache
def codes_in_the_source() -> re.Pattern[str]:
    """A pattern of all texts in the source that may be a code: some have a part filled in."""
    texts = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                parts = (
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
                    for part in node.values
                )
                texts.add("".join(parts))
    return re.compile("|".join(text for text in texts if re.match(r"[a-z]+\\\.", text)))


def test_a_code_stands_in_the_file_of_its_area() -> None:
    assert [
        code for area, code, _ in entries() if not re.fullmatch(rf"{area}\.[a-z0-9-]+", code)
    ] == []


@each("code", sorted(FINDINGS))
def test_a_finding_has_severity_message_and_remedy_in_both_languages(code: str) -> None:
    entry = FINDINGS[code]
    assert set(entry) == {"severity", "message", "remedy"}
    assert entry["severity"].upper() in Severity.__members__
    for sentences in (entry["message"], entry["remedy"]):
        assert set(sentences) == set(LANGUAGES)
        assert all(map(str.strip, sentences.values()))
        assert placeholders(sentences["fr"]) == placeholders(sentences["en"])


@each("code", sorted(EXCEPTIONS))
def test_an_exception_has_its_sentence_in_both_languages(code: str) -> None:
    entry = EXCEPTIONS[code]
    assert set(entry) == {"message"}
    assert set(entry["message"]) == set(LANGUAGES)
    assert all(map(str.strip, entry["message"].values()))
    assert placeholders(entry["message"]["fr"]) == placeholders(entry["message"]["en"])


@each("code", sorted(SENTENCES))
def test_a_sentence_stands_in_both_languages(code: str) -> None:
    entry = SENTENCES[code]
    assert set(entry) == set(LANGUAGES)
    assert all(entry.values())
    assert placeholders(entry["fr"]) == placeholders(entry["en"])


def test_the_source_uses_every_code() -> None:
    known = codes_in_the_source()
    assert [code for _, code, _ in entries() if not known.fullmatch(code)] == []


def test_every_finding_made_in_the_source_has_a_message() -> None:
    made = [
        call.args[0].value
        for call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id == "finding"
        and isinstance(call.args[0], ast.Constant)
    ]
    assert len(made) > 50
    assert [code for code in made if code not in FINDINGS] == []


def test_every_sentence_said_in_the_source_has_its_words() -> None:
    said = [
        call.args[0].value
        for call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id in ("sentence", "say")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert len(said) > 500
    assert [code for code in said if code not in SENTENCES] == []


def test_a_sentence_is_given_all_that_it_shows_or_nothing() -> None:
    wrong = [
        ast.unparse(call)
        for call in calls()
        if isinstance(call.func, ast.Name)
        and call.func.id in ("sentence", "say")
        and isinstance(call.args[0], ast.Constant)
        and call.keywords
        and all(each.arg for each in call.keywords)
        and placeholders(*SENTENCES[call.args[0].value].values())
        != {str(each.arg) for each in call.keywords}
    ]
    assert wrong == []


def declared_beside_what_they_describe(tree: ast.Module) -> set[ast.AST]:
    """Return what stands in the help of a command or of an option."""
    return {
        node
        for keyword in ast.walk(tree)
        if isinstance(keyword, ast.keyword) and keyword.arg in ("help", "metavar")
        for node in ast.walk(keyword)
    }


def words(node: ast.expr) -> str:
    """Return what an expression says as it stands, but for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(map(words, node.values))
    if isinstance(node, ast.BinOp):
        return words(node.left) + words(node.right)
    return ""


def test_no_sentence_stands_in_the_code() -> None:
    """But the help of commands, that of columns, and what language.py knows of each language."""
    inline = []
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts
        if room[:2] == ("catalogue", "model") or room == ("findings", "language.py"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        beside = declared_beside_what_they_describe(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", None) in ("Text", "MultilingualText", "words_in")
                and node not in beside
                and any(re.search("[^\\W\\d_]{2}", words(each)) for each in node.args)
            ):
                inline.append(f"{'/'.join(room)}:{node.lineno}: {ast.unparse(node)}")
    assert inline == []


def test_every_exception_made_in_the_source_gives_what_its_message_needs() -> None:
    wrong = [
        (kind, code, details)
        for kind, code, details in raised()
        if code not in EXCEPTIONS or placeholders(*EXCEPTIONS[code]["message"].values()) != details
    ]
    assert wrong == []


def test_the_codes_of_an_exception_are_documented_at_its_class() -> None:
    documented = {
        (name, code)
        for name, kind in ERRORS.items()
        if kind is not TressonsError
        for code in re.findall(r"``(.+?)``", (inspect.getdoc(kind) or "").partition("Codes: ")[2])
    }
    assert documented == {(kind, code) for kind, code, _ in raised()}
    assert {code for _, code in documented} == set(EXCEPTIONS)


def test_an_area_of_exceptions_has_one_class() -> None:
    classes: dict[str, set[str]] = {}
    for kind, code, _ in raised():
        classes.setdefault(code.partition(".")[0], set()).add(kind)
    assert [area for area, kinds in classes.items() if len(kinds) > 1] == []


def test_an_exception_says_its_code_and_its_sentence_in_both_languages() -> None:
    error = OutputError("output.no-space", place="public")
    assert error.code == "output.no-space"
    assert error.text.fr.startswith("public : plus de place sur le disque.")
    assert str(error) == error.text.en
    assert error.text.en.startswith("public: no space left on the disk.")


def test_a_detail_is_filled_in_by_its_own_language() -> None:
    reason = reason_of(PermissionError(errno.EACCES, "Permission denied"))
    error = OutputError("output.cannot-create", place="public", reason=reason)
    assert "(droits insuffisants)" in error.text.fr
    assert "(Permission denied)" in error.text.en


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\n", "\r", "\x85", "\u2028", "\u202e", "\udcff"])
def test_no_sign_of_a_stranger_moves_what_a_terminal_shows(sign: str) -> None:
    for detail in (f"a{sign}b", Path(f"a{sign}b"), ValueError(f"a{sign}b")):
        told = IdentityError("identity.never-published", id=detail).text
        assert sign not in told.fr + told.en
        assert ascii(sign).strip("'") in told.fr


def test_accents_and_spaces_of_a_detail_stay() -> None:
    told = IdentityError("identity.never-published", id="« é\u202fà\xa0» 中")
    assert "« é\u202fà\xa0» 中" in told.text.fr


def test_an_exception_crosses_processes_whatever_its_details_are() -> None:
    error = OutputError("output.temporary-file", error=(detail for detail in ()))
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is OutputError
    assert (copy.code, copy.text, str(copy)) == (error.code, error.text, str(error))


def test_no_file_is_opened_before_a_sentence_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tressons_ld.findings.messages._area", None)
        line = sentence("report.line")
    assert line == Text("ligne", "line")


def test_a_sentence_crosses_processes_unread() -> None:
    copy = pickle.loads(pickle.dumps(sentence("report.line")))
    assert copy.in_language("fr") == "ligne"


def test_the_number_in_a_sentence_decides_its_words() -> None:
    assert [*sentence("push.triples", n=0)] == ["0 triplet", "0 triples"]
    assert [*sentence("push.triples", n=2)] == ["2 triplets", "2 triples"]


def test_no_file_is_opened_to_raise_an_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    message_of.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr("tressons_ld.findings.messages._area", None)
        error = OutputError("output.busy", folder="public")
    assert "public" in error.text.fr


def test_the_code_of_an_exception_makes_no_finding() -> None:
    with pytest.raises(LookupError):
        finding("output.no-space", None, place="public")


@pytest.mark.parametrize("code", ["table.never", "never.table", "never"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(LookupError):
        message_of(code)


def test_a_file_that_excel_holds_open_is_told_as_such() -> None:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert "Excel" in reason_of(error).fr and "Excel" in reason_of(error).en


# It holds three whole commands, each to be typed as it stands.
LONGER = {"publication.id-gone"}


@each("code", sorted(FINDINGS.keys() - LONGER))
def test_a_finding_takes_at_most_two_lines_of_a_terminal(code: str) -> None:
    """Of 100 columns, its values apart (issue 13)."""
    for language in ("fr", "en"):
        words = f"{FINDINGS[code]['message'][language]} {FINDINGS[code]['remedy'][language]}"
        shown = re.sub(r"\{\w+\}", "« value »", words).replace("« value »", "x" * 8)
        assert len(shown) <= 200, shown
