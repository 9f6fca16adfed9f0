"""Where a page of a feed ends: where a shard does, once the page holds enough entries."""


class PageCount:
    """The pages of some streams while shards come by.

    Attributes:
        number: of the page under way, from 1.
    """

    def __init__(self, page_size: int | None) -> None:
        """Begin the first page.

        Args:
            page_size: entries after which a page ends; None where all is one page.
        """
        self._page_size, self._entries = page_size, 0
        self.number = 1

    @property
    def is_full(self) -> bool:
        """Whether what comes next belongs to another page."""
        return self._page_size is not None and self._entries >= self._page_size

    def add(self, entries: int) -> None:
        """Count the entries of the next shard, or what stands after the last one, as 0."""
        if self.is_full:
            self.number, self._entries = self.number + 1, 0
        self._entries += entries
