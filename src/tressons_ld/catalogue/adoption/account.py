"""What is told of a table that was adopted: understood, guessed, left empty, not carried."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.cell_readings import How
from tressons_ld.catalogue.adoption.fitting_columns import NO_PLACE
from tressons_ld.catalogue.adoption.outcome import NOT_CARRIED
from tressons_ld.findings.language import Text, quoted, short
from tressons_ld.findings.messages import sentence

WIDTH = 100
_MOST_LINES = 40
"""Lines of an account that is not whole: a screen and a half of a terminal."""
_MOST_NAMED = 40
_SHORTER = ((_MOST_NAMED, 100), (20, 8), (10, 4), (5, 2), (2, 1))
"""How many columns a sentence names, and how many sentences of one kind tell of a column each."""
_MOST_EMPTY = 12
_LONGEST_VALUE = 40
_MOST_LISTED = 10
_EXAMPLES = 1


class _Sentences:
    """Sentences about one table, in one language."""

    def __init__(
        self,
        adopted: AdoptedTable,
        language: str,
        *,
        whole: bool = False,
        limits: tuple[int, int] = _SHORTER[0],
    ) -> None:
        """Take what is to be told.

        Args:
            adopted: the table.
            language: of the account, fr or en.
            whole: whether every name is given, however many there are.
            limits: how many columns a sentence names, how many sentences tell of one each.
        """
        self._adopted, self._language, self._whole = adopted, language, whole
        self._most, self._columns = limits
        self._table, self._matched, self._outcome = adopted.table, adopted.matched, adopted.outcome

    def _say(self, key: str, **details: object) -> str:
        return sentence(f"account.{key}", **details).in_language(self._language)

    def _named(
        self,
        indexes: Sequence[int],
        counts: Mapping[int, int] | None = None,
        most: int = _MOST_NAMED,
    ) -> str:
        most = len(indexes) if self._whole else min(most, self._most)
        names = [
            quoted(short(self._table.name(index)), self._language)
            + (f" ({counts[index]})" if counts is not None else "")
            for index in indexes[:most]
        ]
        if len(indexes) > most:
            names.append(self._say("more", n=len(indexes) - most))
        return ", ".join(names)

    def _few(self, sentences: Iterable[str]) -> Iterator[str]:
        """Yield the first of the sentences that tell of a column each, and how many there are."""
        told = list(sentences)
        most = len(told) if self._whole else self._columns
        yield from told[:most]
        if len(told) > most:
            yield self._say("more-columns", n=len(told) - most)


class _Guesses(_Sentences):
    """What was guessed."""

    def sentences(self) -> Iterator[str]:
        """Yield them, the columns first."""
        outcome, adopted = self._outcome, self._adopted
        for index in self._matched.guessed:
            given = (name for name, gives in self._matched.columns.items() if index in gives)
            column = next(given)
            other = column == "title" and index != self._matched.one("title")
            key = "other-title" if other else column.replace("_", "-")
            yield self._say(key, name=self._named([index]))
        yield self._say("ids", listed=", ".join(self._ids()))
        key = "language" if adopted.language_told else "language-untold"
        if not adopted.answers.language:
            yield self._say(key, code=adopted.language)
        if outcome.other_languages:
            listed = ", ".join(f"{n} {code}" for code, n in sorted(outcome.other_languages.items()))
            yield self._say("other-languages", code=adopted.language, listed=listed)
        yield from self._kinds()
        yield from self._names()
        if stray := [str(number) for number in self._table.stray_quotes]:
            yield self._say("stray-quotes", listed=_listed(stray, len(stray), _MOST_LISTED))
        yield from self._few(told.in_language(self._language) for told in self._table.remarks)
        for key, number in (
            ("grouped-values" if outcome.grouped_values else "grouped", outcome.grouped),
            ("pages-as-files", outcome.pages_as_files),
            ("titles-made", outcome.titles_made),
            ("untitled", outcome.untitled),
            ("drafts", outcome.drafts),
            ("html", outcome.html),
            ("characters", outcome.characters),
            ("no-description", outcome.no_description),
        ):
            if number:
                yield self._say(key, n=number, names=self._named(outcome.grouped_by))
        yield from self._few(self._values(How.REWRITTEN, "rewritten"))
        yield from self._few(self._values(How.GUESSED, "guessed-values"))
        yield from self._few(self._values(How.AS_ISSUED, "as-issued"))
        yield from self._few(self._values(How.AS_RIGHTS, "as-rights"))
        yield from self._few(self._values(How.AS_LICENCE, "as-licence"))

    def _ids(self) -> Iterator[str]:
        outcome, index = self._outcome, self._matched.one("id")
        name = self._named([index]) if index is not None else ""
        if outcome.ids_kept:
            yield self._say("ids-kept", n=outcome.ids_kept, name=name)
        if outcome.ids_changed:
            yield self._say("ids-changed", n=outcome.ids_changed, name=name)
        if outcome.ids_of_titles:
            yield self._say("ids-of-titles", n=outcome.ids_of_titles)
        if outcome.keys_twice:
            yield self._say("keys-twice", n=outcome.keys_twice)

    def _kinds(self) -> Iterator[str]:
        outcome = self._outcome
        if outcome.kinds_given and not self._adopted.answers.kind:
            kind = quoted(outcome.kind, self._language)
            yield self._say("kind-given", n=outcome.kinds_given, kind=kind)
        named = [kind for kind in self._adopted.kinds if kind.name != outcome.kind]
        if named:
            unknown = sum(kind.cells.get("schema_type") == "CreativeWork" for kind in named)
            yield self._say("kinds", n=len(named), unknown=unknown)

    def _names(self) -> Iterator[str]:
        agents, publisher = self._adopted.agents, self._adopted.publisher
        if len(agents):
            yield self._say(
                "agents",
                n=len(agents),
                persons=agents.persons,
                bodies=len(agents) - agents.persons,
                doubtful=sum(bool(agent.notes) for agent in agents),
                merged=agents.merged,
            )
        if publisher is None:
            yield self._say("publisher-unknown")
        elif not self._adopted.answers.publisher:
            yield self._say("publisher", name=quoted(publisher.name, self._language))
        things = {
            **self._adopted.concepts,
            "places": self._adopted.places,
            "series": self._adopted.series,
        }
        listed = [
            self._say(key, n=len(each))
            + (self._say("merged", n=each.merged) if each.merged else "")
            for key, each in things.items()
            if len(each)
        ]
        if listed:
            yield ", ".join(listed)
        if self._outcome.themes_as_keywords:
            yield self._say("themes-as-keywords")

    def _values(self, how: How, key: str) -> Iterator[str]:
        for index, column in sorted(self._outcome.columns.items()):
            number = column.hows[how]
            pairs = column.examples_read.get(how, ())
            shown = [
                f"{_value(text)} → {_value(new)}" if new not in ("", text) else _value(text)
                for text, new in pairs
            ]
            if number:
                examples = _listed(shown, number)
                yield self._say(key, name=self._named([index]), n=number, examples=examples)


class Account(_Sentences):
    """The account of one table, in one language: a page."""

    def text(self) -> str:
        """Return the account, the shorter the more columns there are to tell of."""
        for limits in _SHORTER:
            self._most, self._columns = limits
            lines = self._lines()
            if self._whole or len(lines) <= _MOST_LINES:
                break
        return "".join(f"{line}\n" for line in lines)

    def _lines(self) -> list[str]:
        limits = self._most, self._columns
        guesses = _Guesses(self._adopted, self._language, whole=self._whole, limits=limits)
        return [
            self._file(),
            *self._part("understood", self._understood()),
            *self._part("guessed", guesses.sentences()),
            *self._part("left-empty", self._left_empty()),
            *self._part("not-carried", self._not_carried()),
        ]

    def of_columns(self) -> str:
        """Return which columns were understood, and which are not carried."""
        lines = [
            *self._part("understood", self._understood()),
            *self._part("left-empty", self._left_empty()),
            *self._part("not-carried", self._not_carried()),
        ]
        return "".join(f"{line}\n" for line in lines)

    def _part(self, title: str, sentences: Iterable[str]) -> list[str]:
        lines = []
        for each in sentences:
            # No line ends after a quotation mark that opens, nor begins with one that closes.
            kept = each.replace("« ", "«\xa0").replace(" »", "\xa0»")
            lines += textwrap.wrap(
                kept, WIDTH, initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False
            )
        return [self._say(title), *lines] if lines else []

    def _file(self) -> str:
        table, where = self._table, []
        if table.sheet:
            where.append(self._say("sheet", name=quoted(short(table.sheet), self._language)))
        if table.heading_row > 1:
            where.append(self._say("heading-row", row=table.heading_row))
        return self._say(
            "file",
            file=table.file,
            n=len(table.rows),
            columns=len(table.headings),
            where=f" ({', '.join(where)})" if where else "",
            made=len(self._adopted.rows),
        )

    def _understood(self) -> Iterator[str]:
        yield from self._answered()
        given = sorted(self._matched.columns.items(), key=lambda one: min(one[1]))
        yield self._say("between").join(
            f"{self._named(indexes)} → {column}"
            for column, indexes in given
            if not set(indexes) & set(self._matched.guessed)
        )
        yield from self._few(
            self._say("separator", sign=quoted(sign, self._language), name=self._named([index]))
            for index, sign in self._outcome.separators.items()
        )

    def _answered(self) -> Iterator[str]:
        adopted = self._adopted
        answers, publisher = adopted.answers, adopted.publisher
        if answers.language:
            yield self._say("language-said", code=adopted.language)
        if answers.kind and self._outcome.kinds_given:
            kind = quoted(self._outcome.kind, self._language)
            yield self._say("kind-said", n=self._outcome.kinds_given, kind=kind)
        if answers.publisher and publisher is not None:
            yield self._say("publisher-said", name=quoted(publisher.name, self._language))

    def _left_empty(self) -> Iterator[str]:
        empty = self._matched.empty
        if empty:
            yield self._say(
                "empty-columns", n=len(empty), names=self._named(empty, most=_MOST_EMPTY)
            )
        yield from self._few(
            self._say("absent", name=self._named([index]), n=number)
            for index, column in sorted(self._outcome.columns.items())
            if (number := column.hows[How.ABSENT])
        )

    def _not_carried(self) -> Iterator[str]:
        outcome, columns = self._outcome, self._matched.columns
        reasons: dict[Text, list[int]] = {}
        for index, reason in self._matched.reasons.items():
            reasons.setdefault(reason, []).append(index)
        for reason, indexes in sorted(reasons.items(), key=lambda one: one[0] != NO_PLACE):
            counts = {index: sum(1 for _ in self._table.filled(index)) for index in indexes}
            names, why = self._named(indexes, counts), reason.in_language(self._language)
            yield self._say("columns", n=len(indexes), why=why, names=names)
        yield from self._few(self._refused())
        for key, counted in (
            ("without-file", outcome.without_file),
            ("second-values", outcome.second_values),
        ):
            for name, number in sorted(counted.items()):
                if number:
                    yield self._say(key, name=self._named(columns[name]), n=number)
        if outcome.differing:
            names = self._named(sorted(outcome.differing), outcome.differing)
            yield self._say("differing", names=names)
        if outcome.same:
            yield self._say("same", n=outcome.same)
        if outcome.skipped:
            rows = _listed(
                [str(row) for row in outcome.skipped], len(outcome.skipped), _MOST_LISTED
            )
            yield self._say("skipped", n=len(outcome.skipped), listed=rows)
        left = self._table.left_out
        for each in left[:_MOST_LISTED]:
            yield each.in_language(self._language)
        if len(left) > _MOST_LISTED:
            yield self._say("more-left", n=len(left) - _MOST_LISTED)
        if others := self._table.other_sheets:
            named = [quoted(short(each), self._language) for each in others]
            listed = _listed(named, len(named), _MOST_LISTED)
            yield self._say("other-sheets", n=len(others), names=listed)

    def _refused(self) -> Iterator[str]:
        for index, column in sorted(self._outcome.columns.items()):
            for how, left in sorted(
                column.examples_not_carried.items(), key=lambda one: NOT_CARRIED.index(one[0])
            ):
                number = column.hows[how]
                shown = [f"{self._say('row', row=row)} {_value(text)}" for row, text in left]
                key = how.name.lower().replace("_", "-")
                name, examples = self._named([index]), _listed(shown, number)
                yield self._say(key, name=name, n=number, examples=examples)


def _listed(shown: Sequence[str], number: int, most: int = _EXAMPLES) -> str:
    return ", ".join(shown[:most]) + (", …" if number > most else "")


def _value(text: str) -> str:
    return short(text, _LONGEST_VALUE)
