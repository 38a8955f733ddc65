"""What a document may be, wherever it comes from: how deep, how large, with which numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from routeshift.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 200
"""How deep objects and lists may nest."""

MAX_VALUES = 2_000_000
"""How many values there may be, those counted again that a YAML alias repeats."""

MAX_DIGITS = 1_000
"""How many digits a number may have."""

# Counted in bits: turning a long number into digits is what takes quadratic time.
_MOST_BITS = int(MAX_DIGITS * math.log2(10)) + 1


def bounded(data: Any, name: str) -> Any:
    """A parsed document that everything after this can hold, walk and print.

    Args:
        data: JSON values; the keys may be numbers, as YAML has them.
        name: What messages call the document.

    Returns:
        The same value, or a copy with keys as text where some were not.

    Raises:
        DocumentError: For one that nests too deeply, unfolds into too much, or holds a number
            that JSON has not, or that is too long.
    """
    count, textual = 0, True
    # By hand, for a recursion would end at a depth of its own before it could name this limit.
    stack = [(data, 1)]
    while stack:
        value, depth = stack.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise _endless(name) if _holds_itself(data, frozenset(), set()) else too_deep(name)
        if count > MAX_VALUES:
            raise DocumentError(
                f"The document has, or unfolds into more than, {MAX_VALUES} values.",
                file=name,
                hint="Aliases that multiply are refused; split the document.",
            )
        if isinstance(value, dict):
            textual = textual and all(isinstance(key, str) for key in value)
            stack.extend((item, depth + 1) for item in value.values())
        elif isinstance(value, list):
            stack.extend((item, depth + 1) for item in value)
        elif (wrong := wrong_number(value)) is not None:
            place = next(_places(data, value, "#"))
            raise DocumentError(f"The number at {place} {wrong}.", file=name, hint=_NUMBERS)
    # YAML has keys of any type (`200:` among the responses), JSON and all that follows only text.
    return data if textual else _with_text_keys(data)


def _holds_itself(value: Any, above: frozenset[int], seen: set[int]) -> bool:
    if id(value) in above:
        return True
    if id(value) in seen or not isinstance(value, dict | list) or len(above) > MAX_DEPTH:
        return False
    seen.add(id(value))
    inner = value.values() if isinstance(value, dict) else value
    return any(_holds_itself(item, above | {id(value)}, seen) for item in inner)


def _endless(name: str) -> DocumentError:
    return DocumentError(
        "The document has no end: a YAML alias stands inside of what it repeats.",
        file=name,
        hint="Write a `$ref` in its place.",
    )


_NUMBERS = "Write a smaller number, or leave the limit out."


def too_deep(name: str, line: int | None = None) -> DocumentError:
    """What to say of a document that nests too deeply."""
    return DocumentError(
        f"The document nests more than {MAX_DEPTH} levels deep.",
        file=name,
        line=line,
        hint="Move inner schemas to components and refer to them.",
    )


def wrong_number(value: Any) -> str | None:
    """What is wrong with a number, to follow its name; None for a usable one, or another value."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"is {value}, which JSON has not"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return f"has more than {MAX_DIGITS} digits"
    return None


def text_key(key: Any) -> str:
    """A key as JSON would have it."""
    if isinstance(key, bool):
        return "true" if key else "false"
    return str(key) if key is not None else "null"


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {text_key(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def _places(value: Any, wanted: Any, place: str) -> Iterator[str]:
    """Where a value is, as a JSON pointer."""
    if value is wanted:
        yield place
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _places(item, wanted, f"{place}/{text_key(key)}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, wanted, f"{place}/{index}")
