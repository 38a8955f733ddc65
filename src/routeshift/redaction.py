"""What is never shown: secrets, in whose place stands the variable to fill in.

The one place that knows which names stand for secrets, how a secret may be spelled, and what is
written instead.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

USERINFO = "USERINFO"
"""The variable that stands for name and password in a URL."""

HIDDEN = "***"
"""What stands for a secret that nobody fills in, as in a response."""

_SECRET = re.compile(
    # Counts of tokens are none, and authors are neither.
    r"token(?!s)|secret|passw|pwd|credential|cookie|key(?![a-z])|auth(?!ors?(?![a-z]))"
    r"|provider-?data|jwt|signature"
)
# How to ask for credentials is no credential.
_PUBLIC = frozenset({"www-authenticate", "proxy-authenticate"})
# Shorter ones stand in other words by chance.
_SHORTEST = 4
# A name beside a password is a secret of its own when it is as long as a key.
_LONG_NAME = 16

_AFTER_SCHEME = re.compile(r"(?<=://)[^\s\"<>\\]+")
_IN_QUERY = re.compile(r"(?<=[?&;])([^\s=&?#;\"'<>]+)=([^\s&#;\"'<>\\]+)")
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")
_OPTION = re.compile(r"-")


def variable(name: str) -> str:
    """The variable that stands for the secret of a header or a parameter.

    >>> variable("X-API-Key")
    'X_API_KEY'
    """
    made = _NO_NAME.sub("_", name).strip("_").upper()
    return f"_{made}" if made[:1].isdigit() else made or "SECRET"


class Redaction:
    """Hides secrets by the names that they go by, and known ones wherever they stand.

    Args:
        names: More names of headers, query parameters and fields that are secret; `*` stands for
            any letters, and neither case nor the kind of dash matters.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = tuple(map(_plain, names))
        self._known: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None

    def hides(self, name: str) -> bool:
        """Whether a header, cookie or query parameter of this name is secret."""
        plain = _plain(name)
        return self.lists(name) or (plain not in _PUBLIC and _SECRET.search(plain) is not None)

    def lists(self, name: str) -> bool:
        """Whether a name is among those that were given."""
        plain = _plain(name)
        return any(fnmatchcase(plain, wanted) for wanted in self._names)

    def learn(self, name: str, value: str, shortest: int = _SHORTEST) -> None:
        """Hide a value, and every secret in it, wherever it stands from now on.

        Args:
            name: What it goes by, as a header's name.
            value: The value.
            shortest: Parts that are shorter are not looked for.
        """
        for part in _parts(value):
            if len(part) >= shortest:
                found = dict.fromkeys(_spellings(part), f"${variable(name)}")
                # What was learnt first keeps its name, when a value is known by two.
                self._known = found | self._known
        self._pattern = None

    def learn_url(self, url: str) -> None:
        """Hide the secrets of a URL wherever they stand from now on; what is none has none."""
        try:
            name, password = userinfo(url) or ("", "")
        except ValueError:
            return
        for secret in (f"{name}:{password}" if name else "", password):
            self.learn(USERINFO, secret)
        # Keys are often sent as the name, with an empty password.
        if not password or len(name) >= _LONG_NAME:
            self.learn(USERINFO, name)
        for found in _IN_QUERY.finditer(url):
            if self.hides(unquote(found[1])):
                self.learn(unquote(found[1]), unquote(found[2]))

    def text(self, text: str) -> str:
        """A text without known secrets, user info of URLs, and secret query parameters."""
        if self._known:
            self._pattern = self._pattern or _any_of(self._known)
            text = self._pattern.sub(lambda found: self._known[found[0]], text)
        text = _AFTER_SCHEME.sub(_without_userinfo, text)
        return _IN_QUERY.sub(self._without_value, text)

    def content(self, body: bytes) -> bytes:
        """Bytes without what `text` hides."""
        return self.text(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")

    def data(self, value: Any) -> Any:
        """A JSON value or a record without what `text` hides, in names and in values."""
        if type(value) is str:
            return self.text(value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = (field.name for field in dataclasses.fields(value) if field.init)
            inner = {name: self.data(getattr(value, name)) for name in fields}
            return dataclasses.replace(value, **inner)
        if isinstance(value, Mapping):
            return {self.data(key): self.data(inner) for key, inner in value.items()}
        if type(value) in (list, tuple):
            return type(value)(map(self.data, value))
        return value

    def header(self, name: str, value: str) -> str:
        """The value of a response's header, as it may be shown; of a cookie its name is."""
        if not self.hides(name):
            return self.text(value)
        cookie, equals, rest = value.partition("=")
        if _plain(name) != "set-cookie" or not equals:
            return HIDDEN
        return f"{cookie}={HIDDEN}{''.join(rest.partition(';')[1:])}"

    def _without_value(self, found: re.Match[str]) -> str:
        name = unquote(found[1])
        return f"{found[1]}=${variable(name)}" if self.hides(name) else found[0]


def userinfo(url: str) -> tuple[str, str] | None:
    """Name and password of a URL, decoded; None without them.

    >>> userinfo("http://ann:a%20b@127.0.0.1:8000/x")
    ('ann', 'a b')
    """
    found, at, _ = urlsplit(url).netloc.rpartition("@")
    name, _, password = found.partition(":")
    return (unquote(name), unquote(password)) if at else None


def basic(name: str, password: str) -> str:
    """The value of the header `Authorization` that sends a name and a password."""
    return f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"


def without_userinfo(url: str) -> str:
    """A URL without name and password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def learnt_from(words: Sequence[str], names: Iterable[str] = ()) -> Redaction:
    """A redaction that knows the secrets of a command line, however wrong that line is.

    Args:
        words: The words behind the name of the program.
        names: More names of secrets, as for `Redaction`.
    """
    redaction = Redaction((*names, *_values_of("--secret", words)))
    for header in _values_of("--header", words):
        name, colon, value = header.partition(":")
        if not colon or redaction.hides(name):
            redaction.learn(name if colon else "secret", value.strip() or header)
    for word in words:
        if "://" in word:
            redaction.learn_url(word)
    return redaction


def _values_of(option: str, words: Sequence[str]) -> Iterator[str]:
    for index, word in enumerate(words):
        if word.startswith(f"{option}="):
            yield word.partition("=")[2]
        elif word == option:
            behind = words[index + 1 : index + 2]
            yield from behind
            if behind and behind[0].rstrip().endswith(":"):
                # A value that was not quoted is a word of its own, or several.
                for more in words[index + 2 :]:
                    if _OPTION.match(more):
                        break
                    yield f"{behind[0]} {more}"


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "-")


def _without_userinfo(found: re.Match[str]) -> str:
    rest = found[0]
    netloc = re.split(r"[/?#]", rest, maxsplit=1)[0]
    at = netloc.rfind("@")
    if at < 0:
        # A slash in a password ends the host too early: what stands for the port is no number.
        _, colon, port = netloc.rpartition(":")
        if colon and port and not port.isdigit() and not port.endswith("]"):
            at = rest.rfind("@")
    return f"${USERINFO}{rest[at:]}" if at > 0 else rest


def _parts(value: str) -> Iterator[str]:
    """A header's value, and the secrets within it."""
    yield value
    scheme, _, credentials = value.strip().partition(" ")
    if credentials:
        yield credentials.strip()
    if scheme.lower() == "basic":
        yield from _of_basic(credentials.strip())
    for piece in value.split(";"):
        if "=" in piece:
            yield piece.partition("=")[2].strip()
    try:
        yield from _texts(json.loads(value))
    except (ValueError, RecursionError):
        return


def _of_basic(credentials: str) -> Iterator[str]:
    try:
        pair = base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return
    yield pair
    yield pair.partition(":")[2]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)


def _spellings(secret: str) -> Iterator[str]:
    """A secret as it stands in URLs, in JSON, in Python and in Basic credentials."""
    yield secret
    for make, safe in ((quote, "/"), (quote, ""), (quote_plus, "")):
        spelled = make(secret, safe, errors="replace")
        yield spelled
        yield re.sub("%..", lambda found: found[0].lower(), spelled)
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield repr(secret)[1:-1]
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        # Without its padding, which differs when the secret stands inside of something longer.
        yield encode(secret.encode("utf-8", "replace")).decode().rstrip("=")


def _any_of(known: Iterable[str]) -> re.Pattern[str]:
    # Longest first: the parts of a secret must not be found before it.
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
