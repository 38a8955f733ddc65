"""Calls whose arguments go into a request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from keyword import iskeyword

import libcst as cst

from routeshift_codemods.edit.change import Transform
from routeshift_codemods.edit.comments import remarks_in


@dataclass(frozen=True, slots=True)
class ReplaceCall(Transform[cst.Call]):
    """Pass the arguments of a call in a request.

    Where it unpacks arguments, and they may be any, it stays: they are known at run time only.

    >>> call = 'order = shop.add_order("a1", 2, note="soon")  # later'
    >>> into = ReplaceCall("AddOrderRequest", ("order_id", "quantity", "note"), ("order_id",))
    >>> print(rewritten(call, into))
    order = shop.add_order("a1", AddOrderRequest(quantity=2, note="soon"))  # later

    Attributes:
        request: The class of the request, or the name of one that is passed on as a whole.
        parameters: What the method took, in order.
        plain: Those that it still takes one by one, in front of the request.
        behind: Those that it takes by name.
        forwards: Whether `request` is a request already.
        argument: What the parameter is called that takes it.
        keywords: What the request is given a parameter as, where that is another name.
    """

    kind = cst.Call
    alone = True
    request: str
    parameters: tuple[str, ...]
    plain: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    forwards: bool = False
    argument: str = "request"
    keywords: tuple[tuple[str, str], ...] = ()

    def change(self, node: cst.Call) -> cst.Call:
        if any(arg.star == "*" for arg in node.args) or not self._knows_plain(node.args):
            return node
        # A comment hangs on the bracket or the comma in front of it.
        commented = bool(remarks_in(node.whitespace_before_args, *node.args))
        named = self._named(node.args if commented else [_bare(arg) for arg in node.args])
        kept = [arg for name, arg in named if name in self.plain]
        after = [_keyword(name, arg) for name, arg in named if name in self.behind]
        outside = {*self.plain, *self.behind}
        called = dict(self.keywords)
        moved = [
            arg if arg.star else _keyword(called.get(name, name), arg)
            for name, arg in named
            if name not in outside
        ]
        request = cst.Arg(self._request(moved))
        if any(arg.keyword for arg in kept):
            # Behind a keyword nothing can stand by position.
            request = _keyword(self.argument, request)
        args = [*kept, request, *after]
        if commented:
            return node.with_changes(args=args)
        return node.with_changes(args=args, whitespace_before_args=cst.SimpleWhitespace(""))

    def _request(self, moved: Sequence[cst.Arg]) -> cst.BaseExpression:
        expression = cst.parse_expression(self.request)
        return expression if self.forwards else cst.Call(expression, moved)

    def _knows_plain(self, args: Sequence[cst.Arg]) -> bool:
        """Whether what stays outside of the request is not in a `**`."""
        if not any(arg.star for arg in args):
            return True
        given = {name for name, arg in self._named(args) if not arg.star}
        return not self.behind and given >= {*self.plain}

    def _named(self, args: Sequence[cst.Arg]) -> list[tuple[str, cst.Arg]]:
        """The arguments, each with the name of its parameter."""
        positions = iter(self.parameters)
        return [
            ("**" if arg.star else arg.keyword.value if arg.keyword else next(positions), arg)
            for arg in args
        ]


def _bare(arg: cst.Arg) -> cst.Arg:
    nothing = cst.SimpleWhitespace("")
    return arg.with_changes(comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=nothing)


def _keyword(name: str, arg: cst.Arg) -> cst.Arg:
    if not name.isidentifier() or iskeyword(name):
        entry = cst.DictElement(cst.SimpleString(json.dumps(name)), arg.value)
        bare = arg.with_changes(keyword=None, equal=cst.MaybeSentinel.DEFAULT)
        return bare.with_changes(star="**", value=cst.Dict([entry]))
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return arg.with_changes(keyword=cst.Name(name), equal=equal)


@dataclass(frozen=True, slots=True)
class WrapCallee(Transform[cst.Call]):
    """Call what a function makes of what was called.

    >>> print(rewritten("shop.add_order(2, note='soon')", WrapCallee("accepts_both")))
    accepts_both(shop.add_order)(2, note='soon')

    Attributes:
        name: The function.
    """

    kind = cst.Call
    alone = True
    name: str

    def change(self, node: cst.Call) -> cst.Call:
        return node.with_changes(
            func=cst.Call(cst.parse_expression(self.name), [cst.Arg(node.func)])
        )
