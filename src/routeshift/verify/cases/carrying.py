"""Values that a side made itself, carried from its answers into what it is sent next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

from routeshift.verify.cases.case import Case
from routeshift.verify.cases.exchange import Exchange, json_body

LOCATION = "/headers/location"
"""The pointer of what an answer's Location names: the last part of its path."""


def mark(number: int) -> str:
    """What stands in a case for its carried value of this number."""
    return f"routeshift-carried-{number}-value"


def filled(case: Case, earlier: Sequence[Exchange]) -> Case:
    """A case with a side's own values, as it is sent there.

    Args:
        case: With marks.
        earlier: What that side did with the steps before.

    Returns:
        A case without steps. A mark stays where the answers have no value for it.
    """
    if not (case.before or case.carried):
        return case
    target, headers, body = case.target, case.headers, case.body
    for number, source in enumerate(case.carried):
        step, _, pointer = source.partition(" ")
        value = carried_value(earlier[int(step)], pointer) if int(step) < len(earlier) else None
        if value is None:
            continue
        text = value if isinstance(value, str) else json.dumps(value)
        target = target.replace(mark(number), quote(text, safe=""))
        # A header holds no more; elsewhere the value goes whole.
        sent = text.encode("ascii", "ignore").decode()
        headers = tuple((name, old.replace(mark(number), sent)) for name, old in headers)
        if body is not None:
            body = _in_body(body, case.header("content-type") or "", mark(number), value, text)
    return replace(case, target=target, headers=headers, body=body, before=(), carried=())


def _in_body(body: bytes, content_type: str, marked: str, value: Any, text: str) -> bytes:
    if "json" in content_type:
        # A value of its own keeps its type, as a number; inside of a text it is text.
        whole, part = json.dumps(value), json.dumps(text)[1:-1]
        return body.replace(json.dumps(marked).encode(), whole.encode()).replace(
            marked.encode(), part.encode()
        )
    if "urlencoded" in content_type:
        text = quote_plus(text)
    return body.replace(marked.encode(), text.encode())


def carried_value(exchange: Exchange, pointer: str) -> Any:
    """A scalar in the JSON body of an exchange, or in its Location; None where there is none."""
    if pointer == LOCATION:
        return located(exchange)
    try:
        node = json_body(exchange.body)
    except ValueError:
        return None
    for part in pointer.split("/")[2:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, dict):
            node = node.get(key)
        elif isinstance(node, list) and key.isdecimal() and int(key) < len(node):
            node = node[int(key)]
        else:
            return None
    return node if isinstance(node, str | int | float) and not isinstance(node, bool) else None


def located(exchange: Exchange) -> str | None:
    """What the Location of an exchange names, if it has one."""
    try:
        path = urlsplit(exchange.header("location") or "").path
    except ValueError:
        return None
    return unquote(path.rstrip("/").rpartition("/")[2]) or None
