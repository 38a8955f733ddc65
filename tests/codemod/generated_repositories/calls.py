"""Calls of operations: by receivers of all kinds, in places of all kinds."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from .operations import Arguments, Draw, Operation, draw_arguments
from .receivers import RECEIVERS, Receiver

Verdict = Literal["move", "leave", "keep"]

# What a function does with a call, which `{call}` is, and another one, `{again}`.
_PLACES = {
    "returned": "return await {call}",
    "alone": "await {call}\nreturn 'done'",
    "assigned": "got = await {call}  # what is said\nreturn got",
    "gathered": "return await asyncio.gather({call}, {again})",
    "a task": "return await asyncio.create_task({call})",
    "in a list": "return [await {call} for _ in range(2)]",
    "in a generator": "return await asyncio.gather(*({call} for _ in range(2)))",
    "in a dictionary": "return {{'a': await {call}, **{{'b': await {again}}}}}",
    "in a lambda": "later = lambda: {call}\nreturn await later()",
    "in a function": "async def later(): return await {call}\nreturn await later()",
    "in an f-string": 'return f"{{await {call}}}"',
    "in a wide f-string": 'return f"""{{await {call}!r:>5}} {{await {again}}}"""',
    "on a condition": "return await ({call} if len('a') else {again})",
    "in a condition": "if await {call}: return 'yes'\nreturn 'no'",
    "in a loop": "while await {call}:\n    break\nreturn await {again}",
    "compared": "return await {call} == await {again}",
    "asserted": "assert await {call}, await {again}\nreturn 1",
    "unpacked": "return [*(await {call})]",
    "sliced": "return (await {call})[len(await {again}) - 1:]",
    "passed": "return str(await {call}).upper()",
    "tried": "try:\n    return await {call}\nfinally:\n    await {again}",
    "two in a line": "got = await {call}; return got",
    "in brackets": "return (\n    # first\n    await {call}  # behind\n)",
    "continued": "return await \\\n    {call}",
    "a walrus": "if (got := await {call}): return got",
    "with": "with suppress(ValueError):\n    return await {call}",
    "matched": "match await {call}:\n    case got:\n        return got",
    "a default": "async def later(task={call}):\n    return await task\nreturn await later()",
    "deleted": "got = {{1: await {call}}}\ndel got[1]\nreturn got",
    "thrown": (
        "try:\n    raise ValueError(await {call})\nexcept ValueError as e:\n    return str(e)"
    ),
}
# Where the receiver cannot be waited for.
_NO_WAITING = ("in a lambda", "in a generator")
# The same, of a method that is called by another name: `{method}` and `{arguments}`.
_NAMED = {
    "a variable": "method = {method}\nreturn await method({arguments})",
    "by a string": "return await getattr({receiver}, '{name}')({arguments})",
}
_LAYOUTS = ("plain", "plain", "plain", "lines", "commented", "spread")


@dataclass(frozen=True)
class Snippet:
    """A piece of a file that has a call of an operation, or of what looks like one.

    Attributes:
        text: The piece.
        run: The call that runs it.
        verdict: Whether it moves, stays as it is, or keeps all of its operation.
        operation: The operation.
        calls: How many calls of it there are.
        kind: What it is, for people.
    """

    text: str
    run: str
    verdict: Verdict
    operation: Operation
    calls: int
    kind: str


def draw_call(draw: Draw, operation: Operation, impl: str, n: int) -> Snippet:
    """A function that calls an operation by a receiver that source declares."""
    how = draw(st.sampled_from(list(RECEIVERS)))
    receiver = RECEIVERS[how].in_place(operation.api, impl, n)
    body, calls, place, fixed = _body(draw, operation, receiver.name, n)
    if how == "of an enclosing function":
        body = f"async def within():\n{textwrap.indent(body, '    ')}\nreturn await within()"
    whole = f"{receiver.before}\n{body}".strip("\n")
    text, run = _function(receiver, whole, n)
    return Snippet(text, run, "keep" if fixed else "move", operation, calls, f"{how}, {place}")


def _body(draw: Draw, operation: Operation, name: str, n: int) -> tuple[str, int, str, bool]:
    given, again = draw_arguments(draw, operation), draw_arguments(draw, operation)
    waits = "await" in name
    places = [*(one for one in _PLACES if not (waits and one in _NO_WAITING)), *_NAMED]
    place = draw(st.sampled_from(places))
    method = f"{name}.{operation.name}"
    before = "\n".join(filter(None, [given.before]))
    if place in _NAMED:
        text = _NAMED[place].format(
            receiver=name, name=operation.name, method=method, arguments=given
        )
        return f"{before}\n{text}".strip("\n"), 1, place, given.fixed
    form = _PLACES[place]
    flat = "f-string" in place or "line" in place or ("\n" not in form and "{call}:" in form)
    call = f"{method}({given if flat else _laid_out(draw, given)})"
    second = f"{method}({again})"
    has_second = "{again}" in form
    rows = [given.before]
    if has_second and again.before:
        # Both may unpack a table: each has its own.
        second = second.replace("**more", "**others")
        rows.append(again.before.replace("more =", "others ="))
    text = form.format(call=call, again=second)
    fixed = given.fixed or (has_second and again.fixed)
    return "\n".join([*filter(None, rows), text]), 1 + has_second, place, fixed


def _laid_out(draw: Draw, given: Arguments) -> str:
    layout = draw(st.sampled_from(_LAYOUTS))
    if layout == "plain" or not given.parts:
        return str(given)
    if layout == "spread":
        return "  ,  ".join(given.parts) + " ,"
    behind = ",\n" if layout == "lines" else ",  # a part\n"
    above = "" if layout == "lines" else "# the first\n"
    return "\n" + above + "".join(f"        {part}{behind}" for part in given.parts)


def _function(receiver: Receiver, body: str, n: int) -> tuple[str, str]:
    if receiver.owner:
        inner = f"{receiver.owner}\n\nasync def go(self):\n{textwrap.indent(body, '    ')}"
        text = f"class Holder_{n}:\n{textwrap.indent(inner, '    ')}\n"
        run = f"{receiver.given}.go()"
    else:
        name = receiver.function
        text = f"async def {name}({receiver.takes}):\n{textwrap.indent(body, '    ')}\n"
        run = f"{name}({receiver.given})"
    return (f"{receiver.above}\n" if receiver.above else "") + text, run
