"""What the one who brings a table answers, in the place of guesses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeeperAnswers:
    """What somebody said of a table: what is None or empty is guessed.

    Attributes:
        language: of the catalogue, by its code.
        kind: of the resources of which no cell says any.
        publisher: the name of who publishes the catalogue.
    """

    language: str | None = None
    kind: str | None = None
    publisher: str | None = None


NO_ANSWERS = KeeperAnswers()
"""Nothing was asked."""
