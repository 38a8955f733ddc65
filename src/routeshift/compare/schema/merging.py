"""Making branches of keywords that all hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.compare.schema.keywords import KEYWORDS_OF, OPAQUE, TYPES, stands_alone
from routeshift.compare.schema.nodes import Branch, Conjunction, Space
from routeshift.compare.schema.values import canonical, kind_of
from routeshift.lenient_json import listed, mapped

if TYPE_CHECKING:
    from collections.abc import Iterable

Parts = tuple[dict[str, Any], ...]

_TIGHTEST = {
    "minimum": max,
    "exclusiveMinimum": max,
    "minLength": max,
    "minItems": max,
    "minProperties": max,
    "maximum": min,
    "exclusiveMaximum": min,
    "maxLength": min,
    "maxItems": min,
    "minContains": max,
    "maxContains": min,
    "maxProperties": min,
    "uniqueItems": max,
}


def branches_of(space: Space, parts: Parts, name: str, title: str) -> list[Branch]:
    """The branches of keywords that all hold for one value.

    Args:
        space: The space that the parts belong to.
        parts: Adapted schema objects without applicators.
        name: The component they came from, or "".
        title: Their title, or "".

    Returns:
        One branch for each type that can occur.
    """
    allowed = _enumerated(parts)
    opaque = _opaque(parts)
    found = []
    for kind in TYPES:
        shell = _shell(kind, parts, allowed)
        if shell is None:
            continue
        branch = Branch(kind, shell, name, title, opaque=opaque)
        if kind == "object" and "enum" not in shell:
            _object(space, branch, parts)
            # A branch without any value would show as one that was lost.
            if not _possible(branch):
                continue
        elif kind == "array" and "enum" not in shell:
            _array(branch, parts)
        found.append(branch)
    return found


def _enumerated(parts: Parts) -> list[Any] | None:
    found: dict[str, Any] | None = None
    for part in parts:
        if isinstance(part.get("enum"), list):
            values = {canonical(value): value for value in part["enum"]}
            found = values if found is None else {k: v for k, v in found.items() if k in values}
    return None if found is None else [found[key] for key in sorted(found)]


def _shell(kind: str, parts: Parts, allowed: list[Any] | None) -> dict[str, Any] | None:
    kinds = [_allowed(part, kind) for part in parts]
    if "none" in kinds:
        return None
    shell: dict[str, Any] = {"type": "integer" if "integer" in kinds else kind}
    _constrain(shell, kind, parts)
    if allowed is not None:
        values = [value for value in allowed if kind_of(value) == kind]
        if not values:
            return None
        # A list of all values of a type says no more than the type does.
        if kind not in ("null",) and not (kind == "boolean" and len(values) == 2):
            shell["enum"] = values
    return shell


def _allowed(part: dict[str, Any], kind: str) -> str:
    types = part.get("type")
    if not isinstance(types, list) or kind in types:
        return "all"
    # An integer is a number with a constraint, so that `int | float` is `number`.
    return "integer" if kind == "number" and "integer" in types else "none"


def _constrain(shell: dict[str, Any], kind: str, parts: Parts) -> None:
    for keyword in KEYWORDS_OF[kind]:
        found = [part[keyword] for part in parts if keyword in part]
        values = {canonical(one): one for one in found if stands_alone(keyword, one)}
        ordered = [values[key] for key in sorted(values)]
        if not ordered:
            continue
        tightest = _TIGHTEST.get(keyword)
        if tightest is not None and all(isinstance(value, int | float) for value in ordered):
            shell[keyword] = tightest(ordered)
            continue
        # Two patterns cannot be made into one, nor two formats: the others hold beside the first.
        shell[keyword] = ordered[0]
        more = [{keyword: value} for value in ordered[1:]]
        if more:
            shell.setdefault("allOf", []).extend(more)


def _opaque(parts: Parts) -> dict[str, Any]:
    found = {}
    for part in parts:
        group = {key: part[key] for key in OPAQUE if key in part}
        if "contains" in group and stands_alone("contains", group["contains"]):
            del group["contains"]
        if group:
            found[canonical(group)] = group
    return found


def _object(space: Space, branch: Branch, parts: Parts) -> None:
    names = {name for part in parts for name in mapped(part, "properties")}
    required = {name for part in parts for name in listed(part, "required") if _is_text(name)}
    for name in sorted(names):
        raws = tuple(raw for part in parts for raw in _named(part, name))
        # What does not travel this way cannot be asked for: readOnly in a request, say.
        if not space.travels(raws):
            required.discard(name)
            continue
        branch.properties[name] = raws
        _default(branch, name, raws)
    for part in parts:
        for pattern, raw in mapped(part, "patternProperties").items():
            branch.patterns[pattern] = (*branch.patterns.get(pattern, ()), raw)
    branch.required = frozenset(required)
    branch.rest = _rest(part.get("additionalProperties") for part in parts)
    # All parts are merged by now, so that whatever is not declared is not evaluated either.
    if any(part.get("unevaluatedProperties") is False for part in parts):
        branch.rest = None


def _possible(branch: Branch) -> bool:
    """Whether the required properties can be there at all."""
    for name in branch.required:
        raws = branch.properties.get(name)
        if (branch.rest is None and not branch.patterns) if raws is None else False in raws:
            return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _named(part: dict[str, Any], name: str) -> list[Any]:
    """What one part asks of a property: its own schema, or that of the undeclared ones."""
    if name in mapped(part, "properties"):
        return [part["properties"][name]]
    # What `additionalProperties` leaves to patterns is not known without trying each name.
    if "additionalProperties" in part and not mapped(part, "patternProperties"):
        return [part["additionalProperties"]]
    return []


def _default(branch: Branch, name: str, raws: Conjunction) -> None:
    for raw in raws:
        if isinstance(raw, dict) and raw.get("default") is not None:
            branch.defaults[name] = raw["default"]
            return


def _rest(found: Iterable[Any]) -> Conjunction | None:
    rest: list[Any] = []
    for raw in found:
        # One part that closes the object closes it for all that hold beside it.
        if raw is False or raw == {"not": {}}:
            return None
        if raw is not None and raw is not True and raw != {}:
            rest.append(raw)
    return tuple(rest)


def _array(branch: Branch, parts: Parts) -> None:
    prefixes = [part["prefixItems"] for part in parts if isinstance(part.get("prefixItems"), list)]
    length = max(map(len, prefixes), default=0)
    rest = _rest(part.get("items") for part in parts)
    for position in range(length):
        branch.prefix += (tuple(raw for part in parts for raw in _item(part, position)),)
    branch.rest = rest


def _item(part: dict[str, Any], position: int) -> list[Any]:
    prefix = part.get("prefixItems") or []
    if position < len(prefix):
        return [prefix[position]]
    return [part["items"]] if "items" in part else []
