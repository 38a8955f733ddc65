"""The operations of a document, as it declares them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents.document import Document

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
    # In this order: of two with one place and name the operation's own counts.
    for raw in [*(item.get("parameters") or []), *(data.get("parameters") or [])]:
        parameter = document.resolve(raw)
        if not isinstance(parameter, dict) or not isinstance(parameter.get("name"), str):
            raise document.error("A parameter is not an object with a name.")
        found[(parameter["name"], str(parameter.get("in")))] = parameter
    return tuple(found.values())


def _prefix(servers: Any) -> str:
    # The first is what clients take where they are not told otherwise.
    first = servers[0] if isinstance(servers, list) and servers else None
    if not isinstance(first, dict) or not isinstance(first.get("url"), str):
        return ""
    url = first["url"]
    for name, variable in (first.get("variables") or {}).items():
        url = url.replace("{" + name + "}", str(variable.get("default", "")))
    # Some write `api.example.com/v1`, which would be read as a path.
    if "://" not in url and not url.startswith("/"):
        url = f"//{url}"
    return urlsplit(url).path.rstrip("/")
