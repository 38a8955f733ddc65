"""Sites: who is the receiver of a call that has the name of an operation?"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from routeshift_codemods.index import Module, Surroundings
from routeshift_codemods.resolve.inference import (
    Callee,
    Class,
    Following,
    Foreign,
    Holding,
    Inference,
    Instance,
    Kind,
    Kinds,
    Scope,
)
from routeshift_codemods.resolve.receivers.examples import example_modules, known, page_modules
from routeshift_codemods.resolve.receivers.guessing import Guessing, fitting
from routeshift_codemods.resolve.receivers.mentions import Mention, Mentions
from routeshift_codemods.resolve.receivers.operations import Operated, by_name
from routeshift_codemods.resolve.receivers.running import Found, Running
from routeshift_codemods.resolve.receivers.second_opinion import SecondOpinion
from routeshift_codemods.resolve.receivers.site import Site


@dataclass(slots=True)
class Sites:
    """Finds the sites of operations in a project.

    Attributes:
        surroundings: The project.
        operations: All its operations.
        names: The names of those that are looked for; None for all.
        within: The files that are looked at; None for all.
        opinion: Who is asked about what source does not tell.
    """

    surroundings: Surroundings
    operations: Sequence[Operated]
    names: Collection[str] | None = None
    within: Collection[Path] | None = None
    opinion: SecondOpinion | None = None
    inference: Inference = field(init=False)
    _named: dict[str, list[Operated]] = field(init=False)
    _running: Running = field(init=False)
    _guessing: Guessing = field(init=False)

    def __post_init__(self) -> None:
        index = self.surroundings.index
        self.inference = Inference(index)
        named = by_name(self.operations)
        wanted = named.keys() if self.names is None else self.names
        self._named = {name: named[name] for name in named if name in wanted}
        self._running = Running(index, self.inference, self._named)
        self._guessing = Guessing(index, self.inference)

    def all(self) -> Iterable[Site]:
        """Every site, by file and in the order of the source."""
        found = self._all()
        if self.opinion is None:
            return found
        return self.opinion.on(self.surroundings, list(found), self._told)

    def _all(self) -> Iterator[Site]:
        names = self._named.keys()
        for module in self.surroundings.having({*names, "getattr"}) if names else ():
            if self.within is None or module.path in self.within:
                yield from self.of(module)

    def in_examples(self) -> Iterator[Site]:
        """The calls in examples of docstrings and pages that are known to be an operation's."""
        names = self._named.keys()
        for module in self.surroundings.having(names) if names else ():
            for example in example_modules(module):
                yield from filter(None, map(known, self.of(example)))
        for page in page_modules(self.surroundings.pages, names) if names else ():
            yield from filter(None, map(known, self.of(page)))

    def classes(self, scope: Scope, node: ast.expr) -> frozenset[str]:
        """The classes that an expression's value may be of, as far as source tells: dotted names.

        Args:
            scope: The scope that it is evaluated in.
            node: The expression.
        """
        kinds = self.inference.value(scope, node)
        known = {f"{k.module.name}.{k.node.name}" for k in kinds if isinstance(k, Instance)}
        foreign = {kind.name for kind in kinds if isinstance(kind, Foreign)}
        return frozenset(known | foreign)

    def of(self, module: Module) -> Iterator[Site]:
        """The sites of one module."""
        following = Following(self.inference.scopes, module)
        for mention in Mentions(self.inference, following, self._named.keys()).all():
            if mention.part.role == "dynamic":
                yield from self._dynamic(mention)
            elif mention.part.role == "replaced":
                yield from self._replaced(mention, following)
            elif mention.part.role != "mocked":
                yield self._site(mention)

    def _dynamic(self, mention: Mention) -> Iterator[Site]:
        """The sites of all that a name may mean which only a run tells."""
        kinds = [kind for kind in mention.receiver if isinstance(kind, Instance | Class)]
        for name, operations in self._named.items() if kinds else ():
            found = [self._running.of_class(kind, name).operation for kind in kinds]
            runs = tuple(one for one in operations if one in found)
            if runs and re.fullmatch(mention.name, name):
                part, reason = mention.part, "only a run tells which method it is"
                yield Site(
                    part.scope.module, part.scope, mention.node, name, part, "certain", reason, runs
                )

    def _replaced(self, mention: Mention, following: Following) -> Iterator[Site]:
        """The site of a method that a function stands in for; values stand in for any call."""
        part = mention.part
        kinds = self.inference.value(part.scope, part.stand_in)
        if not all(map(_is_value, kinds)) or isinstance(part.stand_in, ast.Lambda):
            own = [k for k in kinds if isinstance(k, Callee) and k.scope.module is following.module]
            only = own[0] if len(own) == len(kinds) == 1 else None
            uses = following.loads(only.scope.parent or only.scope, only.node.name) if only else ()
            yield replace(self._site(mention), stand_in=only, uses=len(uses))

    def _site(self, mention: Mention) -> Site:
        part, name = mention.part, mention.name
        candidates = tuple(self._named[name])
        module = part.scope.module
        site = Site(module, part.scope, mention.node, name, part, "unknown", "", candidates)
        found = [self._running.of(kind, name) for kind in mention.receiver]
        # Kinds are a set: the reason that is told must be the same in every run.
        return self._judged(site, sorted(found, key=lambda one: one.reason))

    def _judged(self, site: Site, found: Sequence[Found]) -> Site:
        """A site with what the kinds of its receiver say together."""
        runs = {one.operation for one in found if one.operation}
        others = [one for one in found if one.operation is None and one.verdict != "unknown"]
        open_ = [one for one in found if one.verdict == "unknown"]
        if runs and others:
            protocol = site.operations[0].api.protocol.name
            return replace(site, reason=f"it may be {protocol} or not: {others[0].reason}")
        if len({one.unbound for one in found if one.operation}) > 1:
            return replace(site, reason="it may be an object or its class")
        if len(runs) == 1 and not open_:
            (operation,) = runs
            return _decided(site, operation, found)
        if others and not open_:
            is_twin = any(one.verdict == "twin" for one in others)
            return replace(site, verdict="twin" if is_twin else "no", reason=others[0].reason)
        # Of several APIs it is one that can be called so.
        if runs or not all(one.lacks for one in open_):
            open_ = [one for one in open_ if not one.lacks]
        known = next((one for one in open_ if one.known), None)
        return replace(site, reason=known.reason) if known else self._guessing.guessed(site, runs)

    def _told(self, site: Site, receiver: Kinds) -> Site:
        """A site whose receiver somebody else tells; as it was, where that decides nothing."""
        said = self._site(Mention(site.scope, site.node, site.name, receiver, site.part))
        if said.is_moved:
            said = fitting(replace(said, verdict="inferred"))
        if said.verdict == "unknown":
            return site
        return replace(said, stand_in=site.stand_in, uses=site.uses)


def _decided(site: Site, operation: Operated, found: Sequence[Found]) -> Site:
    """A site all whose receivers run one operation."""
    said = replace(
        site,
        verdict="certain",
        reason=found[0].reason,
        operations=(operation,),
        functions=tuple(one.function for one in found if one.function is not None),
        unbound=found[0].unbound and site.part.role == "call",
    )
    if any(one.verdict == "inferred" for one in found):
        return fitting(replace(said, verdict="inferred"))
    return said


def _is_value(kind: Kind) -> bool:
    """Whether a side effect is an error or a list of values, and no function."""
    if isinstance(kind, Foreign):
        # Classes of errors, and what calls of classes give; functions are written small.
        return kind.name.rpartition(".")[2][:1].isupper() or kind.name.startswith("builtins.<")
    return isinstance(kind, Holding | Instance | Class)
