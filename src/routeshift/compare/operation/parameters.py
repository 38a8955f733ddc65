"""Parameters: their presence, their place, how they are written, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.findings import Draft, Where, brief, schema_drafts, sunset_change
from routeshift.compare.records import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.documents import DocumentedOperation
    from routeshift.compare.operation.pairing import Pair
    from routeshift.compare.subschema import Schemas

# OpenAPI says that these are no parameters: bodies and security declare them.
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}

# What a document may let a query parameter have: what that is, and the rules that it is lost by
# and got by.
_ALLOWANCES = (
    (
        "allowEmptyValue",
        "without a value",
        "parameter-empty-value-refused",
        "parameter-empty-value-allowed",
    ),
    (
        "allowReserved",
        "with reserved characters as they stand",
        "parameter-reserved-refused",
        "parameter-reserved-allowed",
    ),
)

_Key = tuple[str, str]


def parameter_drafts(schemas: Schemas, pair: Pair) -> Iterator[Draft]:
    """What differs in the parameters of one operation, those that are gone or new included."""
    left, right = _by_key(pair.old), _by_key(pair.new)
    for key in left:
        where = _where(pair.old, key, left[key])
        if key in right:
            yield from _changed(schemas, where, left[key], right[key])
        else:
            yield _removed(where, left[key], key, right)
    for key in right:
        if key not in left:
            yield _added(_where(pair.old, key, right[key]), right[key])


def _by_key(operation: DocumentedOperation) -> dict[_Key, dict[str, Any]]:
    """Parameters by place and name; a path parameter's name is its position."""
    positions = {name: str(position) for position, name in enumerate(operation.names)}
    found = {}
    for parameter in operation.parameters:
        place, name = str(parameter.get("in")), parameter["name"]
        if place == "header":
            name = name.lower()
            if name in _IGNORED_HEADERS:
                continue
        found[(place, positions.get(name, name) if place == "path" else name)] = parameter
    return found


def _where(operation: DocumentedOperation, key: _Key, parameter: dict[str, Any]) -> Where:
    part = f"{key[0]} parameter {parameter['name']}"
    repeated = _serialization(parameter)[:2] == ("form", True)
    return Where(operation, part, "parameter", Direction.REQUEST, lexical=True, repeated=repeated)


def _removed(
    where: Where, parameter: dict[str, Any], key: _Key, right: dict[_Key, dict[str, Any]]
) -> Draft:
    moved = next((place for place, name in right if name == key[1] and place != key[0]), "")
    clause = f"is now read from the {moved}" if moved else "is no longer read"
    return where.draft("parameter-removed", f"`{where.part}` {clause}", old=parameter)


def _added(where: Where, parameter: dict[str, Any]) -> Draft:
    if parameter.get("required") is True:
        message = f"`{where.part}` is new and must be sent"
        return where.draft("required-parameter-added", message, new=parameter)
    message = f"`{where.part}` is new and optional"
    return where.draft("parameter-added", message, new=parameter)


def _changed(
    schemas: Schemas, where: Where, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Draft]:
    yield from _presence(where, old, new)
    yield from _style(where, old, new)
    yield from _allowances(where, old, new)
    yield from _name(where, old, new)
    left, right = _schema(schemas.old, old), _schema(schemas.new, new)
    yield from _default(schemas, where, old, new)
    yield from _promises(where, old, new)
    yield from schema_drafts(schemas, left, right, where)


def _presence(where: Where, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Draft]:
    before, after = (one.get("required") is True for one in (old, new))
    if where.part.startswith("path") or before == after:
        return
    if after:
        message = f"`{where.part}` must now be sent"
        yield where.draft("parameter-required", message, old=old, new=new)
    else:
        message = f"`{where.part}` need not be sent any more"
        yield where.draft("parameter-optional", message, old=old, new=new)


def _style(where: Where, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Draft]:
    before, after = _serialization(old), _serialization(new)
    if before != after and (_is_compound(old) or before[2] != after[2]):
        message = f"`{where.part}` is written in another way: {brief(before)} → {brief(after)}"
        yield where.draft("parameter-style-changed", message, old=old, new=new)


def _allowances(where: Where, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Draft]:
    # For parameters elsewhere they mean nothing.
    for field, how, refused, allowed in _ALLOWANCES if old.get("in") == "query" else ():
        before, after = (one.get(field) is True for one in (old, new))
        if before != after:
            rule, clause = (refused, "may no longer be") if before else (allowed, "may be")
            yield where.draft(rule, f"`{where.part}` {clause} sent {how}", old=before, new=after)


def _serialization(parameter: dict[str, Any]) -> tuple[str, bool, str]:
    style = str(parameter.get("style") or _STYLES.get(str(parameter.get("in")), "form"))
    explode = parameter.get("explode")
    content = next(iter(parameter.get("content") or {}), "")
    return style, style == "form" if explode is None else bool(explode), content


def _is_compound(parameter: dict[str, Any]) -> bool:
    """Whether styles matter: they write scalars all the same, but for arrays and objects."""
    text = str(parameter.get("schema"))
    return any(word in text for word in ("'array'", "'object'", "$ref", "prefixItems"))


def _name(where: Where, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Draft]:
    before, after = old["name"], new["name"]
    if before != after and old.get("in") == "path":
        message = f"the path parameter `{before}` is called `{after}` now"
        yield where.draft("parameter-renamed", message, old=before, new=after)


def _promises(where: Where, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Draft]:
    was, stays = (one.get("deprecated") is True for one in (old, new))
    if was != stays:
        clause = "is no longer deprecated" if was else "is deprecated now"
        message = f"`{where.part}` {clause}"
        yield where.draft("deprecation-changed", message, old=was, new=stays)

    def sunset(rule: str, clause: str, first: Any, second: Any) -> Draft:
        return where.draft(rule, f"`{where.part}` {clause}", old=first, new=second)

    yield from sunset_change(old, new, sunset)


def _schema(document: Any, parameter: dict[str, Any]) -> Any:
    content = parameter.get("content")
    if isinstance(content, dict) and content:
        media = document.resolve(next(iter(content.values())))
        return media.get("schema") if isinstance(media, dict) else None
    return parameter.get("schema")


def _default(
    schemas: Schemas, where: Where, old: dict[str, Any], new: dict[str, Any]
) -> Iterator[Draft]:
    # Where it must be sent, no default is ever used.
    if new.get("required") is True:
        return
    before = _default_of(schemas.old, old)
    after = _default_of(schemas.new, new)
    # 1 and true are equal to Python, and other values in a URL.
    if before == after and isinstance(before, bool) == isinstance(after, bool):
        return
    change = "added" if before is None else "changed"
    message = f"`{where.part}` has another default: {brief(before)} → {brief(after)}"
    yield where.draft(f"parameter-default-{change}", message, old=before, new=after)


def _default_of(document: Any, parameter: dict[str, Any]) -> Any:
    schema = _schema(document, parameter)
    if isinstance(schema, dict) and schema.get("default") is not None:
        return schema["default"]
    target = document.resolve(schema)
    return target.get("default") if isinstance(target, dict) else None
