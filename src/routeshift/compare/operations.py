"""The operations of a document, and which operation of another document each one is now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from routeshift.compare.document import Document

_MAX_PREFIX_TRIALS = 100_000
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_PARAMETER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class DocumentedOperation:
    """One operation as a document declares it.

    Args:
        document: The document.
        method: Upper case.
        path: As written under `paths`.
        prefix: The path of the server that applies, without a trailing slash.
        data: The operation object.
        parameters: The resolved parameters, those of the path item included.
        webhook: Whether the server sends it.
    """

    document: Document
    method: str
    path: str
    prefix: str
    data: dict[str, Any]
    parameters: tuple[dict[str, Any], ...] = ()
    webhook: bool = False

    @property
    def label(self) -> str:
        """What findings call it: "POST /items"."""
        return f"{self.method} {self.path}"

    @property
    def template(self) -> str:
        """The whole path with nameless parameters."""
        return nameless(self.prefix + self.path)

    @property
    def names(self) -> list[str]:
        """The names of the path parameters in order."""
        return [name.partition(":")[0] for name in _PARAMETER.findall(self.path)]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same operation in both documents.

    Args:
        old: As the old document declares it.
        new: As the new one does.
        how: How its path changed: "", "slash", "prefix", "server" or "map".
    """

    old: DocumentedOperation
    new: DocumentedOperation
    how: str = ""

    @property
    def label(self) -> str:
        """What findings call the operation: as the old document does."""
        return self.old.label


@dataclass(frozen=True, slots=True)
class Matching:
    """The operations of two documents, paired.

    Args:
        pairs: The operations that both documents have.
        removed: Operations that only the old document has.
        added: Operations that only the new document has.
    """

    pairs: list[Pair] = field(default_factory=list)
    removed: list[DocumentedOperation] = field(default_factory=list)
    added: list[DocumentedOperation] = field(default_factory=list)


def nameless(path: str) -> str:
    """A path template without the names and converters of its parameters."""
    return _PARAMETER.sub("{}", path)


def operations_of(document: Document) -> list[DocumentedOperation]:
    """All the operations of a document, webhooks last.

    Args:
        document: The document.

    Returns:
        The operations in the order of the document.
    """
    found = []
    for key in ("paths", "webhooks"):
        for path, item in (document.data.get(key) or {}).items():
            found += list(_item(document, str(path), item, webhook=key == "webhooks"))
    return found


def _item(
    document: Document, path: str, item: Any, *, webhook: bool
) -> Iterator[DocumentedOperation]:
    item = document.resolve(item)
    if not isinstance(item, dict):
        return
    for method in METHODS:
        data = item.get(method)
        if data is None:
            continue
        if not isinstance(data, dict):
            raise document.error(f"The operation {method.upper()} {path} is not an object.")
        servers = data.get("servers") or item.get("servers") or document.data.get("servers")
        parameters = _parameters(document, item, data)
        prefix = "" if webhook else _prefix(servers)
        yield DocumentedOperation(document, method.upper(), path, prefix, data, parameters, webhook)


def _parameters(
    document: Document, item: dict[str, Any], data: dict[str, Any]
) -> tuple[dict[str, Any], ...]:
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for raw in [*(item.get("parameters") or []), *(data.get("parameters") or [])]:
        parameter = document.resolve(raw)
        if not isinstance(parameter, dict) or not isinstance(parameter.get("name"), str):
            raise document.error("A parameter is not an object with a name.")
        found[(parameter["name"], str(parameter.get("in")))] = parameter
    return tuple(found.values())


def _prefix(servers: Any) -> str:
    first = servers[0] if isinstance(servers, list) and servers else None
    if not isinstance(first, dict) or not isinstance(first.get("url"), str):
        return ""
    url = first["url"]
    for name, variable in (first.get("variables") or {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    if "://" not in url and not url.startswith("/"):
        url = f"//{url}"
    return urlsplit(url).path.rstrip("/")


def matched(
    old: list[DocumentedOperation],
    new: list[DocumentedOperation],
    routes: Mapping[str, str] | None = None,
) -> Matching:
    """Pair the operations of two documents.

    Args:
        old: The operations of the old document.
        new: The operations of the new document.
        routes: "METHOD /old/path" to "METHOD /new/path", for what a migration moved.

    Returns:
        The pairs, and what is left on either side. Names of path parameters do not
        matter; then whole paths with their servers are tried, a trailing slash, and one
        prefix that all the rest has in common.
    """
    found = Matching()
    left, right = list(old), list(new)
    _by_map(found, left, right, routes or {})
    for how, key in _KEYS:
        _by_key(found, left, right, how, key)
    _by_prefix(found, left, right)
    found.removed.extend(left)
    found.added.extend(right)
    return found


_KEYS = (
    ("", lambda one: (one.webhook, one.method, nameless(one.path), one.prefix)),
    ("", lambda one: (one.webhook, one.method, one.template)),
    ("server", lambda one: (one.webhook, one.method, nameless(one.path))),
    ("slash", lambda one: (one.webhook, one.method, one.template.rstrip("/"))),
)


def _by_map(
    found: Matching,
    left: list[DocumentedOperation],
    right: list[DocumentedOperation],
    routes: Mapping[str, str],
) -> None:
    targets = {nameless(one.label): one for one in right}
    wanted = {nameless(old): nameless(new) for old, new in routes.items()}
    for one in list(left):
        target = targets.get(wanted.get(nameless(one.label), ""))
        if target is not None and target in right:
            _pair(found, left, right, one, target, "map")


def _by_key(
    found: Matching,
    left: list[DocumentedOperation],
    right: list[DocumentedOperation],
    how: str,
    key: Any,
) -> None:
    targets = {key(one): one for one in reversed(right)}
    for one in list(left):
        target = targets.pop(key(one), None)
        if target is not None:
            _pair(found, left, right, one, target, how)


def _by_prefix(
    found: Matching, left: list[DocumentedOperation], right: list[DocumentedOperation]
) -> None:
    """Pair the rest when one prefix, put before or taken away, explains at least half of it."""
    if len(left) * len(right) > _MAX_PREFIX_TRIALS:
        return
    for one in list(left):
        for target in right:
            prefix = _added_prefix(one, target)
            if prefix is None:
                continue
            pairs = [(a, b) for a in left for b in right if _added_prefix(a, b) == prefix]
            if 2 * len(pairs) >= len(left):
                for a, b in pairs:
                    if a in left and b in right:
                        _pair(found, left, right, a, b, "prefix")
                return


def _added_prefix(old: DocumentedOperation, new: DocumentedOperation) -> tuple[str, str] | None:
    if old.method != new.method or old.webhook or new.webhook:
        return None
    before, after = old.template, new.template
    if after.endswith(before) and before != "/":
        return ("+", after.removesuffix(before))
    if before.endswith(after) and after != "/":
        return ("-", before.removesuffix(after))
    return None


def _pair(
    found: Matching,
    left: list[DocumentedOperation],
    right: list[DocumentedOperation],
    old: DocumentedOperation,
    new: DocumentedOperation,
    how: str,
) -> None:
    found.pairs.append(Pair(old, new, how))
    left.remove(old)
    right.remove(new)
