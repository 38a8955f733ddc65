"""The smallest request that still shows a difference."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

from routeshift.verify.cases import Case, is_json

_DEEP = 6


async def shrink(case: Case, still: Callable[[Case], Awaitable[bool]], tries: int) -> Case:
    """Reduce a case.

    Args:
        case: What shows the difference.
        still: Whether a smaller case shows it too; both sides are asked.
        tries: How often they may be asked.

    Returns:
        The smallest case that was found; the same one when nothing smaller shows it.
    """
    smallest = case
    progress = True
    while progress and tries > 0:
        progress = False
        for candidate in smaller(smallest):
            if tries <= 0:
                break
            tries -= 1
            if await still(candidate):
                smallest, progress = candidate, True
                break
    return smallest


def smaller(case: Case) -> Iterator[Case]:
    """Cases with a little less, the largest steps first."""
    if case.leave_after is not None:
        yield replace(case, leave_after=None)
    if case.wish is not None:
        yield replace(case, wish=None)
    yield from _smaller_body(case)
    yield from _smaller_query(case)
    yield from _smaller_path(case)
    for index in range(len(case.headers)):
        yield replace(case, headers=case.headers[:index] + case.headers[index + 1 :])
    yield from _smaller_steps(case)


def _smaller_steps(case: Case) -> Iterator[Case]:
    """Fewer steps before, and smaller ones; a step of which a value is carried stays."""
    if not case.before:
        return
    others = case.before[:-1]
    carried = (source for one in (*others, case) for source in one.carried)
    if not any(source.startswith(f"{len(others)} ") for source in carried):
        yield replace(case, before=tuple(others))
    for index, step in enumerate(case.before):
        for smaller_step in smaller(step):
            steps = (*case.before[:index], smaller_step, *case.before[index + 1 :])
            yield replace(case, before=steps)


def _smaller_query(case: Case) -> Iterator[Case]:
    path, mark, query = case.target.partition("?")
    if not mark:
        return
    yield replace(case, target=path)
    pairs = query.split("&")
    for index in range(len(pairs)):
        rest = "&".join(pairs[:index] + pairs[index + 1 :])
        yield replace(case, target=f"{path}?{rest}" if rest else path)
    for index, pair in enumerate(pairs):
        name, equals, value = pair.partition("=")
        if equals and len(value) > 1:
            short = [*pairs[:index], f"{name}={value[:1]}", *pairs[index + 1 :]]
            yield replace(case, target=f"{path}?{'&'.join(short)}")


def _smaller_path(case: Case) -> Iterator[Case]:
    path, mark, query = case.target.partition("?")
    template = case.operation.partition(" ")[2].split("/")
    segments = path.split("/")
    if len(template) != len(segments):
        return
    for index, (wanted, segment) in enumerate(zip(template, segments, strict=True)):
        if "{" in wanted and segment != "x":
            shorter = "/".join([*segments[:index], "x", *segments[index + 1 :]])
            yield replace(case, target=shorter + mark + query)


def _smaller_body(case: Case) -> Iterator[Case]:
    if not case.body:
        return
    content_type = (case.header("content-type") or "").partition(";")[0]
    if not is_json(content_type):
        yield from (replace(case, body=case.body[:size]) for size in (0, len(case.body) // 2))
        return
    try:
        value = json.loads(case.body)
    except ValueError:
        yield replace(case, body=case.body[: len(case.body) // 2])
        return
    seen = {case.body}
    for candidate in _smaller_values(value):
        body = json.dumps(candidate).encode()
        if body not in seen:
            seen.add(body)
            yield replace(case, body=body)


def _smaller_values(value: Any, depth: int = 0) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from ({k: v for k, v in value.items() if k != name} for name in value)
        if depth < _DEEP:
            for name in value:
                yield from ({**value, name: v} for v in _smaller_values(value[name], depth + 1))
    elif isinstance(value, list):
        yield from ([*value[:index], *value[index + 1 :]] for index in range(len(value)))
        if depth < _DEEP:
            for index in range(len(value)):
                yield from (
                    [*value[:index], v, *value[index + 1 :]]
                    for v in _smaller_values(value[index], depth + 1)
                )
    elif isinstance(value, str) and len(value) > 1:
        yield value[:1]
    elif isinstance(value, int | float) and value not in (0, 1, True, False):
        yield 1
