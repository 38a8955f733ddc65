"""The media types of a body, and the schema that each one carries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from routeshift.compare.documents import Document

_FORMS = ("multipart/", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True)
class Media:
    """One media type of a body.

    Args:
        schema: What it carries; for a stream, what one item carries.
        lexical: Whether its values travel as text: forms.
        stream: How a stream declares its items: "schema", "itemSchema" or "contentSchema".
        encoding: How the parts of a form are encoded, by name.
    """

    schema: Any
    lexical: bool = False
    stream: str = ""
    encoding: dict[str, Any] = field(default_factory=dict)


def media_of(document: Document, body: dict[str, Any]) -> dict[str, Media]:
    """The media types of a request body or a response.

    Args:
        document: The document.
        body: The request body or response object.

    Returns:
        The media by name; names are in lower case and without spaces.
    """
    found = {}
    for name, raw in (body.get("content") or {}).items():
        media = document.resolve(raw)
        if isinstance(media, dict):
            found[_name(str(name))] = _media(document, _name(str(name)), media)
    return found


def _name(name: str) -> str:
    parts = [part.strip() for part in name.lower().split(";")]
    # JSON is in it in any case, and some servers write it out.
    return ";".join(part for part in parts if part != "charset=utf-8")


def _media(document: Document, name: str, media: dict[str, Any]) -> Media:
    if name == "text/event-stream" or "itemSchema" in media:
        schema, stream = _item(document, media)
        return Media(schema, stream=stream)
    return Media(
        media.get("schema"),
        # The parts of a form travel as text, like parameters.
        lexical=name.startswith(_FORMS),
        encoding=media.get("encoding") or {},
    )


def _item(document: Document, media: dict[str, Any]) -> tuple[Any, str]:
    """The schema of one item of a stream, and how it was declared."""
    if "itemSchema" not in media:
        return media.get("schema"), "schema"
    schema = document.resolve(media["itemSchema"])
    event = schema.get("properties") if isinstance(schema, dict) else None
    data = document.resolve(event.get("data")) if isinstance(event, dict) else None
    if isinstance(data, dict) and "contentSchema" in data:
        return data["contentSchema"], "contentSchema"
    return schema, "itemSchema"


def wildcard_for(name: str, among: Iterable[str]) -> str | None:
    """The entry that stands for a media type that is not listed itself.

    Args:
        name: A media type, possibly a range itself.
        among: The listed ones.

    Returns:
        A range such as `text/*` that includes it, the same type with other parameters
        of the text, or None.
    """
    bare = name.partition(";")[0]
    for other in among:
        wanted = other.partition(";")[0]
        if wanted in ("*/*", bare, bare.partition("/")[0] + "/*") and ";" not in other:
            return other
    return None
