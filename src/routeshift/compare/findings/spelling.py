"""Naming the noise of generators: the same meaning in another spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from routeshift.lenient_json import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from routeshift.compare.schema import Conjunction


def spelling(old: Conjunction, new: Conjunction) -> str:
    """The name of the difference in spelling between two schemas of one meaning.

    Args:
        old: The old schema objects, unresolved.
        new: The new ones.

    Returns:
        A name such as "anyOf null against type list", or "" when they are spelled alike.
    """
    # Asked for each pair of schemas: most are spelled alike, and need no closer look.
    if _outline(old) == _outline(new):
        return ""
    left, right = _features(old), _features(new)
    before = [name for name in _FEATURES if name in left - right]
    after = [name for name in _FEATURES if name in right - left]
    if "reference" not in before + after:
        before, after = ([n for n in one if n != "inline schema"] for one in (before, after))
    if not before and not after:
        return ""
    return f"{' and '.join(before) or 'nothing'} against {' and '.join(after) or 'nothing'}"


def _outline(raws: Conjunction) -> list[Any]:
    """What decides the features of schemas that combine nothing: a quick way to see no noise."""
    return [
        {
            key: value if key in _TELLING else None if key not in _UNIONS else id(value)
            for key, value in raw.items()
        }
        for raw in raws
        if isinstance(raw, dict)
    ]


_TELLING = frozenset(("type", "enum", "additionalProperties", "unevaluatedProperties"))
_UNIONS = frozenset(("anyOf", "oneOf"))


def _features(raws: Conjunction) -> set[str]:
    schemas = [raw for raw in raws if isinstance(raw, dict)]
    return {name for name, test in _FEATURES.items() if any(test(raw) for raw in schemas)}


def _union(raw: dict[str, Any]) -> list[Any]:
    found = raw.get("anyOf", raw.get("oneOf"))
    return found if isinstance(found, list) else []


def _has_null(raw: dict[str, Any]) -> bool:
    return any(isinstance(one, dict) and one.get("type") == "null" for one in _union(raw))


def _nested(raw: dict[str, Any]) -> bool:
    return any(isinstance(one, dict) and _union(one) for one in _union(raw))


def _doubled(raw: dict[str, Any]) -> bool:
    texts = [str(one) for one in _union(raw)]
    return len(texts) != len(set(texts))


def _has(key: str) -> Callable[[dict[str, Any]], bool]:
    return lambda raw: key in raw


_FEATURES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "anyOf null": _has_null,
    "type list": lambda raw: isinstance(raw.get("type"), list),
    "nullable": lambda raw: raw.get("nullable") is True,
    "enum with null": lambda raw: "enum" in raw and None in listed(raw, "enum"),
    "const": _has("const"),
    "one-value enum": lambda raw: "enum" in raw and len(listed(raw, "enum")) == 1,
    "several-value enum": lambda raw: "enum" in raw and len(listed(raw, "enum")) > 1,
    "allOf": _has("allOf"),
    "reference": _has("$ref"),
    "inline schema": lambda raw: "$ref" not in raw and "allOf" not in raw,
    "oneOf": _has("oneOf"),
    "anyOf": lambda raw: "anyOf" in raw and not _has_null(raw),
    "nested union": _nested,
    "doubled branch": _doubled,
    "additionalProperties true": lambda raw: raw.get("additionalProperties") is True,
    "additionalProperties false": lambda raw: raw.get("additionalProperties") is False,
    "unevaluatedProperties false": lambda raw: raw.get("unevaluatedProperties") is False,
    "binary format": lambda raw: raw.get("format") == "binary",
    "contentMediaType": _has("contentMediaType"),
    "exclusive bound": lambda raw: "exclusiveMinimum" in raw or "exclusiveMaximum" in raw,
    "inclusive bound": lambda raw: "minimum" in raw or "maximum" in raw,
    "empty bound": lambda raw: 0 in (raw.get("minLength"), raw.get("minItems")),
    "null default": lambda raw: "default" in raw and raw["default"] is None,
}
