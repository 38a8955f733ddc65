"""Reading JSON and YAML text: bounded, without doubles, with line numbers for what is wrong."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from routeshift.compare.documents.bounds import MAX_DEPTH, MAX_DIGITS, text_key, too_deep
from routeshift.compare.documents.document import Document
from routeshift.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Hashable

MAX_BYTES = 50_000_000
"""The largest text that is read, in bytes."""

MAX_YAML = 10_000_000
"""The largest YAML that is read, in characters; it takes some 60 times as long as JSON."""


def parse(text: str | bytes, name: str) -> Document:
    """Turn text into a checked document.

    Args:
        text: JSON or YAML, as text or UTF-8.
        name: What messages call it.

    Returns:
        The document.

    Raises:
        DocumentError: For text that is too large, no JSON or YAML, has a key twice, nests
            too deeply, unfolds into too much, or is not an OpenAPI document.
    """
    if len(text) > MAX_BYTES:
        raise DocumentError(
            f"The document has {len(text) // 1_000_000} MB; at most"
            f" {MAX_BYTES // 1_000_000} MB are read.",
            file=name,
            hint="Split it by path first.",
        )
    decoded = _decoded(text, name)
    if not decoded.strip():
        hint = "Check the path, or what should have written it."
        raise DocumentError("The document is empty.", file=name, hint=hint)
    try:
        data = _json(decoded, name) if _looks_like_json(decoded) else _yaml(decoded, name)
    except RecursionError:
        raise too_deep(name) from None
    return Document(data, name, lines={"openapi": _line_of_version(decoded)})


def _decoded(text: str | bytes, name: str) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"The document is not UTF-8 text (byte {error.start}).",
            file=name,
            line=text[: error.start].count(b"\n") + 1,
            hint="Convert it to UTF-8.",
        ) from None


def _looks_like_json(text: str) -> bool:
    """YAML may start with a brace too, but hardly with a brace and a quote."""
    return re.match(r"\s*\{\s*[\"}]", text) is not None


class _DoubleKeyError(Exception):
    """A key that one object has twice."""


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=_single, parse_int=_integer, parse_constant=_refused
        )
    except json.JSONDecodeError as error:
        # Some go on with the place, which is told in front.
        reason = error.msg.removesuffix(" at").removesuffix(" starting")
        raise DocumentError(
            f"This is not JSON: {reason}.",
            file=name,
            line=error.lineno,
            hint="Check the text around that line.",
        ) from None
    except _DoubleKeyError as error:
        key = error.args[0]
        raise DocumentError(
            f"The key {key!r} stands twice in one object.",
            file=name,
            line=_second_line(text, key),
            hint="Remove one: which of them counts is not defined.",
        ) from None
    except ValueError as error:
        raise DocumentError(f"This is not JSON: {error}.", file=name) from None


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Nearly all objects are fine, and that is seen without looking at each key.
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen = set()
    for key, _ in pairs:
        if key in seen:
            raise _DoubleKeyError(key)
        seen.add(key)
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON value")


def _integer(text: str) -> int:
    # Before `int` sees it: Python takes quadratic time, or refuses in words of its own.
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS} digits")
    return int(text)


def _second_line(text: str, key: str) -> int | None:
    written = json.dumps(key)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if written in line]
    return lines[1] if len(lines) > 1 else (lines[0] if lines else None)


_LEADING = re.compile(r"^[ \-?]*", re.MULTILINE)


def _may_be_deep(text: str) -> bool:
    """Whether YAML could nest too deeply: brackets that stay open, or a long run of indents."""
    # Cheap, and never too low: only such a text is read twice, by events first.
    if max(map(len, _LEADING.findall(text)), default=0) > MAX_DEPTH:
        return True
    balance = 0
    for found in _BRACKETS.finditer(text):
        balance += 1 if found.group() in "[{" else -1
        if balance > MAX_DEPTH:
            return True
    return False


_BRACKETS = re.compile(r"[\[\]{}]")


def _check_depth(text: str, name: str) -> None:
    """Count levels by events: composing them would overflow the C stack of the YAML library."""
    import yaml

    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                mark = event.start_mark
                raise too_deep(name, None if mark is None else mark.line + 1)
    except yaml.MarkedYAMLError as error:
        # The library looks ahead of the events, and its own limit, in its own words, is larger.
        mark = error.problem_mark
        if mark is not None and _may_be_deep(text[: mark.index + 1]):
            raise too_deep(name, mark.line + 1) from None
        raise


def _yaml(text: str, name: str) -> Any:
    import yaml

    if len(text) > MAX_YAML:
        raise DocumentError(
            f"The YAML has {len(text) // 1_000_000} MB; at most {MAX_YAML // 1_000_000} are read.",
            file=name,
            hint="Convert it to JSON, of which more is read.",
        )
    try:
        if _may_be_deep(text):
            _check_depth(text, name)
        return yaml.load(text, Loader=_loader())  # noqa: S506  (a safe loader with checks)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        line = mark.line + 1 if mark is not None else None
        raise DocumentError(f"This is not YAML: {problem}.", file=name, line=line) from None
    except (ValueError, TypeError, OverflowError) as error:
        raise DocumentError(f"This is not YAML: {error}.", file=name) from None


def _loader() -> Any:
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc]
        """YAML as JSON: no doubles, keys as text, dates as text."""

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            self.flatten_mapping(node)
            found: dict[Hashable, Any] = {}
            for key_node, value_node in node.value:
                key = text_key(self.construct_object(key_node, deep=True))
                if key in found:
                    mark = key_node.start_mark
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key!r} stands twice in one object", mark
                    )
                found[key] = self.construct_object(value_node, deep=deep)
            return found

        def construct_number(self, node: Any) -> int:
            if len(node.value) > MAX_DIGITS:
                problem = f"a number has more than {MAX_DIGITS} digits"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
            return int(self.construct_yaml_int(node))

    Loader.add_constructor("tag:yaml.org,2002:int", Loader.construct_number)
    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in rows if not tag.endswith(":timestamp")]
        for first, rows in base.yaml_implicit_resolvers.items()
    }
    return Loader


def _line_of_version(text: str) -> int:
    for number, line in enumerate(text[:100_000].splitlines(), 1):
        if line.lstrip(" {").startswith(("openapi", "swagger", '"openapi"', '"swagger"')):
            return number
    return 1
