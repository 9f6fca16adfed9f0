"""``init --from --ask``: what is guessed of a table is asked, the guess as the answer at hand.

One question comes first: keep all, be asked what is in doubt, or be asked each. Later ones take
« tout » as an answer too: what is left is kept as it is guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tressons_ld.cli.localised import say

if TYPE_CHECKING:
    from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
    from tressons_ld.catalogue.adoption.keeper_answers import KeeperAnswers
    from tressons_ld.catalogue.model import Authorities

_ALL = frozenset(["tout", "tout garder", "all", "keep all"])
_EACH = frozenset(["chaque", "chacune", "chacun", "each"])
_EXAMPLES, _LONGEST = 2, 30


class AskedGuesses:
    """Asks the person at the terminal for what is guessed of one table.

    Attributes:
        user_columns: heading -> column, of those that were said.
        answers: what was said in the place of other guesses.
    """

    def __init__(
        self,
        adopting: Callable[..., "AdoptedTable"],
        user_columns: Mapping[str, str],
        authorities: "Authorities",
    ) -> None:
        """Ask nothing yet.

        Args:
            adopting: adopts the table, with ``user_columns`` and ``answers``.
            user_columns: heading -> column, of those that were said already.
            authorities: the codes of languages.
        """
        from tressons_ld.catalogue.adoption.keeper_answers import NO_ANSWERS

        self.user_columns = dict(user_columns)
        self.answers: KeeperAnswers = NO_ANSWERS
        self._adopting, self._authorities = adopting, authorities
        self._keep_all = self._each = False

    def ask(self) -> "AdoptedTable":
        """Return the table as it is adopted with what is said."""
        adopted = self._adopted()
        self._how_much(adopted)
        if self._keep_all:
            return adopted
        self._headings(adopted)
        adopted = self._adopted()
        if self._each or not adopted.language_told:
            self._language(adopted)
            adopted = self._adopted()
        if number := adopted.outcome.kinds_given:
            self._kind(adopted, number)
        if self._each or adopted.publisher is None:
            self._publisher(adopted)
        return self._adopted()

    def _adopted(self) -> "AdoptedTable":
        return self._adopting(user_columns=self.user_columns, answers=self.answers)

    def _how_much(self, adopted: "AdoptedTable") -> None:
        """Ask whether all guesses are kept, those in doubt are asked, or each."""
        doubtful = len(self._doubtful(adopted))
        sure = len(adopted.matched.columns)
        answer = click.prompt(
            say("init.columns-in-doubt", sure=sure, doubtful=doubtful),
            default="",
            show_default=False,
            err=True,
        )
        self._keep_all = answer.strip().casefold() in _ALL
        self._each = answer.strip().casefold() in _EACH

    def _prompt(self, question: str, default: str, read: Callable[[str], str] | None = None) -> str:
        """Return an answer, or the guess where that one or all of them are kept."""
        if self._keep_all:
            return default

        def answer(text: str) -> str:
            if text.strip().casefold() in _ALL:
                self._keep_all = True
                return default
            return read(text) if read is not None else text.strip()

        said: str = click.prompt(
            question, default=default, value_proc=answer, show_default=bool(default), err=True
        )
        return said

    @staticmethod
    def _doubtful(adopted: "AdoptedTable") -> list[str]:
        """Return the headings of which what they give is in doubt, in their order.

        Those that are not carried though they hold something, that their cells tell, or that are
        known but for words that say nothing.
        """
        from tressons_ld.catalogue.adoption.heading_words import PARTLY_KNOWN, meanings

        table, matched = adopted.table, adopted.matched
        doubtful = {*matched.reasons, *matched.guessed}
        for column, indexes in matched.columns.items():
            for index in indexes:
                known = [one for one in meanings(table.headings[index]) if one.column == column]
                if known and known[0].rank >= PARTLY_KNOWN:
                    doubtful.add(index)
        return list(dict.fromkeys(table.name(index) for index in sorted(doubtful)))

    def _headings(self, adopted: "AdoptedTable") -> None:
        """Ask which columns the headings are."""
        from tressons_ld.catalogue.adoption.heading_words import carried_columns
        from tressons_ld.findings.language import short

        table, choice = adopted.table, click.Choice(["", *carried_columns()])
        columns = {
            table.name(index): column
            for column, indexes in adopted.matched.columns.items()
            for index in indexes
        }
        filled = set(range(len(table.headings))).difference(adopted.matched.empty)
        every = list(dict.fromkeys(map(table.name, sorted(filled))))
        names = every if self._each else self._doubtful(adopted)
        said = {}
        for name in (one for one in names if one not in self.user_columns):
            index = next(i for i in range(len(table.headings)) if table.name(i) == name)
            texts = list(dict.fromkeys(table.filled(index)))[:_EXAMPLES]
            examples = ", ".join(short(text, _LONGEST) for text in texts)
            guess = columns.get(name, "")
            answer = self._prompt(
                say("init.column-of-heading", name=name, examples=examples),
                guess,
                lambda text: _chosen(choice, text),
            )
            if answer != guess:
                said[name] = answer
        self.user_columns |= said

    def _language(self, adopted: "AdoptedTable") -> None:
        from tressons_ld.catalogue.adoption.adopted_rows import language_code

        def language(text: str) -> str:
            code = language_code(text, self._authorities)
            if not code:
                raise click.BadParameter(say("init.language-unknown", text=text))
            return code

        question = say("init.language-of-catalogue")
        said = self._prompt(question, adopted.language, language)
        if not self._keep_all:
            self.answers = replace(self.answers, language=said)

    def _kind(self, adopted: "AdoptedTable", number: int) -> None:
        question = say("init.kind-of-the-others", number=number)
        said = self._prompt(question, adopted.outcome.kind)
        if not self._keep_all:
            self.answers = replace(self.answers, kind=said)

    def _publisher(self, adopted: "AdoptedTable") -> None:
        question = say("init.publisher")
        said = self._prompt(question, adopted.publisher.name if adopted.publisher else "")
        if not self._keep_all:
            self.answers = replace(self.answers, publisher=said)


def _chosen(choice: click.Choice[Any], text: str) -> str:
    column: str = choice.convert(text.strip().removeprefix("-"), None, None)
    return column
