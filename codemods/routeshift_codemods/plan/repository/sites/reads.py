"""What tests read of a mock's arguments: it is in a request from now on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from routeshift_codemods.edit import Change, ReadFromRequest
from routeshift_codemods.index import Module
from routeshift_codemods.plan.repository.moves import Move
from routeshift_codemods.resolve import Read, Site


@dataclass(frozen=True, slots=True)
class ReadMove:
    """A place of a test that reads the arguments that a mock of a method was called with.

    Attributes:
        move: The operation.
        site: The place.
        given: Where the calls of the operation pass their request: its position or its name.
    """

    move: Move
    site: Site
    given: Collection[int | str]

    @property
    def module(self) -> Module:
        """Its module."""
        return self.site.module

    @property
    def line(self) -> int:
        """Where it is."""
        return self.site.line

    @property
    def needs_request(self) -> bool:
        """Whether its module has to know the class of the request."""
        return False

    @property
    def needed_at_import(self) -> bool:
        """Whether its module has to know the class when it is imported."""
        return False

    def hindrance(self) -> str | None:
        """Why it cannot read them from a request; None when it can."""
        if self.site.part.reads is None:
            return (
                "it takes all that a mock was called with at once, and the arguments are in a "
                "request from now on: read each by itself, as `call_args.args[0]`, or compare "
                "`call_args` with `call(...)`"
            )
        if len({*self.given}) != 1:
            return "source does not tell how it passes its request to the mock"
        if any(self._place(read) is None for read in self.site.part.reads):
            return "what it reads is none of the parameters"
        if any(not self._is_reached(read) for read in self.site.part.reads):
            return (
                "it keeps only `args` or only `kwargs` of a mock's call in a variable, and the "
                "request is in the others: keep all of `call_args` there"
            )
        return None

    def changes(self) -> Iterator[Change]:
        """Every argument that it reads, from where it is now."""
        for read in self.site.part.reads or ():
            found = self._place(read)
            assert found is not None
            place, field = found
            if field is not None or place != read.key:
                transform = ReadFromRequest(place, field, read.beside)
                yield Change(self.module.path, self.module.source.span(read.node), transform)

    def _place(self, read: Read) -> tuple[int | str, str | None] | None:
        """Where an argument is now: the place of what holds it, and the field of the request."""
        (given,) = self.given
        parameters = self.move.parameters
        if isinstance(read.key, str):
            name = read.key
        elif read.key < len(parameters):
            name = parameters[read.key]
        else:
            return None
        if name in self.move.fields:
            return given, self.move.fields[name]
        plain = self.move.takes.before
        if isinstance(read.key, str):
            return read.key, None
        return sum(one in plain for one in parameters[: read.key]), None

    def _is_reached(self, read: Read) -> bool:
        """Whether a variable with half of the arguments has the other half beside it."""
        (given,) = self.given
        return not read.is_variable or isinstance(read.key, type(given)) or bool(read.beside)
