"""Sites: who is the receiver of a call that has the name of an operation?"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from routeshift_codemods.index import FunctionNode, Module, Surroundings, decorators_of
from routeshift_codemods.resolve.ancestry import ancestors, is_protocol, method_in
from routeshift_codemods.resolve.fitting import accepts_both
from routeshift_codemods.resolve.inference import (
    Callee,
    Class,
    Following,
    Foreign,
    Giving,
    Holding,
    Inference,
    Instance,
    Kind,
    Kinds,
    Member,
    Registered,
    Scope,
    Super,
    Unknown,
)
from routeshift_codemods.resolve.receivers.arguments import fits, plain_arguments
from routeshift_codemods.resolve.receivers.likeness import is_also, is_like, is_object, methods_of
from routeshift_codemods.resolve.receivers.mentions import Mention, Mentions
from routeshift_codemods.resolve.receivers.operations import Operated, by_name
from routeshift_codemods.resolve.receivers.second_opinion import SecondOpinion
from routeshift_codemods.resolve.receivers.site import Site, Verdict


@dataclass(frozen=True, slots=True)
class _Found:
    """What one kind of receiver says: what it runs, or why it runs something else.

    Attributes:
        operation: The operation that it runs.
        function: Its function, where source says which.
        reason: Why.
        verdict: How sure that is.
        known: Whether the class of the receiver is known, though not what of it would run.
        unbound: Whether it is the class that is known to be asked, and not an object of it.
        lacks: Whether the class is known, and has nothing of the name.
    """

    operation: Operated | None = None
    function: ast.stmt | None = None
    reason: str = ""
    verdict: Verdict = "no"
    known: bool = False
    unbound: bool = False
    lacks: bool = False


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
    _heirs: dict[ast.ClassDef, list[tuple[Module, ast.ClassDef]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inference = Inference(self.surroundings.index)
        named = by_name(self.operations)
        wanted = named.keys() if self.names is None else self.names
        self._named = {name: named[name] for name in named if name in wanted}

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
            found = [self._of_class(kind, name).operation for kind in kinds]
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
        scope, name = mention.part.scope, mention.name
        candidates = self._named[name]
        part = mention.part
        site = Site(scope.module, scope, mention.node, name, part, "unknown", "", tuple(candidates))
        # Kinds are a set: the reason that is told must be the same in every run.
        found = sorted((self._found(k, name) for k in mention.receiver), key=lambda one: one.reason)
        runs = {one.operation for one in found if one.operation}
        others = [one for one in found if one.operation is None and one.verdict != "unknown"]
        open_ = [one for one in found if one.verdict == "unknown"]
        if runs and others:
            reason = f"it may be {candidates[0].api.protocol.name} or not: {others[0].reason}"
            return replace(site, reason=reason)
        ways = {one.unbound for one in found if one.operation}
        if len(ways) > 1:
            return replace(site, reason="it may be an object or its class")
        if len(runs) == 1 and not open_:
            functions = tuple(one.function for one in found if one.function is not None)
            (operation,) = runs
            verdict: Verdict = "certain"
            if any(one.verdict == "inferred" for one in found):
                verdict = "inferred"
            said = replace(
                site,
                verdict=verdict,
                reason=found[0].reason,
                operations=(operation,),
                functions=functions,
                unbound=True in ways and part.role == "call",
            )
            return said if verdict == "certain" else self._fitting(said)
        if others and not open_:
            verdict = "twin" if any(one.verdict == "twin" for one in others) else "no"
            return replace(site, verdict=verdict, reason=others[0].reason)
        # Of several APIs it is one that can be called so.
        if runs or not all(one.lacks for one in open_):
            open_ = [one for one in open_ if not one.lacks]
        known = next((one for one in open_ if one.known), None)
        return replace(site, reason=known.reason) if known else self._guessed(site, runs)

    def _told(self, site: Site, receiver: Kinds) -> Site:
        """A site whose receiver somebody else tells; as it was, where that decides nothing."""
        said = self._site(Mention(site.scope, site.node, site.name, receiver, site.part))
        if said.is_moved:
            said = self._fitting(replace(said, verdict="inferred"))
        if said.verdict == "unknown":
            return site
        return replace(said, stand_in=site.stand_in, uses=site.uses)

    def _found(self, kind: Kind, name: str) -> _Found:
        if isinstance(kind, Instance | Class | Super):
            return self._of_class(kind, name)
        if isinstance(kind, Foreign):
            return _Found(reason=f"it is of {kind.name}")
        if isinstance(kind, Holding | Giving | Member | Callee):
            return _Found(reason="it is no object of an API")
        if isinstance(kind, Registered):
            named = [o for o in self._named[name] if _plain(o.api.name) == _plain(kind.key)]
            if len(named) == 1:
                reason = f"it is registered as {kind.key}"
                return _Found(named[0], reason=reason, verdict="inferred")
        return _Found(reason="source does not tell what it is", verdict="unknown")

    def _of_class(self, kind: Instance | Class | Super, name: str) -> _Found:
        classes = self.inference.classes(kind)
        for _, owner in classes:
            node = method_in(owner, name)
            if node is None:
                continue
            for operation in self._named[name]:
                if operation.runs(node):
                    reason = f"it is a {kind.node.name}"
                    unbound = isinstance(kind, Class) and _takes_itself(node)
                    return _Found(operation, node, reason, "certain", unbound=unbound)
            if isinstance(node, FunctionNode) and accepts_both(owner, node):
                return _Found(reason=f"{owner.name}.{name} takes its arguments either way")
            return self._of_another(kind, owner, name)
        if isinstance(kind, Super):
            return _Found(reason="nothing above has it", verdict="unknown")
        return self._of_heirs(kind, name)

    def _of_another(self, kind: Instance | Class | Super, owner: ast.ClassDef, name: str) -> _Found:
        """A method of the name that is not known to be an operation's."""
        said = f"{owner.name}.{name} is not the API's"
        index = self.surroundings.index
        if is_protocol(index, kind.module, owner):
            # What implements the API may be passed as one, for all that source tells.
            own = set(methods_of([(kind.module, owner)]))
            meant = any(is_also(index, one, own) for one in self._named[name])
            return _Found(reason=said, verdict="twin" if meant else "no")
        has = methods_of(self.inference.classes(kind))
        for operation in self._named[name]:
            if is_like(index, operation, has):
                reason = f"{kind.node.name} has methods of {operation.api.protocol.name}"
                return _Found(reason=reason, verdict="unknown", known=True)
        return _Found(reason=said)

    def _of_heirs(self, kind: Instance | Class, name: str) -> _Found:
        """A class that lacks the method: those that inherit it, as of a mixin, may have it."""
        found = [
            self._of_class(Instance(module, node), name)
            for module, node in self._inheriting(kind.node, name)
        ]
        operations = {one.operation for one in found}
        if len(operations) == 1 and None not in operations:
            return found[0]
        if self._is_attribute(kind, name):
            return _Found(reason=f"{kind.node.name}.{name} is no method")
        said = f"{kind.node.name} has no {name}"
        return _Found(reason=said, verdict="unknown", known=True, lacks=True)

    def _is_attribute(self, kind: Instance | Class, name: str) -> bool:
        return not self.inference.attribute(kind, name) <= frozenset({Unknown()})

    def _inheriting(self, node: ast.ClassDef, name: str) -> list[tuple[Module, ast.ClassDef]]:
        """The classes that implement an operation of a name, and inherit a class besides."""
        functions = {
            (one.module, one.owner) for o in self._named[name] for one in o.functions.values()
        }
        index = self.surroundings.index
        return [
            (module, owner)
            for module, owner in functions
            if owner is not None
            and owner is not node
            and any(above is node for _, above in ancestors(index, module, owner))
        ]

    def _guessed(self, site: Site, runs: Collection[Operated]) -> Site:
        """A receiver that source does not tell: what is around it may."""
        candidates = list(runs)
        for around in (self._implements, self._answers) if site.part.role == "call" else ():
            candidates = candidates or [o for o in site.operations if around(site, o)]
        if len(candidates) == 1 and site.call is not None:
            (only,) = candidates
            reason = f"{_name(site.scope)} answers for {only.api.protocol.name}"
            return self._fitting(
                replace(site, verdict="inferred", reason=reason, operations=(only,))
            )
        left = tuple(one for one in site.operations if not self._passes_objects(site, one))
        if not left:
            return replace(site, verdict="no", reason="it passes objects where the API has none")
        return replace(site, operations=left, reason="source does not tell what it is")

    def _passes_objects(self, site: Site, operation: Operated) -> bool:
        """Whether a call passes an object of the project for what is a text or a number."""
        if site.part.role != "call" or site.call is None:
            return False
        index, classes = self.surroundings.index, self.inference.classes
        return any(
            kinds and all(isinstance(k, Instance) and is_object(index, classes(k)) for k in kinds)
            for value in plain_arguments(site.call, operation)
            if (kinds := self.inference.value(site.scope, value))
        )

    def _implements(self, site: Site, operation: Operated) -> bool:
        """Whether a call stands in an implementation of the API."""
        owner = site.scope.owner
        if owner is None or not isinstance(owner.node, ast.ClassDef):
            return False
        above = ancestors(self.surroundings.index, owner.module, owner.node)
        return any(one in operation.api.classes for _, one in above)

    def _answers(self, site: Site, operation: Operated) -> bool:
        """Whether a call stands in a method of the operation's name, among others of its API."""
        function = site.scope.function
        owner = function.owner if function is not None else None
        if function is None or owner is None or not isinstance(owner.node, ast.ClassDef):
            return False
        named = isinstance(function.node, FunctionNode) and function.node.name == operation.name
        if not named:
            return False
        own = methods_of([(owner.module, owner.node)])
        return is_like(self.surroundings.index, operation, own)

    def _fitting(self, site: Site) -> Site:
        """An inferred site, unless its arguments could not be passed to the operation."""
        (operation,) = site.operations
        if site.call is not None and not fits(site.call, operation):
            reason = f"its arguments are not those of {operation.method.subject}"
            return replace(site, verdict="unknown", reason=reason)
        return site


def _takes_itself(node: ast.stmt) -> bool:
    """Whether a method that is called through its class gets the object as an argument."""
    bound = frozenset({"classmethod", "staticmethod"})
    return isinstance(node, FunctionNode) and not decorators_of(node) & bound


def _is_value(kind: Kind) -> bool:
    """Whether a side effect is an error or a list of values, and no function."""
    if isinstance(kind, Foreign):
        # Classes of errors, and what calls of classes give; functions are written small.
        return kind.name.rpartition(".")[2][:1].isupper() or kind.name.startswith("builtins.<")
    return isinstance(kind, Holding | Instance | Class)


def _name(scope: Scope) -> str:
    owner = scope.owner
    return owner.node.name if owner and isinstance(owner.node, ast.ClassDef) else "its function"


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
