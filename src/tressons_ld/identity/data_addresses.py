"""The addresses of data that were published, as the lock file keeps them: none goes without a word.

Those of a thing's own documents follow from its id. These are the others, by their paths under the
site: a line each, and one for the files of all entries (``ressource/*.ttl``).
"""

from collections.abc import Collection, Iterable, Mapping

from tressons_ld.identity.lock_file import FILE, LockLine


class DataAddresses:
    """What one publication makes of the addresses of data that earlier ones had.

    Attributes:
        lines: the lines of the lock file as they are after this publication, by their paths.
        lost_addresses: the paths of those that this publication has not, and that were not given
            up.
        moved_addresses: what took the place of those that a version of the tool has elsewhere, by
            their paths.
    """

    def __init__(self, lines: Mapping[str, LockLine], day: str) -> None:
        """Take the lines as they were, and the day of the publication."""
        self._known, self._day = lines, day
        self.lines = dict(lines)
        self.lost_addresses: list[str] = []
        self.moved_addresses: dict[str, str] = {}

    def assume(self, paths: Iterable[str]) -> None:
        """Take addresses for published that no line tells of: an earlier version wrote none."""
        for path in paths:
            self.lines.setdefault(path, self._line(path))

    def compare(
        self, now: Collection[str], moves: Mapping[str, str], may_go: Collection[str] = ()
    ) -> None:
        """Hold the addresses against those that this publication has.

        Args:
            now: their paths.
            moves: what a version of the tool has elsewhere, by the paths that it gave up.
            may_go: paths of which nobody is asked whether they are meant to go.
        """
        for path, line in sorted(self.lines.items()):
            if line.retired or path in now:
                continue
            if path in moves:
                self.moved_addresses[path] = moves[path]
                self.lines[path] = line._replace(successor=moves[path], retired=self._day)
            elif path in may_go:
                self.lines[path] = line._replace(retired=self._day)
            else:
                self.lost_addresses.append(path)
        for path in now:
            line = self.lines.get(path, self._line(path))
            if line.retired:
                line = line._replace(successor="", retired="", modified=self._day)
            self.lines[path] = line

    def give_up(self, successors: Mapping[str, str]) -> None:
        """Keep that those which have gone were meant to.

        Args:
            successors: what their readers are led to, by their paths, where there is anything.
        """
        for path in self.lost_addresses:
            line = self.lines[path]
            self.lines[path] = line._replace(successor=successors.get(path, ""), retired=self._day)

    @property
    def changed(self) -> bool:
        """Whether any line is another one than before."""
        return self.lines != self._known

    @property
    def retired(self) -> dict[str, str]:
        """What took the place of each address that was given up: empty where nothing did."""
        return {line.id: line.successor for line in self.lines.values() if line.retired}

    def _line(self, path: str) -> LockLine:
        return LockLine(path, FILE, "", self._day, self._day, "", "", "")
