"""Names that generated clients expose for schemas: which component is called what now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from routeshift.compare.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routeshift.compare.document import Document


@dataclass(frozen=True, slots=True)
class Renaming:
    """One component that is not what it was.

    Args:
        rule: The rule's id.
        verdict: What it comes to for users of generated clients.
        message: One sentence.
        old: The old name, if there is one.
        new: The new name, if there is one.
        operations: The operations that show it.
    """

    rule: str
    verdict: Verdict
    message: str
    old: str | None
    new: str | None
    operations: tuple[str, ...] = ()


@dataclass(slots=True)
class Components:
    """Which component of the new document stands where one of the old stood.

    Args:
        old: The old document.
        new: The new document.
    """

    old: Document
    new: Document
    _seen: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def meet(self, before: str, after: str, operation: str) -> None:
        """Note that two components stand at the same place, with the same meaning.

        Args:
            before: The old component's name.
            after: The new component's name.
            operation: The operation that shows it.
        """
        if before != after:
            self._seen.setdefault(before, {}).setdefault(after, set()).add(operation)

    def renamings(self) -> Iterator[Renaming]:
        """What differs in the names of components.

        Yields:
            Renamings: renamed, removed and added components.
        """
        gone = [name for name in self.old.schemas if name not in self.new.schemas]
        fresh = {name for name in self.new.schemas if name not in self.old.schemas}
        self._unseen(gone, fresh)
        taken: set[str] = set()
        for name in gone:
            names = self._seen.get(name, {})
            taken |= names.keys()
            yield from self._gone(name, names)
        for name in sorted(fresh - taken):
            message = f"the component `{name}` is new"
            yield Renaming("component-added", Verdict.COMPATIBLE, message, None, name)

    def _unseen(self, gone: list[str], fresh: set[str]) -> None:
        """Pair components that no operation reaches when they are written alike."""
        written = {str(_untitled(self.new.schemas[name])): name for name in fresh}
        for name in gone:
            twin = written.get(str(_untitled(self.old.schemas[name])))
            if twin is not None and name not in self._seen:
                self._seen[name] = {twin: set()}

    def _gone(self, name: str, names: dict[str, set[str]]) -> Iterator[Renaming]:
        if not names:
            message = f"the component `{name}` is gone"
            yield Renaming("component-removed", Verdict.BREAKING, message, name, None)
        for after in sorted(names):
            message = f"the component `{name}` is called `{after}` now"
            reached = tuple(sorted(names[after]))
            yield Renaming("component-renamed", Verdict.BREAKING, message, name, after, reached)


def _untitled(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    return {key: value for key, value in schema.items() if key != "title"}
