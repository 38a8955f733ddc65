"""Request bodies and responses: presence, status codes, media types, headers, streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.findings import Draft, Where, schema_drafts
from routeshift.compare.operation.media import Media, media_of, wildcard_for
from routeshift.compare.records import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents import Document, DocumentedOperation
    from routeshift.compare.operation.pairing import Pair
    from routeshift.compare.subschema import Schemas


def body_drafts(schemas: Schemas, pair: Pair) -> Iterator[Draft]:
    """What differs in the request body and the responses of one operation.

    Args:
        schemas: The comparing of the two documents.
        pair: The operation in both documents.

    Yields:
        Drafts. A webhook is sent by the server: its directions are the other way round.
    """
    inward, outward = Direction.REQUEST, Direction.RESPONSE
    # The server sends what a webhook calls a request.
    if pair.old.webhook:
        inward, outward = outward, inward
    yield from _request(schemas, pair, inward)
    yield from _responses(schemas, pair, outward)


def _request(schemas: Schemas, pair: Pair, direction: Direction) -> Iterator[Draft]:
    left = schemas.old.resolve(pair.old.data.get("requestBody"))
    right = schemas.new.resolve(pair.new.data.get("requestBody"))
    where = Where(pair.old, "request body", "request", direction)
    yield from _request_presence(where, left, right)
    if left is None or right is None:
        return
    yield from _media(schemas, where, left, right, "request")


def _request_presence(where: Where, left: Any, right: Any) -> Iterator[Draft]:
    needed, demanded = (bool(one and one.get("required")) for one in (left, right))
    if right is None and left is not None:
        message = "the request body is no longer read"
        yield where.draft("request-body-removed", message, old=left)
    elif demanded and not needed:
        new = left is None
        message = f"the request body {'is new and must be sent' if new else 'must now be sent'}"
        rule = "required-request-body-added" if new else "request-body-required"
        yield where.draft(rule, message, old=left, new=right)
    elif left is None and right is not None:
        message = "the request body is new and optional"
        yield where.draft("request-body-added", message, new=right)
    elif needed and not demanded:
        message = "the request body need not be sent any more"
        yield where.draft("request-body-optional", message)


def _media(
    schemas: Schemas, where: Where, left: dict[str, Any], right: dict[str, Any], side: str
) -> Iterator[Draft]:
    before, after = media_of(schemas.old, left), media_of(schemas.new, right)
    if not before and not after:
        return
    if side == "response" and (not before or not after):
        yield _body_presence(where, before)
        return
    for name, media in before.items():
        match = name if name in after else wildcard_for(name, after)
        if match is None:
            message = f"{where.part} is no longer there as {name}"
            yield where.draft(f"{side}-media-type-removed", message, old=name)
        else:
            yield from _medium(schemas, where, name, media, after[match])
    for name in after:
        if name not in before and wildcard_for(name, before) is None:
            message = f"{where.part} is there as {name} too"
            yield where.draft(f"{side}-media-type-added", message, new=name)


def _body_presence(where: Where, before: dict[str, Media]) -> Draft:
    if before:
        message = f"{where.part} has no body any more"
        return where.draft("response-body-removed", message)
    return where.draft("response-body-added", f"{where.part} has a body now")


def _medium(schemas: Schemas, where: Where, name: str, old: Media, new: Media) -> Iterator[Draft]:
    place = Where(
        where.operation, f"{where.part} {name}", where.family, where.direction, old.lexical
    )
    if old.stream != new.stream:
        message = f"`{place.part}` declares its items by {new.stream} instead of {old.stream}"
        yield place.draft(
            "stream-respelled",
            message,
            noise=f"{old.stream} against {new.stream}",
        )
    if old.encoding != new.encoding and old.lexical:
        message = f"a part of `{place.part}` is encoded in another way"
        yield place.draft("part-encoding-changed", message, old=old.encoding, new=new.encoding)
    yield from schema_drafts(schemas, old.schema, new.schema, place)


def _responses(schemas: Schemas, pair: Pair, direction: Direction) -> Iterator[Draft]:
    before, after = _statuses(schemas.old, pair.old), _statuses(schemas.new, pair.new)
    for status, response in before.items():
        where = Where(pair.old, f"response {status}", "response", direction)
        match = _status_for(status, after)
        if match is None:
            yield _status_removed(where, status, response)
        else:
            yield from _media(schemas, where, response, after[match], "response")
            yield from _headers(schemas, where, response, after[match])
    for status, response in after.items():
        if _status_for(status, before) is None:
            where = Where(pair.old, f"response {status}", "response", direction)
            message = f"the status {status} is new"
            yield where.draft("response-status-added", message, new=response)


def _statuses(document: Document, operation: DocumentedOperation) -> dict[str, dict[str, Any]]:
    found = {}
    for status, raw in (operation.data.get("responses") or {}).items():
        response = document.resolve(raw)
        if isinstance(response, dict) and not str(status).startswith("x-"):
            found[str(status).upper() if str(status) != "default" else "default"] = response
    return found


def _status_for(status: str, among: dict[str, Any]) -> str | None:
    if status in among:
        return status
    family = f"{status[0]}XX"
    if family in among:
        return family
    if status.endswith("XX"):
        return next((one for one in among if one.startswith(status[0])), None)
    return None


def _status_removed(where: Where, status: str, response: dict[str, Any]) -> Draft:
    # Clients treat an error by its class, and wait for a success.
    success = status[0] in "123"
    rule = "response-status-removed" if success else "response-error-status-removed"
    message = f"the status {status} is gone"
    return where.draft(rule, message, old=response)


def _headers(
    schemas: Schemas, where: Where, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Draft]:
    left = _by_name(schemas.old, old)
    right = _by_name(schemas.new, new)
    for name in sorted({*left, *right}):
        before, after = left.get(name), right.get(name)
        place = Where(
            where.operation,
            f"{where.part} header {name}",
            "response-header",
            where.direction,
            lexical=True,
        )
        yield from _header(schemas, place, before, after)


def _by_name(document: Document, response: dict[str, Any]) -> dict[str, dict[str, Any]]:
    headers = response.get("headers") or {}
    # HTTP does not tell headers apart by case.
    found = {str(name).lower(): document.resolve(raw) for name, raw in headers.items()}
    return {name: header for name, header in found.items() if isinstance(header, dict)}


def _header(schemas: Schemas, place: Where, before: Any, after: Any) -> Iterator[Draft]:
    name = f"`{place.part}`"
    if after is None:
        sure = before.get("required") is True
        rule = "response-header-removed" if sure else "response-optional-header-removed"
        yield place.draft(rule, f"{name} is gone", old=before)
        return
    if before is None:
        yield place.draft("response-header-added", f"{name} is new", new=after)
        return
    was, stays = before.get("required") is True, after.get("required") is True
    if was and not stays:
        yield place.draft("response-header-optional", f"{name} may now be missing")
    elif stays and not was:
        yield place.draft("response-header-required", f"{name} is now always there")
    yield from schema_drafts(schemas, before.get("schema"), after.get("schema"), place)
