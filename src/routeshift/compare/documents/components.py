"""Names that generated clients expose for schemas: which component is called what now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from routeshift.compare.documents.document import Document
    from routeshift.compare.documents.operations import DocumentedOperation


@dataclass(frozen=True, slots=True)
class Renaming:
    """One component that is not what it was.

    Args:
        rule: The rule's id.
        message: One sentence.
        old: The old name, if there is one.
        new: The new name, if there is one.
        operations: The operations that show it.
    """

    rule: str
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
    _seen: dict[str, set[str]] = field(default_factory=dict)

    def meet(self, before: str, after: str) -> None:
        """Note that two components stand at the same place, with the same meaning.

        Args:
            before: The old component's name.
            after: The new component's name.
        """
        self._seen.setdefault(before, set()).add(after)

    def renamings(self, operations: Iterable[DocumentedOperation]) -> Iterator[Renaming]:
        """What differs in the names of components.

        Args:
            operations: The operations of the old document that the new one has too.

        Yields:
            Renamings: renamed, removed and added components.
        """
        gone = [name for name in self.old.schemas if name not in self.new.schemas]
        fresh = {name for name in self.new.schemas if name not in self.old.schemas}
        self._unseen(gone, fresh)
        taken: set[str] = set()
        reached = _reached(self.old, operations) if gone else {}
        for name in gone:
            names = self._seen.get(name, set())
            taken |= names
            # One that stands where several stood has several names now: one finding each.
            yield from self._gone(name, names, reached)
        for name in sorted(fresh - taken):
            message = f"the component `{name}` is new"
            yield Renaming("component-added", message, None, name)

    def _unseen(self, gone: list[str], fresh: set[str]) -> None:
        """Pair components that no operation reaches when they are written alike."""
        # Without titles, which repeat the name of the class that was renamed.
        written = {str(_untitled(self.new.schemas[name])): name for name in fresh}
        for name in gone:
            twin = written.get(str(_untitled(self.old.schemas[name])))
            if twin is not None and name not in self._seen:
                self._seen[name] = {twin}

    def _gone(
        self, name: str, names: set[str], reached: dict[str, list[str]]
    ) -> Iterator[Renaming]:
        if not names:
            message = f"the component `{name}` is gone"
            yield Renaming("component-removed", message, name, None)
        for after in sorted(names):
            message = f"the component `{name}` is called `{after}` now"
            labels = tuple(reached.get(name, ()))
            yield Renaming("component-renamed", message, name, after, labels)


def _reached(document: Document, operations: Iterable[DocumentedOperation]) -> dict[str, list[str]]:
    """Which operations reach each component."""
    direct = {name: _references(schema) for name, schema in document.schemas.items()}
    found: dict[str, list[str]] = {}
    for operation in operations:
        open_names = _references([operation.data, operation.parameters])
        seen: set[str] = set()
        while open_names:
            name = open_names.pop()
            if name not in seen:
                seen.add(name)
                open_names |= direct.get(name, set())
        for name in seen:
            found.setdefault(name, []).append(operation.label)
    return found


def _references(value: Any) -> set[str]:
    """The components that a part of a document refers to, their own references left aside."""
    found: set[str] = set()
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            target = one.get("$ref")
            if isinstance(target, str) and target.startswith(_HEAD):
                found.add(target.removeprefix(_HEAD).partition("/")[0])
            stack.extend(one.values())
        elif isinstance(one, list | tuple):
            stack.extend(one)
    return found


_HEAD = "#/components/schemas/"


def _untitled(schema: Any) -> Any:
    if not isinstance(schema, dict):
        return schema
    return {key: value for key, value in schema.items() if key != "title"}
