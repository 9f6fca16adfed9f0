"""How much the hosts of static sites take, as far as they say so; none is known while publishing.

- Cloudflare Pages, https://developers.cloudflare.com/pages/platform/limits/ and
  https://developers.cloudflare.com/pages/configuration/redirects/
- GitLab Pages, https://docs.gitlab.com/user/project/pages/redirects/ (gitlab.com; 64 kB of rules)
- GitHub Pages, https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.identity.redirects import NETLIFY

_MB = 1 << 20


class HostLimit(NamedTuple):
    """What a host takes at most of something.

    Attributes:
        host: its name.
        most: the number.
        counted: what is counted, in the plural.
    """

    host: str
    most: int
    counted: Text


_FILES = sentence("site.files")
_RULES = sentence("site.redirects")
_LARGEST = sentence("site.megabytes-a-file")
_LIMITS = (
    HostLimit("Cloudflare Pages", 20_000, _FILES),
    HostLimit("Cloudflare Pages", 25, _LARGEST),
    HostLimit("GitHub Pages", 100, _LARGEST),
    HostLimit("Cloudflare Pages", 2_000, _RULES),
    HostLimit("GitLab Pages", 1_000, _RULES),
)


def exceeded(output: Path, files: int, measured: Iterable[str]) -> Iterator[tuple[HostLimit, int]]:
    """Yield the limits that a publication is beyond, and its own number.

    Args:
        output: its folder.
        files: number of its files.
        measured: paths of those that grow with the catalogue.
    """
    largest = max((output / path).stat().st_size for path in measured)
    # The house may keep one of its own there, in any encoding.
    rules = (output / NETLIFY).read_bytes().splitlines()
    numbers = {
        _FILES: files,
        _LARGEST: -(-largest // _MB),
        _RULES: sum(bool(line.strip()) and not line.startswith(b"#") for line in rules),
    }
    for limit in _LIMITS:
        if numbers[limit.counted] > limit.most:
            yield limit, numbers[limit.counted]
