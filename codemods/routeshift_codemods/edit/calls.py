"""Calls whose arguments go into a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import remarks_in


@dataclass(frozen=True, slots=True)
class ReplaceCall(Transform[cst.Call]):
    """Pass the arguments of a call in a request.

    One that unpacks its arguments stays: which they are is known at run time only.

    >>> call = 'order = shop.add_order("a1", 2, note="soon")  # later'
    >>> into = ReplaceCall("AddOrderRequest", ("order_id", "quantity", "note"), ("order_id",))
    >>> print(rewritten(call, into))
    order = shop.add_order("a1", AddOrderRequest(quantity=2, note="soon"))  # later

    Attributes:
        request: The class of the request.
        parameters: What the method took, in order.
        plain: Those that it still takes one by one, in front of the request.
    """

    kind = cst.Call
    request: str
    parameters: tuple[str, ...]
    plain: tuple[str, ...] = ()

    def change(self, node: cst.Call) -> cst.Call:
        if m.findall(node, m.Arg(star=m.MatchIfTrue(bool))):
            return node
        # A comment hangs on the comma behind its argument.
        commented = bool(remarks_in(*node.args))
        named = self._named(node.args if commented else [_bare(arg) for arg in node.args])
        kept = [arg for name, arg in named if name in self.plain]
        moved = [_keyword(name, arg) for name, arg in named if name not in self.plain]
        request = cst.Arg(cst.Call(cst.parse_expression(self.request), moved))
        if any(arg.keyword for arg in kept):
            request = _keyword("request", request)
        return node.with_changes(args=[*kept, request])

    def _named(self, args: Sequence[cst.Arg]) -> list[tuple[str, cst.Arg]]:
        """The arguments, each with the name of its parameter."""
        return [
            (arg.keyword.value if arg.keyword else self.parameters[at], arg)
            for at, arg in enumerate(args)
        ]


def _bare(arg: cst.Arg) -> cst.Arg:
    nothing = cst.SimpleWhitespace("")
    return arg.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=nothing)


def _keyword(name: str, arg: cst.Arg) -> cst.Arg:
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return arg.with_changes(keyword=cst.Name(name), equal=equal)
