"""Operations whose implementations and calls take requests from now on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from routeshift.wire import REQUEST, Place
from routeshift_codemods.index import Defined, Index, lookup
from routeshift_codemods.plan.code import (
    Call,
    call_of,
    known_aliases,
    request_aliases,
    request_fields,
)
from routeshift_codemods.plan.layout import Rewrite
from routeshift_codemods.plan.options import Convention
from routeshift_codemods.resolve import Operated
from routeshift_codemods.syntax import names_used


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """One operation whose parameters go into a request.

    Attributes:
        operated: The operation, and what implements it.
        takes: What its method takes afterwards.
        fields: The request's field of each parameter that goes into it.
        home: The module that the request is imported from.
        places: The modules that give it, too.
        origin: The module that defines it.
        argument: What the parameter is called that takes it.
        keywords: What it is given a parameter as, where that is another name.
        demanded: What it must be given, and no parameter was for.
        ordered: Whether the order of the parameters is known.
        added: What is passed beside it that the method did not take.
    """

    operated: Operated
    takes: Call
    fields: Mapping[str, str]
    home: str
    places: frozenset[str]
    origin: str
    argument: str = REQUEST
    keywords: Mapping[str, str] = field(default_factory=dict)
    demanded: tuple[str, ...] = ()
    ordered: bool = True
    added: tuple[str, ...] = ()

    @property
    def request(self) -> str:
        """The class of the request."""
        assert self.takes.request is not None
        return self.takes.request

    @property
    def parameters(self) -> tuple[str, ...]:
        """What the Protocol's method took, in order."""
        return tuple(p.name for p in self.operated.method.parameters if not p.facts.variadic)


def home_of(index: Index, rewrite: Rewrite) -> str:
    """The module that the requests of a module's APIs are imported from.

    Args:
        index: The facts.
        rewrite: The module.
    """
    module, layout = rewrite.module, rewrite.layout
    if layout.facade is not None:
        return module.name
    # Beside Protocols that stay where they are, it is they who have the requests that need what
    # stands with them: in the models' module these would make a circle.
    methods = [method for api in rewrite.apis for method in api.methods if method.rewritable]
    used = names_used(method.node.args for method in methods)
    own = {name for name, bound in module.names.items() if bound.target is None}
    models = index.at(layout.models)
    if used & own or (models is not None and module.name in models.imported):
        return module.name
    return f"{module.name.rpartition('.')[0]}.{layout.models.stem}"


def move_of(index: Index, operated: Operated, home: str, convention: Convention) -> Move | None:
    """The move of an operation; None for one that takes what it took.

    Args:
        index: The facts.
        operated: The operation.
        home: The module that its request is imported from.
        convention: What goes into a request.
    """
    method = operated.method
    takes = call_of(method, convention)
    if takes.request is None:
        return None
    fields = request_fields(method) if method.binding.request_fields else {}
    if convention == "whole":
        fields = {bound.name: bound.name for bound in method.binding.at(Place.PATH)} | fields
    module = operated.api.module
    above = [module.name.rsplit(".", depth)[0] for depth in range(1, module.name.count(".") + 1)]
    giving = [name for name in above if _gives(index, name, operated)]
    places = frozenset({home, module.name, *giving})
    keywords = known_aliases(request_aliases(index, method, fields))
    return Move(operated, takes, fields, home, places, home, keywords=keywords)


def _gives(index: Index, package: str, operated: Operated) -> bool:
    """Whether a package gives the Protocol, and so what its methods take."""
    found = index.find(package)
    if found is None:
        return False
    protocol = operated.api.protocol
    meant = lookup(index, found, protocol.name)
    return isinstance(meant, Defined) and meant.node is protocol
