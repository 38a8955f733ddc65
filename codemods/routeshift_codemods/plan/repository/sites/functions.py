"""Implementations: their parameters go into a request, and their bodies read them from it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from routeshift_codemods.edit import (
    Change,
    InsertStatements,
    Marked,
    NewParameter,
    QualifyNames,
    RemoveMarkers,
    ReplaceParameters,
    begins_a_line,
    docstring_changes,
)
from routeshift_codemods.index import FunctionNode, Module
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.plan.repository.sites.bodies import BodyUses, expressions_with, uses_in
from routeshift_codemods.resolve import (
    Diagnostic,
    Implementing,
    MethodParameter,
    given_default,
    receiver,
)
from routeshift_codemods.syntax import decorators_of, walk

_GROWING = frozenset({"list", "List", "dict", "Dict", "set", "Set", "bytearray", "deque"})


@dataclass(frozen=True)
class FunctionMove:
    """A function that takes a request from now on.

    Attributes:
        move: Its operation.
        implementing: The function.
    """

    move: Move
    implementing: Implementing

    @property
    def module(self) -> Module:
        """Its module."""
        return self.implementing.module

    @property
    def node(self) -> FunctionNode:
        """The function."""
        return self.implementing.node

    @property
    def line(self) -> int:
        """Where it is."""
        return self.node.lineno

    @property
    def needs_request(self) -> bool:
        """Whether its module has to know the class of the request."""
        return True

    @property
    def needed_at_import(self) -> bool:
        """Whether its module has to know the class when it is imported: its signature does.

        That is read later where the module says so, but for a decorator, which may look at it.
        """
        found = self.module.names.get("annotations")
        postponed = found is not None and found.target == ("__future__", "annotations")
        return bool(self.node.decorator_list) or not postponed

    @property
    def label(self) -> str:
        """It, as users know it."""
        owner = self.implementing.owner
        return self.node.name if owner is None else f"{owner.name}.{self.node.name}"

    @cached_property
    def _uses(self) -> BodyUses:
        return uses_in(self.module, self.node)

    @property
    def names(self) -> list[str]:
        """What it took, in order, without `self`."""
        return [p.name for p in self.implementing.parameters if not p.facts.variadic]

    @property
    def moved(self) -> list[str]:
        """What a request holds from now on."""
        return [name for name in self.names if name in self.move.fields]

    @property
    def takes_anything(self) -> bool:
        """Whether it passes on what it is given, whatever it is."""
        arguments = self.node.args
        return bool(arguments.vararg and arguments.kwarg) and not self.moved

    def hindrance(self) -> str | None:
        """Why it cannot take a request; None when it can."""
        if self.takes_anything:
            return None
        uses, argument = self._uses, self.move.argument
        if any(p.facts.variadic for p in self.implementing.parameters):
            return "it takes arguments that its signature does not name"
        if argument in self.names and argument not in self.moved:
            return f"a parameter of it is called `{argument}` already"
        other = argument not in self.moved and not uses.of(argument).bound
        if other and uses.of(argument).read:
            return f"its body uses another `{argument}`"
        if uses.looks:
            return (
                f"its body calls `{uses.looks}()`, which would find a request in place of the "
                "parameters: name each parameter that it reads"
            )
        if "overload" in decorators_of(self.node):
            return "it has overloads"
        if self._statements and self._first is None:
            return "its body stands on the line of its `def`: give it lines of its own"
        return self._beside_the_request()

    def _beside_the_request(self) -> str | None:
        """Why it cannot take what does not go into the request."""
        extra = [p for p in self.implementing.parameters if p.name in self._extra]
        if any(p.facts.required for p in extra):
            return f"no request has its `{extra[0].name}`"
        missing = [name for name in self.move.added if name not in self.names]
        if missing:
            return f"it is passed `{missing[0]}` by now, which it does not take"
        if any(not p.facts.required for p in self._before):
            return "a parameter in front of the request has a default"
        return None

    @property
    def gone(self) -> list[ast.AST]:
        """The annotations and defaults of what moves, and defaults that go."""
        moved = [p for p in self.implementing.parameters if p.name in self.moved]
        parts: list[ast.AST] = [x for p in moved for x in (p.node, p.default) if x is not None]
        return parts + [p.default for p in self._before if p.default is not None]

    @property
    def _before(self) -> list[MethodParameter]:
        return [p for p in self.implementing.parameters if p.name in self.move.takes.before]

    @property
    def _extra(self) -> list[str]:
        return [
            n for n in self.names if n not in self.move.fields and n not in self.move.takes.names
        ]

    def changes(self) -> Iterator[Change]:
        """What changes in its signature, its docstring and its body."""
        if self.takes_anything:
            return
        path, source, node = self.module.path, self.module.source, self.node
        own = receiver(node)
        # What is required has a marker as its default at the most, and the request has none.
        marked = tuple(Marked(p.name, default="goes") for p in self._before if p.default)
        if marked:
            yield Change(path, source.span(node), RemoveMarkers(marked))
        rows: list[str | NewParameter] = [] if own is None else [own.arg]
        rows += [name for name in self.move.takes.before if name in self.names]
        rows.append(NewParameter(self.move.argument, self.move.request))
        rows += [name for name in (*self.move.takes.after, *self._extra) if name in self.names]
        keyword_only = frozenset(
            {argument.arg for argument in node.args.kwonlyargs} & {*self.names}
        )
        behind = frozenset(name for name in rows if name in keyword_only)
        replaced = ReplaceParameters(tuple(rows), behind, keeps=True)
        yield Change(path, source.span(node), replaced)
        yield from docstring_changes(self.module, node, self.moved)
        yield from self._body()

    def _body(self) -> Iterator[Change]:
        path, source = self.module.path, self.module.source
        if self._statements and self._first is not None:
            inserted = InsertStatements(tuple(self._statements))
            yield Change(path, source.span(self._first), inserted)
        names = {name: f"{self.move.argument}.{self.move.fields[name]}" for name in self.in_place}
        for expression in expressions_with(self.node, names):
            yield Change(path, source.span(expression), QualifyNames(names))

    @property
    def in_place(self) -> list[str]:
        """The parameters that are read from the request wherever they are used."""
        uses, argument = self._uses, self.move.argument
        if uses.of(argument).bound or uses.of(argument).captured:
            return []
        own = self._own_defaults
        read = [name for name in self.moved if uses.of(name).read]
        found = [name for name in read if uses.of(name).in_place and name not in own]
        # A name that stands for what it was hides the request itself.
        return [] if argument in read and argument not in found else found

    @property
    def copied(self) -> list[str]:
        """The parameters whose objects the body changes: a request keeps its own."""
        uses = self._uses
        # Or a change would show in the caller's request, which legacy calls did not share.
        extended = (p for p in self.implementing.parameters if uses.of(p.name).extended)
        grows = {p.name for p in extended if _can_grow(p.node)}
        return [name for name in self.moved if uses.of(name).mutated or name in grows]

    def notes(self) -> Iterator[Diagnostic]:
        """What callers see no more: changes of the object that they have passed."""
        for name in self.copied:
            uses = self._uses.of(name)
            grows = uses.extended and not uses.mutated
            if not uses.bound or grows:
                message = (
                    f"{self.label} changes its `{name}` in place, and a copy from now on: "
                    "a caller whose object it was does not see that any more"
                )
                subject = self.move.operated.method.subject
                line = uses.mutated or uses.extended
                yield Diagnostic("info", subject, message, self.module.path, line)

    @property
    def _statements(self) -> list[str]:
        uses = self._uses
        in_place, copied = self.in_place, self.copied
        names = [n for n in self.moved if uses.of(n).read and n not in in_place]
        fields = {name: f"{self.move.argument}.{self.move.fields[name]}" for name in names}
        values = {n: f"copy({said})" if n in copied else said for n, said in fields.items()}
        for name in self._own_defaults.keys() & values.keys():
            # What the caller leaves out has the default of this function, as it had.
            given = f'"{self.move.fields[name]}" in {self.move.argument}.model_fields_set'
            values[name] = f"{values[name]} if {given} else {self._own_defaults[name]}"
        # Its own name is the last that the request gives away.
        rows = sorted(values.items(), key=lambda row: row[0] == self.move.argument)
        return [f"{name} = {value}" for name, value in rows]

    @cached_property
    def _own_defaults(self) -> dict[str, str]:
        """The defaults, in source, of parameters that have another one in its API."""
        api = {p.name: given_default(p) for p in self.move.operated.method.parameters}
        own = {p.name: given_default(p) for p in self.implementing.parameters}
        return {
            name: self.module.source.segment(default)
            for name, default in own.items()
            if default is not None and _differ(default, api.get(name))
        }

    @property
    def _first(self) -> ast.stmt | None:
        """The first statement behind the docstring, when it begins a line."""
        body: Sequence[ast.stmt] = self.node.body
        if ast.get_docstring(self.node, clean=False) is not None:
            body = body[1:]
        return body[0] if body and begins_a_line(self.module, body[0]) else None


class ProtocolMove(FunctionMove):
    """The method of a Protocol with a body of its own: its signature moves with its API."""

    @property
    def needs_request(self) -> bool:
        """Whether its module has to know the class for it: it stands with its API."""
        return False

    @property
    def does_something(self) -> bool:
        """Whether its body reads what it is given."""
        return bool(self._uses.looks) or any(self._uses.of(name).read for name in self.moved)

    def changes(self) -> Iterator[Change]:
        """What changes in its body."""
        yield from self._body()


def _differ(own: ast.expr, other: ast.expr | None) -> bool:
    """Whether two defaults differ; a parameter that has to be given has none."""
    return other is not None and ast.dump(own) != ast.dump(other)


def _can_grow(parameter: ast.arg) -> bool:
    """Whether `+=` changes the object of a parameter itself, as far as its type says."""
    annotation = parameter.annotation
    nodes = walk(annotation) if annotation is not None else ()
    return any(isinstance(one, ast.Name) and one.id in _GROWING for one in nodes)
