"""The sentences of findings about schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from routeshift.compare.schema import canonical

if TYPE_CHECKING:
    from routeshift.compare.schema import Branch
    from routeshift.compare.subschema import Gap, Located

_SHOWN = 5
_LONGEST = 60


def detail(located: Located, part: str) -> str:
    """One sentence that says what differs.

    Args:
        located: The gap.
        part: The part of the operation, used when the gap is at the root.

    Returns:
        The sentence, in terms of the old and the new document.
    """
    gap = located.gap
    component, inside = located.within
    name = ".".join(word for word in (component, inside) if word) or located.path or part
    text = _TEXTS[gap.kind](gap, "old" if located.old_produces else "new")
    return f"`{name}` {text}"


def brief(value: Any) -> str:
    """A value in a few characters."""
    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _type(gap: Gap, producer: str) -> str:
    kinds = gap.kinds or ((_type_of(gap.branch),) if gap.branch else ())
    words = " or ".join(_words(gap, kind) for kind in kinds)
    if producer == "old":
        return f"no longer takes {words}"
    return f"can now also be {words}"


def _words(gap: Gap, kind: str) -> str:
    branches = gap.producer.of(kind)
    return _type_of(branches[0]) if branches else kind


def _type_of(branch: Branch | None) -> str:
    return str(branch.shell["type"]) if branch is not None else "anything"


def _values(gap: Gap, producer: str) -> str:
    theirs = {canonical(v): v for o in gap.consumer.branches for v in o.enumerated() or ()}
    ours = gap.branch.enumerated() if gap.branch is not None else None
    if ours is None:
        limited = ", ".join(brief(value) for value in list(theirs.values())[:_SHOWN])
        if producer == "old":
            return f"takes only listed values now: {limited}"
        return f"is no longer limited to {limited}"
    extra = [brief(value) for value in ours if canonical(value) not in theirs]
    listed = ", ".join(extra[:_SHOWN]) + (" and others" if len(extra) > _SHOWN else "")
    if producer == "old":
        return f"no longer takes {listed}"
    return f"can now also be {listed}"


def _constraint(gap: Gap, producer: str) -> str:
    ours = gap.branch.shell if gap.branch else {}
    theirs = gap.partner.shell if gap.partner else {}
    old, new = (ours, theirs) if producer == "old" else (theirs, ours)
    keys = [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    changes = [f"{key} {_side(old, key)} → {_side(new, key)}" for key in keys]
    return "has other limits: " + (", ".join(changes) or "the number of items")


def _side(shell: dict[str, Any], key: str) -> str:
    return brief(shell[key]) if key in shell else "none"


def _presence(gap: Gap, producer: str) -> str:
    declared = gap.branch is not None and gap.name in gap.branch.properties
    if producer == "old":
        return "must now be there" if declared else "is new and must be there"
    return "may now be missing" if declared else "is gone, and used to be always there"


def _default(gap: Gap, producer: str) -> str:
    ours = gap.branch.defaults.get(gap.name) if gap.branch else None
    theirs = gap.partner.defaults.get(gap.name) if gap.partner else None
    old, new = (ours, theirs) if producer == "old" else (theirs, ours)
    return f"has another default: {brief(old)} → {brief(new)}"


def _branch(gap: Gap, producer: str) -> str:
    name = (gap.branch.name or gap.branch.title) if gap.branch else ""
    which = f"the branch {name}" if name else "one of its branches"
    return f"no longer takes {which}" if producer == "old" else f"can now also be {which}"


def _either(old: str, new: str) -> Any:
    return lambda gap, producer: old if producer == "old" else new


_TEXTS = {
    "type": _type,
    "values": _values,
    "constraint": _constraint,
    "presence": _presence,
    "default": _default,
    "branch": _branch,
    "content": _constraint,
    "undeclared": _either("is gone and no longer read", "is new"),
    "refused": _either("is refused now", "is new, and the old document refuses it"),
    "closed": _either("refuses undeclared properties now", "may now hold undeclared properties"),
    "opaque": lambda gap, producer: "has other conditions (not, if, contains, ...)",
    "exclusive": _either("refuses now what fits several branches", "may fit several branches now"),
}
