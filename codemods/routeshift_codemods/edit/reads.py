"""What tests read of the arguments that a mock was called with."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst
import libcst.matchers as m

from routeshift_codemods.edit.change import Transform

_SIDES = ("args", "kwargs")


@dataclass(frozen=True, slots=True)
class ReadFromRequest(Transform[cst.BaseExpression]):
    """Read an argument of a mock's call where it is now: at another place, or in a request.

    >>> asked = 'mock.add_order.call_args.kwargs["note"]'
    >>> print(rewritten(asked, ReadFromRequest(0, "note")))
    mock.add_order.call_args.args[0].note

    Attributes:
        place: The position of what holds it among the arguments, or its name among the keywords.
        field: The field of the request; None for an argument of its own.
        beside: The variable that holds the arguments by position, where those by name are in one.
    """

    kind = (cst.Subscript, cst.Call)
    place: int | str
    field: str | None = None
    beside: str | None = None

    def change(self, node: cst.BaseExpression) -> cst.BaseExpression:
        asked = cst.ensure_type(node.func, cst.Attribute) if isinstance(node, cst.Call) else node
        given = cst.ensure_type(asked, cst.Attribute | cst.Subscript).value  # type: ignore[arg-type]
        by_name = isinstance(self.place, str)
        key = cst.parse_expression(f'"{self.place}"' if by_name else f"{self.place}")
        item = cst.Subscript(
            self._side(given, _SIDES[by_name]), [cst.SubscriptElement(cst.Index(key))]
        )
        return item if self.field is None else cst.Attribute(item, cst.Name(self.field))

    def _side(self, given: cst.BaseExpression, side: str) -> cst.BaseExpression:
        """The arguments by position or by name, as the test gets at the others."""
        if isinstance(given, cst.Attribute):
            return given.with_changes(attr=cst.Name(side))
        if m.matches(given, m.Subscript()):
            index = cst.Index(cst.Integer(str(_SIDES.index(side))))
            return given.with_changes(slice=[cst.SubscriptElement(index)])
        return cst.Name(self.beside) if self.beside and side == "args" else given
