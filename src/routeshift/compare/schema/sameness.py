"""Whether two schemas are written alike, with all that they refer to, whatever that is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from routeshift.compare.documents import Document
    from routeshift.compare.schema.nodes import Node

_Key = tuple[int, int]


class Sameness:
    """Remembers which parts of two documents are written alike.

    This is what is left to say of schemas that have no normal form of bearable size: where they
    are not the same, to the last reference, it is not known what they come to.
    """

    def __init__(self) -> None:
        self._alike: set[_Key] = set()
        self._unlike: set[_Key] = set()

    def of(self, left: Node, right: Node) -> bool:
        """Whether two nodes are made of schemas that are written alike.

        Args:
            left: A node of one document.
            right: A node of another.

        Returns:
            True when they hold the same keywords, and their references the same schemas.
        """
        if len(left.raws) != len(right.raws):
            return False
        sides = (left.space.document, right.space.document)
        return all(
            self.written_alike(old, new, sides)
            for old, new in zip(left.raws, right.raws, strict=True)
        )

    def written_alike(self, left: Any, right: Any, sides: tuple[Document, Document]) -> bool:
        """Whether two parts are written alike, with all that they refer to.

        Args:
            left: A part of the first document.
            right: A part of the second.
            sides: The documents.

        Returns:
            True also where they refer to themselves: nothing below is unlike then.
        """
        seen: set[_Key] = set()
        stack = [(left, right)]
        while stack:
            old, new = stack.pop()
            if not isinstance(old, dict | list):
                if type(old) is not type(new) or old != new:
                    break
                continue
            key = (id(old), id(new))
            if key in self._unlike:
                break
            if key in self._alike or key in seen:
                continue
            seen.add(key)
            below = _below(old, new, sides)
            if below is None:
                break
            stack += below
        # Nothing below was unlike, circles included: so every pair on the way is alike.
        else:
            self._alike |= seen
            return True
        self._unlike.add((id(left), id(right)))
        return False


def _below(old: Any, new: Any, sides: tuple[Document, Document]) -> list[tuple[Any, Any]] | None:
    """What must be alike below two parts; None when they are not alike themselves."""
    if type(old) is not type(new) or len(old) != len(new):
        return None
    if isinstance(old, list):
        return list(zip(old, new, strict=True))
    if old.keys() != new.keys():
        return None
    pairs = {key: (value, new[key]) for key, value in old.items()}
    if all(isinstance(one, str) for one in pairs.get("$ref", ())) and "$ref" in pairs:
        targets = [side.lookup(one) for side, one in zip(sides, pairs["$ref"], strict=True)]
        pairs["$ref"] = (targets[0], targets[1])
    return list(pairs.values())
