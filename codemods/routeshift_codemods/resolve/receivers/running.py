"""What an object runs under the name of an operation, by what kind of thing it is."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from routeshift_codemods.index import FunctionNode, Index, Module
from routeshift_codemods.resolve.ancestry import ancestors, is_protocol, method_in
from routeshift_codemods.resolve.fitting import accepts_both
from routeshift_codemods.resolve.implementing import plain_name
from routeshift_codemods.resolve.inference import (
    Callee,
    Class,
    Foreign,
    Giving,
    Holding,
    Inference,
    Instance,
    Kind,
    Member,
    Registered,
    Super,
    Unknown,
)
from routeshift_codemods.resolve.receivers.likeness import is_also, is_like, methods_of
from routeshift_codemods.resolve.receivers.operations import Operated
from routeshift_codemods.resolve.receivers.site import Verdict
from routeshift_codemods.syntax import decorators_of


@dataclass(frozen=True, slots=True)
class Found:
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


@dataclass(frozen=True, slots=True)
class Running:
    """Knows what runs.

    Attributes:
        index: The facts of the project.
        inference: What values may be.
        named: The operations by the names of their methods.
    """

    index: Index
    inference: Inference
    named: Mapping[str, Sequence[Operated]]

    def of(self, kind: Kind, name: str) -> Found:
        """What an object of a kind runs under a name."""
        if isinstance(kind, Instance | Class | Super):
            return self.of_class(kind, name)
        if isinstance(kind, Foreign):
            return Found(reason=f"it is of {kind.name}")
        if isinstance(kind, Holding | Giving | Member | Callee):
            return Found(reason="it is no object of an API")
        if isinstance(kind, Registered):
            named = [o for o in self.named[name] if plain_name(o.api.name) == plain_name(kind.key)]
            if len(named) == 1:
                reason = f"it is registered as {kind.key}"
                return Found(named[0], reason=reason, verdict="inferred")
        return Found(reason="source does not tell what it is", verdict="unknown")

    def of_class(self, kind: Instance | Class | Super, name: str) -> Found:
        """What an object of a class of the project runs, or the class itself."""
        classes = self.inference.classes(kind)
        for _, owner in classes:
            node = method_in(owner, name)
            if node is None:
                continue
            for operation in self.named[name]:
                if operation.runs(node):
                    reason = f"it is a {kind.node.name}"
                    unbound = isinstance(kind, Class) and _takes_itself(node)
                    return Found(operation, node, reason, "certain", unbound=unbound)
            if isinstance(node, FunctionNode) and accepts_both(owner, node):
                return Found(reason=f"{owner.name}.{name} takes its arguments either way")
            return self._of_another(kind, owner, name)
        if isinstance(kind, Super):
            return Found(reason="nothing above has it", verdict="unknown")
        return self._of_heirs(kind, name)

    def _of_another(self, kind: Instance | Class | Super, owner: ast.ClassDef, name: str) -> Found:
        """A method of the name that is not known to be an operation's."""
        said = f"{owner.name}.{name} is not the API's"
        index = self.index
        if is_protocol(index, kind.module, owner):
            # What implements the API may be passed as one, for all that source tells.
            own = set(methods_of([(kind.module, owner)]))
            meant = any(is_also(index, one, own) for one in self.named[name])
            return Found(reason=said, verdict="twin" if meant else "no")
        has = methods_of(self.inference.classes(kind))
        for operation in self.named[name]:
            if is_like(index, operation, has):
                reason = f"{kind.node.name} has methods of {operation.api.protocol.name}"
                return Found(reason=reason, verdict="unknown", known=True)
        return Found(reason=said)

    def _of_heirs(self, kind: Instance | Class, name: str) -> Found:
        """A class that lacks the method: those that inherit it, as of a mixin, may have it."""
        found = [
            self.of_class(Instance(module, node), name)
            for module, node in self._inheriting(kind.node, name)
        ]
        operations = {one.operation for one in found}
        if len(operations) == 1 and None not in operations:
            return found[0]
        if self._is_attribute(kind, name):
            return Found(reason=f"{kind.node.name}.{name} is no method")
        said = f"{kind.node.name} has no {name}"
        return Found(reason=said, verdict="unknown", known=True, lacks=True)

    def _is_attribute(self, kind: Instance | Class, name: str) -> bool:
        return not self.inference.attribute(kind, name) <= frozenset({Unknown()})

    def _inheriting(self, node: ast.ClassDef, name: str) -> list[tuple[Module, ast.ClassDef]]:
        """The classes that implement an operation of a name, and inherit a class besides."""
        functions = {
            (one.module, one.owner) for o in self.named[name] for one in o.functions.values()
        }
        index = self.index
        return [
            (module, owner)
            for module, owner in functions
            if owner is not None
            and owner is not node
            and any(above is node for _, above in ancestors(index, module, owner))
        ]


def _takes_itself(node: ast.stmt) -> bool:
    """Whether a method that is called through its class gets the object as an argument."""
    bound = frozenset({"classmethod", "staticmethod"})
    return isinstance(node, FunctionNode) and not decorators_of(node) & bound
