"""Rules that make the addresses of what was retired answer: 301 to a successor, or 410 Gone.

For Apache (``.htaccess``, mod_alias, https://httpd.apache.org/docs/2.4/mod/mod_alias.html), for
nginx (``redirects.nginx.conf``, to include in a server block), and for Netlify, Cloudflare Pages
and IPFS gateways (``_redirects``). They name paths, not hosts, so they hold wherever the site lies.
Apache reads an ``.htaccess`` for what lies in its folder: the paths of a base that lies elsewhere
on the host answer where the host's configuration, or the ``.htaccess`` above, has the lines too.

A distribution, a record or a session is a hash IRI of its resource: a browser sends no hash and
keeps it across a 301, so these rules cover them. What was removed answers 410 at its IRI, its page
being the body where the host can; the page and the two RDF documents go on answering 200 at their
own addresses, for they are what is left to read. References (``.bib``, ``.ris``, ``.csl.json``) go
where the resource went. Cloudflare knows no 410: it leaves that line out
and serves the page.

An address of data that was given up answers 410, or leads to what took its place; so do, by one
rule, those of all resources, but for hosts that know no patterns.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from tressons_ld.catalogue.paths import is_resource, resource_id
from tressons_ld.rdf.formats import JSON_LD, TURTLE

READABLE = {"Access-Control-Allow-Origin": "*"}
"""What lets programs in pages of others follow: a browser asks each redirect on the way (Fetch,
section 4.3, "HTTP fetch")."""

APACHE, NGINX, NETLIFY = ".htaccess", "redirects.nginx.conf", "_redirects"


class Rule(NamedTuple):
    """What one address answers.

    Attributes:
        path: path of the address on its host, decoded; where it is the rule of several, ``*``
            stands for the id of a resource, ``*/*`` for its end and all of it.
        target: path, or address, to go to; of what has gone, path of the page that says so, if any.
        is_gone: whether it answers 410 rather than 301.
        several: whether it is the rule of the files of all resources.
    """

    path: str
    target: str
    is_gone: bool = False
    several: bool = False

    @property
    def expression(self) -> str:
        """The regular expression of the path, as PCRE and RE2 read it."""
        if not self.several:
            return f"^{literally(self.path)}$"
        before, stars, after = _parts(self.path)
        # Groups: the id, and its end.
        id = "([^/.]*?([^/.]{1,2}))" if stars == "*" else "[^/.]+/([^/.]+)"
        return f"^{literally(before)}{id}{literally(after)}$"

    def filled(self, spelt: Callable[[str], str], id: str, end: str) -> str:
        """Return the target, given what stands for the groups of the expression.

        Args:
            spelt: makes of a path what a rule has for it.
            id: the group of the id.
            end: that of its end.
        """
        if not self.several:
            return spelt(self.target)
        before, stars, after = _parts(self.target)
        return spelt(before) + (id if stars == "*" else f"{end}/{id}") + spelt(after)


def _parts(path: str) -> tuple[str, str, str]:
    """Return what stands before the stars of a path, the stars, and what stands after."""
    stars = "*/*" if "*/*" in path else "*"
    before, _, after = path.partition(stars)
    return before, stars, after


class RetiredAddresses(NamedTuple):
    """The places of a thing that was retired, under the base and under the site.

    Attributes:
        id: path of its IRI.
        documents: path of its documents, without their extension.
        successor: path of its successor's IRI, or None where it has gone.
        successor_documents: path of its successor's documents, empty where it has none.
        references: extensions of the references that stand beside the documents of such things.
    """

    id: str
    documents: str
    successor: str | None
    successor_documents: str
    references: Sequence[str] = ()


def rules(retired: Iterable[RetiredAddresses], base_iri: str, site_url: str) -> list[Rule]:
    """Return the rules of all that was retired, each path once.

    The IRI answers, as a path of the site, for an address such as w3id.org leads there, and, where
    the base lies elsewhere on the same host, at its own path; so do the documents.
    """
    base, site = urlsplit(base_iri), urlsplit(site_url)
    roots = dict.fromkeys(
        unquote(each.path or "/") for each in (site, base) if each.netloc == site.netloc
    )
    top = next(iter(roots))
    found: dict[str, Rule] = {}
    for each in retired:
        for root in roots:
            for rule in _of_names(each, root, top):
                found.setdefault(rule.path, rule)
        for rule in _of_documents(each, top):
            found.setdefault(rule.path, rule)
    return list(found.values())


def rules_of_data(given_up: Mapping[str, str], site_url: str, page: str) -> list[Rule]:
    """Return the rules of addresses of data that were given up.

    Args:
        given_up: their paths under the site -> what took their place, a path or an address; empty
            where nothing did.
        site_url: address of the site.
        page: path of the page under the site that says that something is not there; empty where
            there is none.
    """
    site, found = unquote(urlsplit(site_url).path or "/"), list[Rule]()
    for path, place in sorted(given_up.items()):
        several = (resource_id(path) or "").startswith("*")
        if not place:
            body = f"{site}{page}" if page else ""
            found.append(Rule(f"{site}{path}", body, is_gone=True, several=several))
        else:
            target = place if _is_address(place) else f"{site}{place}"
            found.append(Rule(f"{site}{path}", target, several=several))
    return found


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _of_names(retired: RetiredAddresses, root: str, site: str) -> Iterator[Rule]:
    if retired.successor is None:
        yield Rule(f"{root}{retired.id}", f"{site}{retired.documents}.html", is_gone=True)
    else:
        yield Rule(f"{root}{retired.id}", f"{root}{retired.successor}")


def _of_documents(retired: RetiredAddresses, site: str) -> Iterator[Rule]:
    # Its page is there, and says where the data of the successor are: nothing leads away from it.
    if retired.successor_documents:
        for extension in (TURTLE.extension, JSON_LD.extension):
            target = f"{site}{retired.successor_documents}{extension}"
            yield Rule(f"{site}{retired.documents}{extension}", target)
    # Of its references nothing is left to read; what is no resource has none.
    for extension in retired.references:
        path = f"{site}{retired.documents}{extension}"
        if retired.successor_documents and is_resource(retired.successor or ""):
            yield Rule(path, f"{site}{retired.successor_documents}{extension}")
        else:
            yield Rule(path, f"{site}{retired.documents}.html", is_gone=True)


def files(rules: Sequence[Rule]) -> dict[str, str]:
    """Return the files of rules: name -> text. Without any rule they hold a comment."""
    return {
        APACHE: _HEADS[APACHE] + _apache(rules),
        NGINX: _HEADS[NGINX] + "".join(map(_nginx, rules)),
        NETLIFY: _HEADS[NETLIFY] + "".join(map(_netlify, rules)),
    }


_HEADS = {
    APACHE: (
        "# Écrit par tressons-ld. Apache : ce qui a été renommé ou retiré. Il y faut\n"
        "# « AllowOverride FileInfo » ; les adresses hors de ce dossier ne répondent que si la\n"
        "# configuration du site inclut ce fichier (Include).\n"
        "# Written by tressons-ld. Apache: what was renamed or removed. It takes\n"
        "# AllowOverride FileInfo; addresses outside this folder answer only where the\n"
        "# configuration of the site includes this file.\n"
    ),
    NGINX: (
        "# Écrit par tressons-ld. nginx : dans le bloc « server » du site, écrire\n"
        "#     include /chemin/des/fichiers/redirects.nginx.conf;\n"
        "# et recharger nginx après chaque publication.\n"
        "# Written by tressons-ld. nginx: include this file in the site's server block,\n"
        "# and reload nginx after each publication.\n"
    ),
    NETLIFY: (
        "# Écrit par tressons-ld. Netlify, Cloudflare, IPFS : ce qui a été renommé ou retiré.\n"
        "# Written by tressons-ld. Netlify, Cloudflare, IPFS: what was renamed or removed.\n"
    ),
}


def _apache(rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    lines = []
    for rule in rules:
        path, target, pattern = rule.path, rule.target, word(rule.expression)
        if rule.is_gone:
            lines.append(f"RedirectMatch 410 {pattern}\n")
        elif re.search("[?#]", target):
            # RedirectMatch leaves such a sign as it is; Redirect takes an escaped address, and what
            # lies below the path with it.
            lines.append(f"Redirect 301 {word(path)} {address(target)}\n")
        else:
            to = word(rule.filled(apache_target, "$1", "$2"))
            lines.append(f"RedirectMatch 301 {pattern} {to}\n")
    return "<IfModule mod_alias.c>\n" + "".join(lines) + "</IfModule>\n"


def literally(text: str) -> str:
    """Return the regular expression of a text, as PCRE and RE2 read it."""
    return re.sub(r"[][$*+?{}|().\\^]", _sign, text)


def _sign(sign: re.Match[str]) -> str:
    return f"[{sign[0]}]" if sign[0] not in "\\^]" else f"\\{sign[0]}"


def apache_target(path: str) -> str:
    """Return a path for RedirectMatch, which itself makes it an address.

    ``$1`` would be a group, ``${`` a variable.
    """
    return re.sub(r"[$\\{]", r"\\\g<0>", path)


def _nginx(rule: Rule) -> str:
    path = word(rule.path)
    if rule.several:
        answer = "410" if rule.is_gone else f"301 {rule.filled(address, '$1', '$2')}"
        return f"if ($uri ~ {word(rule.expression)}) {{ return {answer}; }}\n"
    if rule.is_gone:
        # In the path of a page the one would begin a variable, the other a query.
        is_plain = rule.target and not re.search("[$?]", rule.target)
        page = f"error_page 410 {word(rule.target)}; " if is_plain else ""
        return f"location = {path} {{ {page}return 410; }}\n"
    readable = "".join(f"add_header {name} {value}; " for name, value in READABLE.items())
    return f"location = {path} {{ {readable}return 301 {address(rule.target)}; }}\n"


def _netlify(rule: Rule) -> str:
    if rule.several or not rule.target:
        return ""
    return f"{address(rule.path)} {address(rule.target)} {410 if rule.is_gone else 301}\n"


def word(words: str) -> str:
    """Return what nginx and Apache read as one word."""
    if re.fullmatch(r"[\w/.^$\[\]-]+", words, re.ASCII):
        return words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def address(path: str) -> str:
    """Return a path as an address has it, without a sign that rules read otherwise.

    What is an address already keeps its signs but those that begin a variable, end a statement of
    nginx, or are read as quotation marks.
    """
    if _is_address(path):
        return re.sub("[$;']", lambda sign: quote(sign[0]), path)
    return quote(path, safe="/-._~")
