"""Which operation of another document each operation is now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routeshift.compare.documents import DocumentedOperation, nameless

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each with each takes quadratic time, and one prefix explains few pairs of so many.
_MAX_PREFIX_TRIALS = 100_000


@dataclass(frozen=True, slots=True)
class Pair:
    """The same operation in both documents.

    Args:
        old: As the old document declares it.
        new: As the new one does.
        how: How its path changed: "", "slash", "prefix", "server" or "map".
    """

    old: DocumentedOperation
    new: DocumentedOperation
    how: str = ""

    @property
    def label(self) -> str:
        """What findings call the operation: as the old document does."""
        return self.old.label


@dataclass(frozen=True, slots=True)
class Matching:
    """The operations of two documents, paired.

    Args:
        pairs: The operations that both documents have.
        removed: Operations that only the old document has.
        added: Operations that only the new document has.
    """

    pairs: list[Pair] = field(default_factory=list)
    removed: list[DocumentedOperation] = field(default_factory=list)
    added: list[DocumentedOperation] = field(default_factory=list)


def matched(
    old: list[DocumentedOperation],
    new: list[DocumentedOperation],
    routes: Mapping[str, str] | None = None,
) -> Matching:
    """Pair the operations of two documents.

    Args:
        old: The operations of the old document.
        new: The operations of the new document.
        routes: "METHOD /old/path" to "METHOD /new/path", for what a migration moved.

    Returns:
        The pairs, and what is left on either side. Names of path parameters do not
        matter; then whole paths with their servers are tried, a trailing slash, and one
        prefix that all the rest has in common.
    """
    found = Matching()
    left, right = list(old), list(new)
    _by_map(found, left, right, routes or {})
    for how, key in _KEYS:
        _by_key(found, left, right, how, key)
    _by_prefix(found, left, right)
    found.removed.extend(left)
    found.added.extend(right)
    return found


_KEYS = (
    ("", lambda one: (one.webhook, one.method, nameless(one.path), one.prefix)),
    ("", lambda one: (one.webhook, one.method, one.template)),
    ("server", lambda one: (one.webhook, one.method, nameless(one.path))),
    ("slash", lambda one: (one.webhook, one.method, one.template.rstrip("/"))),
)


def _by_map(
    found: Matching,
    left: list[DocumentedOperation],
    right: list[DocumentedOperation],
    routes: Mapping[str, str],
) -> None:
    targets = {nameless(one.label): one for one in right}
    wanted = {nameless(old): nameless(new) for old, new in routes.items()}
    for one in list(left):
        target = targets.get(wanted.get(nameless(one.label), ""))
        if target is not None and target in right:
            _pair(found, left, right, one, target, "map")


def _by_key(
    found: Matching,
    left: list[DocumentedOperation],
    right: list[DocumentedOperation],
    how: str,
    key: Any,
) -> None:
    # Reversed: of several with one key the first is kept, which is served.
    targets = {key(one): one for one in reversed(right)}
    for one in list(left):
        target = targets.pop(key(one), None)
        if target is not None:
            _pair(found, left, right, one, target, how)


def _by_prefix(
    found: Matching, left: list[DocumentedOperation], right: list[DocumentedOperation]
) -> None:
    """Pair the rest when one prefix, put before or taken away, explains at least half of it."""
    if len(left) * len(right) > _MAX_PREFIX_TRIALS:
        return
    for one in list(left):
        for target in right:
            prefix = _added_prefix(one, target)
            if prefix is None:
                continue
            pairs = [(a, b) for a in left for b in right if _added_prefix(a, b) == prefix]
            # A prefix that explains less is chance: two operations may end alike.
            if 2 * len(pairs) >= len(left):
                for a, b in pairs:
                    if a in left and b in right:
                        _pair(found, left, right, a, b, "prefix")
                return


def _added_prefix(old: DocumentedOperation, new: DocumentedOperation) -> tuple[str, str] | None:
    if old.method != new.method or old.webhook or new.webhook:
        return None
    before, after = old.template, new.template
    if after.endswith(before) and before != "/":
        return ("+", after.removesuffix(before))
    if before.endswith(after) and after != "/":
        return ("-", before.removesuffix(after))
    return None


def _pair(
    found: Matching,
    left: list[DocumentedOperation],
    right: list[DocumentedOperation],
    old: DocumentedOperation,
    new: DocumentedOperation,
    how: str,
) -> None:
    found.pairs.append(Pair(old, new, how))
    left.remove(old)
    right.remove(new)
